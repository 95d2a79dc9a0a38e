"""What a machine can tell of accessibility, on each kind of page.

Languages differ in their texts alone: what axe finds in English it would find in each of them.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, violations_of_view, widen
from tests.browser.speaking import in_each_language, in_languages
from tests.browser.watching import watched_page
from tests.sample import PAGES


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


@in_languages("en")
@pytest.mark.parametrize("kind", PAGES)
def test_page_is_accessible(page, language, kind):
    widen(page, 360, "light")
    page.goto(f"/{language.code}/{PAGES[kind]}")
    assert violations_of_view(page) == []
    widen(page, 1280, "dark")
    assert violations(page, "best-practice") == []


@in_languages("ko", "ja")
@pytest.mark.parametrize("kind", PAGES)
def test_page_names_its_language_and_does_not_scroll_sideways(page, language, kind):
    widen(page, NARROWEST)
    page.goto(f"/{language.code}/{PAGES[kind]}")
    expect(page.locator("html")).to_have_attribute("lang", language.tag)
    assert sideways(page) == 0


def open_popover(page, language, popover: str) -> None:
    widen(page, NARROWEST, "dark")
    page.goto(f"/{language.code}/members/")
    page.locator(f"[popovertarget={popover}]:visible").click()
    page.locator(f"#{popover}:popover-open").wait_for()


each_popover = pytest.mark.parametrize("popover", ["menu", "directory-filters"])


@in_languages("en")
@each_popover
def test_popover_is_accessible(page, language, popover):
    open_popover(page, language, popover)
    assert violations(page, "best-practice") == []


@in_each_language
@each_popover
def test_popover_does_not_scroll_sideways(page, language, popover):
    open_popover(page, language, popover)
    assert sideways(page) == 0
