import logging

import pytest
from django.db import transaction

from tests.access.cast import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The cast, made once for the tests of a file; each test goes back to it by a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Refusals, of which there are thousands, are not worth a line each."""
    caplog.set_level(logging.ERROR, logger="django.request")
    caplog.set_level(logging.ERROR, logger="django.security")
