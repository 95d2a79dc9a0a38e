import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def on_paper(visit):
    """Opens a page as it is printed, on A4, when called with its address."""

    def opened(path: str, **options):
        page = visit(viewport={"width": 794, "height": 1123}, **options)
        page.goto(path)
        page.emulate_media(media="print")
        return page

    return opened


@pytest.mark.parametrize("path", ["members/suwon/", "news/osan-joins-iclei/"])
def test_page_on_paper_is_its_text_and_where_it_came_from(visit, path):
    page = visit()
    page.goto(f"/ko/{path}")
    address = page.locator(".print-only")
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_have_text(re.compile(f"/ko/{path}$"))
    expect(address).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".languages")).to_be_hidden()
    expect(page.locator("#menu")).to_be_hidden()
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("path", ["/en/", "/ja/members/?view=map", "/en/themes/resilient/"])
def test_map_is_drawn_on_paper_without_its_buttons(on_paper, path):
    """What fades the region out at its edge is printed as paper over all of it by some."""
    page = on_paper(path)
    expect(page.locator(".map-sheet-region svg").first).to_be_visible()
    veil = "getComputedStyle(document.querySelector('.map-sheet-region'), '::after').display"
    assert page.evaluate(veil) == "none"
    for button in page.get_by_role("button", include_hidden=True).all():
        expect(button).to_be_hidden()


def test_map_shares_its_sheet_of_paper_with_what_it_is_about(on_paper):
    page = on_paper("/en/")
    note = page.locator(".map-note").bounding_box()
    assert note["y"] + note["height"] < 1000


@pytest.mark.parametrize("javascript", [True, False])
def test_all_members_of_a_list_are_printed(on_paper, javascript):
    page = on_paper("/en/members/", java_script_enabled=javascript)
    rows = page.locator("table.print-only tbody tr")
    expect(rows).to_have_count(75)
    expect(rows.last).to_be_visible()
    expect(page.locator(".directory-found .cards")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(rows.first).to_be_hidden()


def test_one_page_of_members_is_printed_as_it_is(on_paper):
    page = on_paper("/en/members/?area=MN")
    expect(page.locator("table.print-only")).to_have_count(0)
    expect(page.locator(".directory-found .card")).to_have_count(3)
    expect(page.locator(".directory-found .card").first).to_be_visible()


def test_facts_are_kept_together(on_paper):
    """Else the day of the last update stands alone on a page."""
    page = on_paper("/en/members/daegu/")
    kept = "getComputedStyle(document.querySelector('.split > aside')).breakInside"
    assert page.evaluate(kept) == "avoid"
    days = [page.locator("aside .facts > div").nth(number).bounding_box() for number in (-1, -2)]
    assert days[0]["y"] - days[1]["y"] <= days[1]["height"] + 40  # at most one row below
