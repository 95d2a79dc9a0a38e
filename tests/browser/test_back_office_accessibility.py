"""What a machine can tell of accessibility in the back office."""

import pytest
from playwright.sync_api import expect

from secretariats.models import Posting
from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, widen
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in
from tests.browser.watching import watched_page
from tests.sample import SCREENS, screens

WIDTHS = {NARROWEST: "dark", 1280: "light"}


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, str]:
    return apart(screens)


@pytest.fixture(scope="module")
def page(browser, site):
    """One page for all tests, of a regional administrator: every screen is open to them."""
    with watched_page(browser, site, **OPTIONS) as page:
        sign_in(page, site, posted(Posting.Role.REGIONAL, "east-asia"))
        yield page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("width", WIDTHS)
def test_screen_is_accessible(page, addresses, screen, width):
    widen(page, width, WIDTHS[width])
    page.goto(addresses[screen], wait_until="networkidle")
    assert page.url.endswith(addresses[screen])
    assert violations(page) == []
    assert sideways(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in_is_accessible(browser, site, width):
    with watched_page(browser, site, **OPTIONS) as page:
        widen(page, width, WIDTHS[width])
        page.goto("/admin/")
        expect(page.locator("input[name=password]")).to_be_visible()
        assert violations(page) == []
        assert sideways(page) == 0


def test_search_for_a_record_is_named(page, addresses):
    widen(page, 1280)
    page.goto(addresses["event"])
    page.get_by_role("combobox", name="Host member").click()
    expect(page.get_by_role("searchbox", name="Host member")).to_be_focused()
    expect(page.get_by_role("option", name="Anyang")).to_be_visible()
    assert violations(page) == []


def test_boxes_to_tick_are_a_named_group(page, addresses):
    page.goto(addresses["event"])
    themes = page.get_by_role("group", name="Themes")
    expect(themes.get_by_role("checkbox", name="Resilient City")).to_be_visible()


def test_label_of_a_rich_text_leads_into_it(page, addresses):
    page.goto(addresses["form"])
    page.get_by_role("tab", name="English").click()
    page.locator("label[for=id_profile_en]").click()
    expect(page.locator("[lang=en][role=textbox]")).to_be_focused()
