"""Names suggested while somebody types: a combobox by keyboard, in any script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import OPTIONS, sideways, violations, widen


@pytest.fixture
def asked(page) -> list[str]:
    """What was asked of the suggestions, as it is asked."""
    questions: list[str] = []
    page.on("request", lambda one: "/suggest/" in one.url and questions.append(one.url))
    return questions


@pytest.fixture
def field(page):
    page.goto("/en/members/")
    return page.get_by_role("combobox", name="Name, in any language or script")


def options(page):
    return page.locator(".suggest-list [role=option]")


def test_keys_choose_a_name_and_enter_leads_to_it(page, field):
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("水", delay=20)
    expect(options(page)).to_have_text(
        [
            "水原 – SuwonSouth Korea",
            "麗水 – LishuiChina",
            "麗水 – YeosuSouth Korea",
            "水窪 – HamamatsuJapan · part of it since 2005",
            "垂水 – KobeJapan · part of it since 1941",
        ]
    )
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[role=option] bdi").first).to_have_attribute("lang", "zh-Hant")
    expect(page.locator(".suggest [role=status]").last).to_have_text("5 members")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(page.locator(".suggest-list [aria-selected=true]")).to_contain_text("Lishui")
    chosen = page.locator(".suggest-list [aria-selected=true]").get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("ArrowUp")
    expect(field).to_be_focused()
    field.press("Enter")
    expect(page).to_have_url(re.compile("/en/members/suwon/$"))


def test_way_round_the_names_leads_over_what_was_typed(page, field):
    field.press_sequentially("水")
    expect(options(page)).to_have_count(5)
    field.press("ArrowUp")
    expect(page.locator(".suggest-list [aria-selected=true]")).to_contain_text("Kobe")
    field.press("ArrowDown")
    expect(page.locator(".suggest-list [aria-selected=true]")).to_have_count(0)
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(""))
    expect(field).to_have_value("水")


def test_escape_closes_the_names_and_enter_searches_for_what_was_typed(page, field):
    field.press_sequentially("kyot")
    expect(options(page)).to_have_count(1)
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("kyot")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/members/\?q=kyot$"))
    expect(field).to_be_focused()


def test_name_is_chosen_by_pointer(page, field):
    field.press_sequentially("수원")
    options(page).first.click()
    expect(page).to_have_url(re.compile("/en/members/suwon/$"))


def test_names_are_asked_for_once_a_pause(page, field, asked):
    field.press_sequentially("kyoto", delay=30)
    expect(options(page)).to_have_text(["KyotoJapan"])
    assert len(asked) == 1
    field.press("Backspace")
    field.press("Backspace")
    expect(options(page)).to_have_count(1)
    page.wait_for_timeout(400)
    assert len(asked) == 2


def test_names_that_are_but_near_are_told_as_such(page, field):
    field.press_sequentially("yokohoma")
    expect(options(page)).to_have_text(["YokohamaJapan"])
    expect(page.locator(".suggest-list p:visible")).to_have_text("Did you mean …")
    expect(page.locator(".suggest [role=status]").last).to_have_text("Did you mean … 1 member")


def test_no_name_is_told_and_shows_no_list(page, field):
    field.press_sequentially("xyzzy")
    expect(page.locator(".suggest [role=status]").last).to_have_text(
        "No member has a name like this."
    )
    expect(field).to_have_attribute("aria-expanded", "false")


def test_search_of_every_page_suggests_names_in_the_readers_language(page):
    page.goto("/ko/contact/")
    field = page.locator("#site-search")
    field.press_sequentially("suw")
    expect(options(page)).to_contain_text(["Suwon – 수원"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/ko/members/suwon/$"))


def test_menu_of_a_phone_shows_all_names(visit):
    page = visit(viewport={"width": 360, "height": 740})
    page.goto("/en/contact/")
    page.locator("[popovertarget=menu]:visible").click()
    page.locator("#site-search").press_sequentially("水")
    for name in ("Suwon", "Lishui", "Yeosu"):
        expect(options(page).filter(has_text=name)).to_be_in_viewport(ratio=1)


def test_search_goes_on_where_suggestions_fail(page):
    page.goto("/en/contact/")
    page.evaluate("() => { window.fetch = async () => { throw new TypeError('offline') } }")
    page.locator("#site-search").press_sequentially("suwon")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=suwon$"))


def test_open_list_is_accessible(visit):
    page = visit(**OPTIONS)
    page.goto("/ja/members/")
    for width, scheme in ((360, "dark"), (1280, "light")):
        widen(page, width, scheme)
        page.locator("#members-q").fill("yokohoma")
        expect(options(page)).to_have_count(1)
        page.keyboard.press("ArrowDown")
        assert violations(page, "best-practice") == []
        assert sideways(page) == 0
        page.locator("#members-q").fill("")
        expect(options(page)).to_have_count(0)
