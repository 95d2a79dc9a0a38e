from contextlib import ExitStack

import pytest
from django.core.management import call_command
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import sample
from tests.browser.browsers import FLAGS, chromium
from tests.browser.databases import apart
from tests.browser.watching import watched_page

expect.set_options(timeout=20_000)  # milliseconds; a laden machine is slow, not wrong


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample, stored where the server sees it, for all tests of a file."""
    with django_db_blocker.unblock():
        apart(sample.load, tmp_path_factory.mktemp("var"))
        yield
        apart(call_command, "flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def site(db):
    """The address of the portal, served for all tests of a file."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture(scope="package")
def browser():
    """Chromium, as long as these tests run and no longer: other tests want no event loop."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def visit(browser, site):
    """Opens a watched page in a context of its own, with Playwright's options, when called."""
    with ExitStack() as visits:
        yield lambda **options: visits.enter_context(watched_page(browser, site, **options))


@pytest.fixture
def page(visit):
    """The watched page of an English reader."""
    return visit(locale="en")
