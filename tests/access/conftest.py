import logging

import pytest
from django.db import transaction

from tests.access.cast import World
from tests.access.speaking import Speakers
from tests.databases import MIGRATED, used


@pytest.fixture(scope="session")
def inhabited(django_db_setup, databases):
    """A database of the worker's own with the cast in it: its name, and the cast."""
    name = databases.new_copy(MIGRATED)
    with databases.blocker.unblock(), used(name), transaction.atomic():
        world = World()
    yield name, world
    databases.drop(name)


@pytest.fixture(scope="module")
def world(inhabited, pytestconfig):
    """The cast as it was made, for the tests of a file; each test goes back to it."""
    name, world = inhabited
    world.speakers = Speakers(pytestconfig.option.all)
    with used(name):
        yield world.unasked()


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Refusals, of which there are thousands, are not worth a line each."""
    caplog.set_level(logging.ERROR, logger="django.request")
    caplog.set_level(logging.ERROR, logger="django.security")
