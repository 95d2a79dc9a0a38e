"""The directory in a browser: in place with a script, by links and a form without one."""

import gzip
import re

import pytest
from playwright.sync_api import expect

each_way = pytest.mark.parametrize(
    "scripts", [True, False], ids=["with-scripts", "without-scripts"]
)


def facet(page, name: str, value: str):
    return page.locator(f"input[type=checkbox][name={name}][value={value}]")


def count(page):
    return page.locator("#directory-count strong")


def mark(page) -> None:
    """Leave a trace that goes when the browser fetches the page anew."""
    page.evaluate("window.isSamePage = true")


def is_same(page) -> bool:
    return page.evaluate("window.isSamePage === true")


def ends(query: str) -> re.Pattern:
    return re.compile(re.escape(query) + "$")


def test_facet_changes_list_counts_chips_and_address_in_place(page):
    page.goto("/en/members/")
    mark(page)
    facet(page, "area", "JP").check()
    expect(count(page)).to_have_text("22")
    expect(page).to_have_url(ends("/en/members/?area=JP"))
    expect(facet(page, "area", "JP")).to_be_focused()
    expect(page.locator(".choice", has=facet(page, "area", "KR")).locator(".number")).to_have_text(
        "36"
    )
    expect(page.locator(".chip-remove")).to_have_text("Without Japan")
    expect(page.locator(".card").first).to_contain_text("Japan")
    facet(page, "area", "KR").check()
    expect(count(page)).to_have_text("58")
    facet(page, "size", "xl").check()
    expect(page).to_have_url(ends("?area=JP&area=KR&size=xl"))
    assert is_same(page)


def test_form_for_a_day_keeps_what_was_chosen_in_place(page):
    page.goto("/en/members/")
    facet(page, "area", "JP").check()
    expect(count(page)).to_have_text("22")
    page.locator("#members-on").fill("2012-10-18")
    page.locator(".directory-past button").click()
    expect(page).to_have_url(re.compile(r"on=2012-10-18.*area=JP|area=JP.*on=2012-10-18"))
    expect(page.locator(".chip-remove")).to_have_text("Without Japan")


def test_back_and_forward_lead_through_what_was_chosen(page):
    page.goto("/en/members/")
    mark(page)
    facet(page, "area", "JP").check()
    expect(count(page)).to_have_text("22")
    facet(page, "area", "KR").check()
    expect(count(page)).to_have_text("58")
    page.go_back()
    expect(count(page)).to_have_text("22")
    expect(facet(page, "area", "KR")).not_to_be_checked()
    page.go_back()
    expect(count(page)).to_have_text("75")
    expect(page.locator(".chip-remove")).to_have_count(0)
    page.go_forward()
    expect(count(page)).to_have_text("22")
    expect(facet(page, "area", "JP")).to_be_checked()
    assert is_same(page)


def test_shared_link_and_way_back_from_a_city_show_the_same_list(page):
    page.goto("/en/members/")
    facet(page, "area", "MN").check()
    expect(count(page)).to_have_text("3")
    page.locator(".card-title a").first.click()
    expect(page.locator("h1")).to_have_text("Darkhan")
    page.go_back()
    expect(count(page)).to_have_text("3")
    expect(facet(page, "area", "MN")).to_be_checked()


def test_count_is_told_and_nothing_jumps(page):
    page.goto("/en/members/")
    status = page.locator("#directory-count[role=status]").element_handle()
    facet(page, "size", "m").scroll_into_view_if_needed()
    before = facet(page, "size", "m").bounding_box()["y"]
    facet(page, "size", "m").check()
    expect(count(page)).to_have_text("13")
    assert facet(page, "size", "m").bounding_box()["y"] == pytest.approx(before, abs=1)
    assert status.evaluate("status => status.isConnected && status.textContent") == "13 members"


def test_later_choice_wins_over_a_slower_one(page):
    page.goto("/en/members/")
    mark(page)
    page.evaluate(
        """() => {
          const ask = window.fetch;
          window.fetch = async (address, options) => {
            const answer = await ask(address, options);
            const isLast = String(address).includes("KR");
            await new Promise(done => setTimeout(done, isLast ? 0 : 1500));
            options.signal.throwIfAborted();
            return answer;
          };
        }"""
    )
    facet(page, "area", "JP").check()
    facet(page, "area", "KR").check()
    expect(count(page)).to_have_text("58")
    page.wait_for_timeout(2000)
    expect(count(page)).to_have_text("58")
    assert is_same(page)


def test_list_is_fetched_as_a_page_where_fetching_in_place_fails(page):
    page.goto("/en/members/")
    mark(page)
    page.evaluate("() => { window.fetch = async () => new Response('', {status: 503}) }")
    facet(page, "area", "JP").check()
    expect(count(page)).to_have_text("22")
    expect(page).to_have_url(ends("?area=JP"))
    assert not is_same(page)


def test_chip_that_is_taken_away_leaves_the_focus_at_the_list(page):
    page.goto("/en/members/?area=JP&area=KR")
    mark(page)
    page.get_by_role("link", name="Without Japan").press("Enter")
    expect(count(page)).to_have_text("36")
    expect(page.locator("#directory-result")).to_be_focused()
    page.get_by_role("link", name="Clear all").click()
    expect(count(page)).to_have_text("75")
    assert is_same(page)


def test_pages_turn_in_place_from_the_top(page):
    page.goto("/en/members/")
    mark(page)
    page.get_by_role("link", name="Last", exact=True).click()
    expect(page.locator(".pagination")).to_contain_text("73–75 of 75")
    expect(page.locator("#directory-result")).to_be_focused()
    expect(count(page)).to_be_in_viewport()
    assert is_same(page)


def test_switcher_keeps_what_was_chosen_in_place(page):
    page.goto("/en/members/")
    facet(page, "area", "JP").check()
    expect(count(page)).to_have_text("22")
    page.locator(".languages a[hreflang=ko]").click()
    expect(page).to_have_url(ends("/ko/members/?area=JP"))
    expect(count(page)).to_have_text("22")


@each_way
def test_views_show_the_same_result(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/en/members/?area=JP")
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page).to_have_url(ends("?area=JP&view=table"))
    expect(page.locator(".member-table tbody tr")).to_have_count(22)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator(".map-sheet-jp a")).to_have_count(22)
    page.get_by_role("link", name="Cards", exact=True).click()
    expect(page).to_have_url(ends("?area=JP"))
    expect(page.locator(".card")).to_have_count(22)


@each_way
def test_heads_of_the_table_sort_it(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/en/members/?view=table")
    head = page.get_by_role("columnheader", name="Inhabitants")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody th").first).to_contain_text("Tokyo")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("tbody th").first).to_contain_text("Shimokawa")
    if scripts:
        expect(head.get_by_role("link")).to_be_focused()


@each_way
def test_cities_chosen_in_the_table_are_compared(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/en/members/?view=table&area=JP")
    for name in ("Kyoto", "Sapporo"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"/en/members/compare/\?city=kyoto&city=sapporo$"))
    expect(page.locator("thead th")).to_have_text(["Kyoto", "Sapporo"])


def test_choice_of_cities_outlasts_sorting_and_ends_at_four(page):
    page.goto("/en/members/?view=table&area=JP")
    for name in ("Kyoto", "Sapporo", "Sendai", "Nagoya"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    expect(page.get_by_role("checkbox", name="Compare Iida")).to_be_disabled()
    expect(page.locator("#compare-chosen")).to_have_text("4 chosen: Kyoto, Nagoya, Sapporo, Sendai")
    page.get_by_role("columnheader", name="Inhabitants").get_by_role("link").click()
    expect(page.locator("tbody th").first).to_contain_text("Tokyo")
    expect(page.locator("input[name=city]:checked")).to_have_count(4)
    expect(page.locator("#compare-chosen")).to_contain_text("4 chosen: Nagoya, ")
    page.get_by_role("checkbox", name="Compare Kyoto").uncheck()
    expect(page.get_by_role("checkbox", name="Compare Iida")).to_be_enabled()


def test_form_narrows_and_sorts_without_scripts(visit):
    page = visit(java_script_enabled=False)
    page.goto("/en/members/?view=table")
    facet(page, "area", "KR").check()
    facet(page, "size", "s").check()
    page.get_by_label("Sort by").select_option("-population")
    page.get_by_role("button", name="Show the members").click()
    expect(page).to_have_url(ends("area=KR&size=s&sort=-population&view=table"))
    expect(count(page)).to_have_text("5")
    page.get_by_role("link", name="Without South Korea").click()
    expect(count(page)).to_have_text("9")


def test_nothing_found_leads_to_the_nearest_name_and_to_looser_lists(page):
    page.goto("/en/members/?q=kyotl&area=JP")
    expect(page.get_by_role("link", name="Kyoto", exact=True)).to_be_visible()
    page.locator(".loosenings").get_by_role("link", name="Without “kyotl”").click()
    expect(count(page)).to_have_text("22")


def test_drawer_of_a_phone_stays_open_while_facets_are_chosen(visit):
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto("/en/members/")
    page.get_by_role("button", name="Filters").click()
    facet(page, "area", "MN").check()
    expect(page.locator(".choice", has=facet(page, "size", "xl")).locator(".number")).to_have_text(
        "1"
    )
    expect(facet(page, "area", "MN")).to_be_visible()
    expect(facet(page, "area", "MN")).to_be_focused()
    page.get_by_role("button", name="Show the members").click()
    expect(facet(page, "area", "MN")).to_be_hidden()
    expect(count(page)).to_have_text("3")
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") == 0


@pytest.mark.parametrize(
    ("query", "most"), [("", 15_000), ("?view=table", 15_000), ("?view=map", 20_000)]
)
def test_page_is_light(page, query, most):
    pictures = []
    page.on("request", lambda asked: asked.url.endswith(".svg") and pictures.append(asked.url))
    answer = page.goto(f"/ja/members/{query}", wait_until="networkidle")
    assert len(gzip.compress(answer.body())) <= most
    assert len(set(pictures)) <= 2, "the outline and the icon, whatever the number of members"
