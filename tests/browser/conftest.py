from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.browsers import FLAGS, chromium
from tests.browser.databases import apart
from tests.browser.watching import watched_page
from tests.databases import SAMPLE

HERE = Path(__file__).parent
expect.set_options(timeout=20_000)  # milliseconds; a laden machine is slow, not wrong


def pytest_collection_modifyitems(items):
    """All tests of this folder are walks in a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def db(django_db_setup, databases, django_db_blocker):
    """The sample, in a database that the server sees, for all tests of a file."""
    copy = databases.copy_of(SAMPLE)
    apart(copy.__enter__)
    with django_db_blocker.unblock():
        yield
    apart(copy.__exit__, None, None, None)


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
