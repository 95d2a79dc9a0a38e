"""The ways of a translator through the board and the view of a record in one language."""

import re

import pytest
from playwright.sync_api import Page, expect

from editorial.accounts.models import User
from editorial.translations.models import TranslationStatus
from members.models import Member
from secretariats.models import Posting
from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, widen
from tests.browser.databases import apart
from tests.browser.staff import letting_through, sign_in
from tests.browser.watching import watched_page
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

BOARD = "/admin/translations/"
STALE = f"{BOARD}?kind=members.member&state=stale&language=ja"
SLUGS = (
    *("suwon", "osan", "anyang", "yeosu", "seoul"),
    *("incheon", "goyang", "daegu", "gwangmyeong", "sejong"),
)
FIELD = re.compile("^Summary")


def translator() -> User:
    """A translator of the Korea Office for Japanese."""
    user = UserFactory(interface_language="en")
    office = letting_through("korea-office")
    role = Posting.Role.TRANSLATOR
    PostingFactory(user=user, role=role, secretariat=office, languages=["ja"])
    return user


def leave_behind(*slugs: str) -> None:
    """Change the English summaries of cities that have a Japanese one."""
    for member in Member.objects.filter(slug__in=slugs):
        member.summary_en = f"{member.summary_en} It is green."
        member.save()


def stale() -> int:
    return TranslationStatus.objects.filter(
        kind="members.member", language="ja", stale__gt=0
    ).count()


def view_of(slug: str) -> str:
    return f"{BOARD}members.member/{Member.objects.get(slug=slug).pk}/ja/"


@pytest.fixture
def page(visit, site):
    """The watched page of the translator."""
    page = visit(locale="en")
    sign_in(page, site, apart(translator))
    return page


def tab_to(page: Page, words: str) -> None:
    """Press the tabulator until a link that says ``words`` has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.closest('a')?.textContent ?? ''")
        if words in " ".join(said.split()):
            return
    pytest.fail(f"The tabulator does not lead to {words}.")


def test_translator_clears_ten_stale_texts_by_keyboard_alone(page, site):
    apart(leave_behind, *SLUGS)
    assert apart(stale) == len(SLUGS)
    page.goto(STALE)
    tab_to(page, "日本語: ≠ 1 stale")
    page.keyboard.press("Enter")
    for done in range(len(SLUGS)):
        expect(page.get_by_role("textbox", name=FIELD)).to_be_focused()
        expect(page.locator(".side-changed ins")).to_contain_text("It is green.")
        if done % 2:
            page.keyboard.press("ControlOrMeta+Shift+Enter")
        else:
            page.keyboard.press("ControlOrMeta+End")
            page.keyboard.type("緑の都市です。")
            page.keyboard.press("ControlOrMeta+Enter")
        expect(page.locator(".messagelist .success")).to_be_visible()
        assert apart(stale) == len(SLUGS) - done - 1
    expect(page).to_have_url(f"{site}{STALE}")
    expect(page.locator(".messagelist")).to_contain_text("That was the last")


def test_box_is_ticked_and_saved_without_scripts(visit, site):
    apart(leave_behind, "suwon")
    page = visit(locale="en", java_script_enabled=False)
    sign_in(page, site, apart(translator))
    page.goto(apart(view_of, "suwon"))
    page.get_by_role("checkbox", name="Still correct (Summary)").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("日本語 (Summary)")
    expect(page.get_by_role("checkbox", name="Still correct (Summary)")).to_have_count(0)


def test_rich_text_is_saved_by_the_same_keys(page):
    page.goto(apart(view_of, "suwon"))
    # Until the editor stands in its place, the name is that of a field which will be hidden.
    editor = page.locator("[contenteditable]")
    page.get_by_role("textbox", name=re.compile("^Profile")).and_(editor).click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("緑の都市。")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    profile = apart(lambda: Member.objects.get(slug="suwon").profile_ja)
    assert profile == "<p>緑の都市。</p>"


def test_key_leads_on_without_saving(page):
    apart(leave_behind, "osan", "anyang")
    page.goto(f"{apart(view_of, 'osan')}?kind=members.member&state=stale")
    page.keyboard.type("x")
    page.keyboard.press("Alt+PageDown")
    expect(page).to_have_url(re.compile(re.escape(apart(view_of, "anyang"))))
    assert apart(lambda: Member.objects.get(slug="osan").summary_ja).endswith("x") is False


def test_text_that_was_typed_and_not_saved_is_offered_again(page):
    page.goto(apart(view_of, "yeosu"))
    field = page.get_by_role("textbox", name=re.compile("^Name"))
    field.fill("新しい麗水")
    page.goto(BOARD)
    page.goto(apart(view_of, "yeosu"))
    page.get_by_role("button", name="Restore it in the form").click()
    expect(field).to_have_value("新しい麗水")


def test_characters_that_are_left_are_counted(page):
    page.goto(apart(view_of, "yeosu"))
    page.get_by_role("textbox", name=re.compile("^Name")).fill("麗水市")
    expect(page.locator(".side-left").first).to_have_text("77")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_board_and_view_are_accessible(browser, site, width, scheme):
    apart(leave_behind, "suwon")
    with watched_page(browser, site, **OPTIONS) as page:
        sign_in(page, site, apart(translator))
        widen(page, width, scheme)
        for address in (BOARD, STALE, apart(view_of, "suwon")):
            page.goto(address, wait_until="networkidle")
            assert page.url.endswith(address)
            assert violations(page) == []
            assert sideways(page) == 0


def test_view_of_a_language_that_is_not_ones_own_is_accessible(page):
    page.goto(apart(view_of, "suwon").replace("/ja/", "/ko/"))
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    expect(page.locator(".translating-closed")).to_be_visible()
