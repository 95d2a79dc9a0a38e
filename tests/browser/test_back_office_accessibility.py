"""What a machine can tell of accessibility in the back office."""

import pytest
from playwright.sync_api import expect

from members.models import Member
from secretariats.models import Posting
from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, violations_of_view, widen
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in
from tests.browser.watching import watched_page
from tests.sample import ALIKE, SCREENS, screens

View = tuple[int, str]

#: Widths with the scheme that each is judged in; a page is judged in both, and asked for once.
#: Colours differ by scheme and boxes by width, so that these two speak for the others.
SPEAKING = [(NARROWEST, "light"), (1280, "dark")]
OTHERS = [(NARROWEST, "dark"), (1280, "light")]
in_views = pytest.mark.parametrize(
    "views",
    [
        pytest.param(SPEAKING, id="narrow-light-wide-dark"),
        pytest.param(OTHERS, id="narrow-dark-wide-light", marks=pytest.mark.thorough),
    ],
)


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, str]:
    return apart(screens)


@pytest.fixture(scope="module")
def page(browser, site):
    """One page for all tests, of a regional administrator: every screen is open to them."""
    with watched_page(browser, site, **OPTIONS) as page:
        sign_in(page, site, posted(Posting.Role.REGIONAL, "east-asia"))
        yield page


@pytest.mark.parametrize(
    "screen",
    [pytest.param(s, marks=pytest.mark.thorough if s in ALIKE else ()) for s in SCREENS],
)
@in_views
def test_screen_is_accessible(page, addresses, screen, views):
    widen(page, *views[0])
    page.goto(addresses[screen], wait_until="networkidle")
    assert page.url.endswith(addresses[screen])
    assert complaints(page, views) == []


def complaints(page, views: list[View]) -> list[str]:
    """What is wrong with the page as it stands, in each width with its scheme."""
    return [f"{view}: {told}" for view in views for told in complaints_in(page, view)]


def complaints_in(page, view: View) -> list[str]:
    """The wide one, which hides least, is read by all rules."""
    widen(page, *view)
    found = violations_of_view(page) if view[0] == NARROWEST else violations(page)
    return [*found, *(["scrolls sideways"] if sideways(page) else [])]


@in_views
def test_sign_in_is_accessible(browser, site, views):
    with watched_page(browser, site, **OPTIONS) as page:
        widen(page, *views[0])
        page.goto("/admin/")
        expect(page.locator("input[name=password]")).to_be_visible()
        assert complaints(page, views) == []


@in_views
def test_form_with_errors_is_accessible(page, addresses, views):
    widen(page, *views[0])
    page.goto(addresses["form"])
    page.locator("#id_website").fill("javascript:alert(1)")
    page.get_by_role("tab", name="English").click()
    page.locator("#id_name_en").fill("")
    page.locator("form[id$=_form]").evaluate("form => { form.noValidate = true; }")
    page.locator("input[name=_save]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator(".errorlist").get_by_text("Enter a valid URL.")).to_have_count(1)
    assert complaints(page, views) == []


@in_views
def test_form_with_a_conflict_is_accessible(page, addresses, views):
    widen(page, *views[0])
    page.goto(addresses["form"])
    apart(save_meanwhile, f"Suwon of {views}")
    page.get_by_role("tab", name="English").click()
    page.locator("#id_name_en").fill("My Suwon")
    page.locator("input[name=_save]").click()
    expect(page.locator(".conflict")).to_contain_text("Their version, as saved now")
    assert complaints(page, views) == []


def save_meanwhile(name: str) -> None:
    member = Member.objects.get(slug="suwon")
    member.name_en = name
    member.save()


@in_views
def test_list_with_saved_filters_is_accessible(page, addresses, views):
    _, scheme = views[0]
    widen(page, *views[0])
    name = f"Published, narrow and {scheme}"
    sought = {"light": "on", "dark": "an"}[scheme]
    page.goto(f"/admin/members/member/?status__exact=published&q={sought}")
    page.get_by_text("Save this filter").click()
    page.get_by_label("Name of the filter").fill(name)
    assert complaints(page, views) == []
    page.get_by_role("button", name="Save", exact=True).click()
    link = page.get_by_role("link", name=name)
    expect(link).to_have_attribute("aria-current", "page")
    assert complaints(page, views) == []
    page.get_by_role("link", name="Rename or delete").click()
    expect(page.get_by_role("button", name=f"Delete “{name}”")).to_be_visible()
    assert complaints(page, views) == []


@in_views
def test_start_page_with_work_is_accessible(page, addresses, views):
    apart(Member.objects.filter(slug="osan").update, status="review")
    widen(page, *views[0])
    page.goto(addresses["index"], wait_until="networkidle")
    heading = page.get_by_role("heading", name="Waiting for your approval")
    expect(heading).to_be_visible()
    for view in views:
        widen(page, *view)
        note = page.locator(".no-worker").bounding_box()
        assert note["y"] + note["height"] <= heading.bounding_box()["y"]
        assert note["height"] < 400
    assert complaints(page, views) == []


def test_control_and_k_lead_to_the_search(page, addresses):
    widen(page, 1280)
    page.goto(addresses["index"])
    page.keyboard.press("Control+k")
    page.keyboard.type("수원")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Suwon", exact=False).first.click()
    expect(page.locator("#id_slug")).to_have_value("suwon")


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
