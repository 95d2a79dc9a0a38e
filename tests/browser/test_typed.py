"""What is typed is seen beside the form as its page would be, in the language of the tab."""

import re

import pytest
from playwright.sync_api import Page, expect

from members.models import Member
from secretariats.models import Posting
from tests.browser.axe import violations
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in


@pytest.fixture
def form(site) -> str:
    return f"/admin/members/member/{apart(Member.objects.get, slug='osan').pk}/change/"


@pytest.fixture
def page(visit, site):
    page = visit()
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
    return page


def shown(page: Page):
    """The page in the frame."""
    return page.frame_locator(".typed-view iframe:not(.is-coming)")


def test_typed_words_are_seen_beside_the_form_and_stored_nowhere(page, form):
    page.goto(form)
    page.get_by_role("tab", name="English").click()
    page.get_by_role("button", name="Preview beside the form").click()
    expect(shown(page).get_by_role("heading", level=1)).to_contain_text("Osan")
    page.locator("#id_summary_en").fill("Typed and seen at once.")
    expect(shown(page).locator(".lead")).to_have_text("Typed and seen at once.")
    page.get_by_role("tab", name="日本語").click()
    expect(shown(page).locator("html")).to_have_attribute("lang", "ja")
    expect(shown(page).locator(".typed-note")).to_have_attribute("lang", "en")
    assert apart(Member.objects.get, slug="osan").summary_en != "Typed and seen at once."


def test_panel_is_remembered_and_its_widths_switch(page, form):
    page.goto(form)
    page.get_by_role("button", name="Preview beside the form").click()
    page.get_by_role("button", name="Desktop").click()
    page.goto(form)
    expect(page.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")
    frame = page.locator(".typed-view iframe:not(.is-coming)")
    assert frame.evaluate("one => one.clientWidth") == pytest.approx(1280, abs=2)
    page.get_by_role("button", name="Phone").click()
    assert frame.evaluate("one => one.clientWidth") == 390
    page.keyboard.press("Escape")
    expect(page.locator(".typed-panel")).to_have_count(0)
    page.goto(form, wait_until="networkidle")
    expect(page.locator(".typed-panel")).to_have_count(0)


def test_looking_leaves_the_way_back_and_the_draft_alone(page, form):
    page.goto("/admin/members/member/")
    page.goto(form)
    length = page.evaluate("history.length")
    page.get_by_role("button", name="Preview beside the form").click()
    page.get_by_role("tab", name="한국어").click()
    expect(shown(page).locator("html")).to_have_attribute("lang", "ko")
    assert page.evaluate("history.length") == length
    page.reload(wait_until="networkidle")
    expect(page.locator(".unsaved")).to_be_hidden()


def test_panel_has_no_obstacle(visit, site, form):
    page = visit(bypass_csp=True)  # which axe needs
    sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
    page.goto(form)
    page.get_by_role("button", name="Preview beside the form").click()
    expect(shown(page).get_by_role("heading", level=1)).to_contain_text("Osan")
    page.locator(".typed-view iframe").evaluate("one => one.remove()")  # walked as a public page
    assert violations(page) == []


def test_without_script_the_preview_opens_in_a_new_tab(visit, site, form):
    page = visit(java_script_enabled=False)
    sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
    page.goto(form)
    page.locator("#id_summary_en").fill("Typed without script.")
    page.locator("#id_preview_language").select_option("en")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()
    expect(opened.value.locator(".lead")).to_have_text(re.compile("Typed without script"))
