from itertools import chain

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from editorial.accounts import adapter
from tests.access.tally import summary


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


@pytest.fixture(autouse=True)
def mails_at_once(monkeypatch):
    """What is done beside an answer is done before it."""
    monkeypatch.setattr(adapter, "beside", lambda work: work())


@pytest.fixture
def client_of():
    """A browser of their own for each user: ``client_of(user)``."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def pytest_terminal_summary(terminalreporter):
    """How large the access matrix was, for whoever reads the run."""
    judged = (terminalreporter.stats.get(outcome, []) for outcome in ("passed", "failed"))
    if line := summary(chain.from_iterable(judged)):
        terminalreporter.write_line(line)
