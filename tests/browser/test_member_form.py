"""What the form of a member asks of a hand: pixels and clicks, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from members.models import Member
from secretariats.models import Posting
from tests.browser.axe import OPTIONS, violations
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in

#: Within so many pixels stands what is worked on most (the issue on the editor's desk).
REACH = 1600
#: What a text of each kind is filled with where the sample leaves it empty.
FILLING = "Mayor of the city, elected for four years"


@pytest.fixture
def opened(visit, site):
    """Opens the form of a member in the browser of a publisher, when called."""

    def begin(slug: str, width: int, height: int = 900, **options) -> Page:
        page = visit(viewport={"width": width, "height": height}, **options)
        sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
        key = apart(Member.objects.get, slug=slug).pk
        page.goto(f"/admin/members/member/{key}/change/")
        return page

    return begin


def fill_texts(page: Page, language: str) -> None:
    for field in page.locator(
        f"fieldset.language-{language} :is(input[type=text], textarea)"
    ).all():
        if field.is_visible() and not field.input_value():
            field.fill(FILLING)


def height_of(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollHeight")


def fits(page: Page) -> None:
    """Wait until nothing is wider than the window: editors of texts are built after the page."""
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("language", "own_name"),
    [
        ("en", "English"),
        ("ko", "한국어"),
        ("ja", "日本語"),
        ("zh-hant", "繁體中文"),
        ("zh-hans", "简体中文"),
    ],
)
def test_what_is_worked_on_most_stands_within_reach(opened, language, own_name):
    page = opened("suwon", 1280)
    page.get_by_role("tab", name=own_name).click()
    fill_texts(page, language)
    column = language.replace("-", "_")
    names = ["name", "summary", "profile", "leader_name", "leader_title"]
    fields = [f"{name}_{column}" for name in names]
    for name in (
        *fields,
        *("population", "population_year", "population_source"),
        *("leader_since", "leader_confirmed_on", "themes", "website", "picture"),
    ):
        box = page.locator(f".form-row.field-{name}").bounding_box()
        bottom = box["y"] + box["height"] + page.evaluate("scrollY")
        assert bottom <= REACH, (name, bottom)


def test_population_is_corrected_in_three_clicks_without_scrolling(opened):
    """From the list: its line, the field, the button; nothing has to be scrolled for."""
    page = opened("suwon", 1280)
    page.goto("/admin/members/member/?q=Suwon")
    page.locator("#result_list").get_by_role("link", name="Suwon").click()
    field, save = page.locator("#id_population"), page.locator("input[name=_save]")
    for target in (field, save, page.locator("#id_population_year")):
        expect(target).to_be_in_viewport(ratio=1)
    field.click(click_count=3)
    page.keyboard.type("1,200,001")
    expect(save).to_be_in_viewport(ratio=1)
    save.click()
    assert page.evaluate("scrollY") == 0
    # A figure without a new year is not asked about where it changes by so little.
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_rows_are_cards_that_open_on_a_phone(opened):
    page = opened("seoul", 390, height=844, **OPTIONS)
    assert height_of(page) < 7000
    fits(page)
    card = page.locator("#facts-0")
    expect(card.locator("#id_facts-0-number")).to_be_hidden()
    card.locator("summary").click()
    expect(card.locator("#id_facts-0-number")).to_be_visible()
    page.locator("#facts-group .add-row a").click()
    added = page.locator("#facts-group .dynamic-facts").last
    expect(added.locator("input[name$=-number]")).to_be_visible()
    assert violations(page) == []
    added.locator(".inline-deletelink").click()
    fits(page)


def test_section_of_a_closed_group_opens_it(opened):
    page = opened("suwon", 1280)
    card = page.locator("#other_names-0 > details > summary")
    expect(card).to_be_hidden()
    page.locator(".form-sections-side").get_by_role("link", name="Other names").click()
    expect(card).to_be_visible()


def test_rows_open_without_scripts(opened):
    page = opened("suwon", 390, java_script_enabled=False)
    page.locator("#memberships-0 summary").click()
    expect(page.locator("#id_memberships-0-category")).to_be_visible()


def test_keys_save_and_lead_to_the_next_record(opened):
    """Also from within a rich text; but not while an input method composes."""
    page = opened("osan", 1280)
    page.goto("/admin/members/member/?q=Osan")
    page.locator("#result_list").get_by_role("link", name="Osan").click()
    here = page.url
    save = page.locator(".submit-row [name=_continue]")
    expect(save).to_have_attribute("aria-keyshortcuts", "Control+S Meta+S")
    field = page.locator("#id_official_name")
    field.fill("오산")
    field.dispatch_event(
        "keydown", {"key": "s", "ctrlKey": True, "isComposing": True, "bubbles": True}
    )
    page.wait_for_timeout(200)
    expect(page.locator(".messagelist")).to_have_count(0)
    field.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.url == here
    expect(field).to_have_value("오산")
    page.locator(".ProseMirror[contenteditable]:visible").first.click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messagelist .info")).to_contain_text("the last record of this list")
    assert "q=Osan" in page.url


def test_tabs_of_languages_are_walked_by_arrows_and_by_home_and_end(opened):
    page = opened("suwon", 1280)
    page.get_by_role("tab", name="English").click()
    for key, own_name in (
        ("End", "简体中文"),
        ("ArrowRight", "English"),
        ("ArrowRight", "繁體中文"),
        ("Home", "English"),
    ):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=own_name)).to_be_focused()
        expect(page.get_by_role("tab", name=own_name)).to_have_attribute("aria-selected", "true")
