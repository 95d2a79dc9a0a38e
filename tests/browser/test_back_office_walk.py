"""The ways of an editor through the back office."""

import re

import pytest
from playwright.sync_api import expect

from editorial.accounts.models import User
from secretariats.models import Posting
from tests.browser.databases import apart
from tests.browser.staff import PASSWORD, posted, sign_in
from tests.sample import screens

TABS = ["English", "繁體中文", "한국어", "日本語", "简体中文"]


@pytest.fixture
def editor(site) -> User:
    return posted(Posting.Role.PUBLISHER, "korea-office")


@pytest.fixture
def page(visit, site, editor):
    """The watched page of an editor of the Korea Office who is signed in."""
    page = visit()
    sign_in(page, site, editor)
    return page


def open_member(page, name: str) -> None:
    page.goto(f"/admin/members/member/?q={name}")
    page.locator("#result_list").get_by_role("link", name=name).click()
    page.wait_for_load_state()  # what is typed before the scripts run, they do not hear of


def save(page) -> None:
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def sign_in_by_the_form(page, user: User) -> None:
    page.goto("/admin/")
    page.locator("input[name=username], input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_editor_signs_in_by_the_form(visit, editor):
    page = visit()
    sign_in_by_the_form(page, editor)
    expect(page.locator("#user-tools")).to_contain_text(str(editor), ignore_case=True)


def test_screens_of_a_second_factor_are_quiet(visit, editor):
    page = visit()
    sign_in_by_the_form(page, editor)
    page.goto("/accounts/2fa/totp/activate/")
    expect(page.locator("img[src^='data:']")).to_be_visible()
    for address in ("/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/"):
        page.goto(address, wait_until="networkidle")
        expect(page).to_have_url(re.compile(f"{address}$"))


def test_language_tabs_by_mouse(page):
    open_member(page, "Osan")
    tabs = page.get_by_role("tab")
    for number, name in enumerate(TABS):
        tabs.nth(number).click()
        expect(page.get_by_role("tab", selected=True)).to_have_text(re.compile(name))
        expect(page.get_by_role("tabpanel")).to_have_count(1)
        expect(page.get_by_role("tabpanel")).to_have_accessible_name(re.compile(name))


def test_language_tabs_by_arrow_keys(page):
    open_member(page, "Osan")
    page.get_by_role("tab", name="English").focus()
    for name in [*TABS[1:], TABS[0], TABS[1]]:
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", selected=True)).to_have_text(re.compile(name))
        expect(page.get_by_role("tab", selected=True)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name=TABS[0])).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tabpanel").locator("input").first).to_be_focused()


def test_public_sees_a_changed_name_at_once(page, visit):
    open_member(page, "Yeosu")
    page.get_by_role("tab", name="한국어").click()
    page.locator("#id_name_ko").fill("새여수")
    save(page)
    public = visit(locale="ko")
    public.goto("/ko/members/yeosu/")
    expect(public.locator("h1")).to_have_text("새여수")


def test_public_sees_what_the_rich_text_editor_made(page, visit):
    open_member(page, "Anyang")
    page.get_by_role("tab", name="English").click()
    text = page.get_by_role("textbox", name="Profile").and_(page.locator("[lang=en]"))
    text.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("A city by a stream. ")
    page.keyboard.press("ControlOrMeta+B")
    page.keyboard.type("It is green.")
    save(page)
    public = visit()
    public.goto("/en/members/anyang/")
    expect(public.locator(".prose")).to_have_text("A city by a stream. It is green.")
    expect(public.locator(".prose strong")).to_have_text("It is green.")


def test_count_of_a_tab_follows_what_is_typed(page):
    open_member(page, "Osan")
    tab = page.get_by_role("tab", name="English")
    tab.click()
    filled, fields = map(int, tab.locator(".language-count").inner_text().split("/"))
    page.locator("#id_name_en").fill("")
    expect(tab.locator(".language-count")).to_have_text(f"{filled - 1}/{fields}")


def test_error_opens_the_tab_it_is_in(page):
    open_member(page, "Osan")
    page.get_by_role("tab", name="English").click()
    page.locator("#id_name_en").fill("")
    page.get_by_role("tab", name="日本語").click()
    page.locator("input[name=_save]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_role("tab", selected=True)).to_have_text(re.compile("English"))
    expect(page.locator("#id_name_en")).to_be_visible()


def test_screens_are_quiet(visit, site):
    """No screen logs an error, breaks the Content-Security-Policy or asks another host."""
    page = visit()
    sign_in(page, site, posted(Posting.Role.REGIONAL, "east-asia"))
    for address in apart(screens).values():
        page.goto(address, wait_until="networkidle")
        expect(page.locator("h1")).not_to_be_empty()
