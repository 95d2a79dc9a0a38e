"""What a machine can tell of accessibility, on each kind of page in each language."""

import pytest

from editorial.languages import LANGUAGES
from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, widen
from tests.browser.watching import watched_page
from tests.sample import PAGES

each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


@pytest.fixture(scope="module")
def page(browser, site):
    """One page for all tests; a page that is not found is among them."""
    with watched_page(browser, site, expecting=404, **OPTIONS) as page:
        yield page


def test_axe_finds_what_is_wrong(page):
    page.goto("/en/privacy/")
    wrong = '<h1>A</h1><h3>B</h3><img src="data:,">'
    page.evaluate("wrong => { document.querySelector('main').innerHTML = wrong; }", wrong)
    rules = {found.split(":")[0] for found in violations(page, "best-practice")}
    assert rules == {"heading-order", "image-alt"}


@each_language
@pytest.mark.parametrize("kind", PAGES)
def test_page_is_accessible(page, language, kind):
    widen(page, 360, "light")
    page.goto(f"/{language.code}/{PAGES[kind]}")
    assert violations(page, "best-practice") == []
    widen(page, 1280, "dark")
    assert violations(page, "best-practice") == []
    widen(page, NARROWEST)
    assert sideways(page) == 0


@each_language
@pytest.mark.parametrize("popover", ["menu", "directory-filters"])
def test_popover_is_accessible(page, language, popover):
    widen(page, NARROWEST, "dark")
    page.goto(f"/{language.code}/members/")
    page.locator(f"[popovertarget={popover}]:visible").click()
    page.locator(f"#{popover}:popover-open").wait_for()
    assert violations(page, "best-practice") == []
    assert sideways(page) == 0
