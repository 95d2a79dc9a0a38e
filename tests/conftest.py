import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation


def pytest_sessionstart(session):
    """Compile the catalogues once, before workers start."""
    if not hasattr(session.config, "workerinput"):
        call_command("compile_catalogues", verbosity=0)


@pytest.fixture(autouse=True)
def english():
    """A request for another language leaves it active: each test starts in English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """A folder of the test's own for pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def client_of():
    """A browser of their own for each user: ``client_of(user)``."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in
