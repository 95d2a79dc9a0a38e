import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.factories.editorial import UserFactory

pytestmark = pytest.mark.each_database

PASSWORD = "an umbrella for the walls of Hwaseong"
SIGN_IN = "/accounts/login/"
#: Another worker, in which somebody guesses five times.
GUESSES = f"""
import django
django.setup()
from django.test import Client
for _ in range(5):
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("{SIGN_IN}", {{"login": "guessed", "password": "not it"}})
"""


def address_of_the_database() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user, password, host = (quote(known[part], safe="") for part in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@{host}:{known['PORT']}/{known['NAME']}"


@pytest.fixture
def guessed(transactional_db):
    user = UserFactory(username="guessed")
    user.set_password(PASSWORD)
    user.save()
    yield user
    cache.clear()


def sign_in(client):
    return client.post(SIGN_IN, {"login": "guessed", "password": PASSWORD})


def test_guesses_in_one_process_are_counted_in_all(client, guessed):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": address_of_the_database(),
    }
    command = [sys.executable, "-c", GUESSES]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True)
    assert sign_in(client).status_code == 200
    assert "_auth_user_id" not in client.session


def test_password_is_let_in_where_nobody_guessed(client, guessed):
    assert sign_in(client).status_code == 302
