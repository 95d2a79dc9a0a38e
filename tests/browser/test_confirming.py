"""The way of an editor who changes a source and looks after its translations."""

import re

import pytest
from playwright.sync_api import expect

from editorial.translations.ledger import statuses_of
from members.models import Member
from secretariats.models import Posting
from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, widen
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in
from tests.factories.members import FactFactory

SUMMARY = "A fortress city that is proud of its walls."
WIDTHS = [(NARROWEST, "dark"), (NARROWEST, "light"), (1280, "dark"), (1280, "light")]


def suwon() -> Member:
    return Member.objects.get(slug="suwon")


def stale(code: str) -> int:
    """How many texts of Suwon are stale in a language."""
    return apart(lambda: statuses_of(suwon())[code].stale)


def stale_row() -> None:
    fact = FactFactory(member=suwon(), wording_en="Parks", wording_ja="公園")
    fact.wording_en = "Public parks"
    fact.save()


@pytest.fixture
def editor(site):
    return posted(Posting.Role.PUBLISHER, "korea-office")


@pytest.fixture
def address(site) -> str:
    return f"/admin/members/member/{apart(suwon).pk}/change/"


@pytest.fixture
def page(visit, site, editor, address):
    """The watched page of an editor who has the form of Suwon open."""
    page = visit(**OPTIONS)
    sign_in(page, site, editor)
    page.goto(address)
    return page


def tab(page, name: str):
    return page.get_by_role("tab", name=re.compile(name))


def change_summary(page, text: str) -> None:
    tab(page, "English").click()
    page.locator("#id_summary_en").fill(text)
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def test_editor_changes_a_source_and_confirms_one_of_its_translations(page):
    change_summary(page, SUMMARY)
    for name in ("日本語", "한국어"):
        expect(tab(page, name)).to_contain_text("1 stale")
    tab(page, "日本語").click()
    panel = page.get_by_role("tabpanel")
    expect(panel.locator("ins").first).not_to_be_visible()
    panel.get_by_text("Stale: what changed in the source").click()
    expect(panel.locator("ins").first).to_be_visible()
    expect(panel.get_by_text("Last confirmed by")).to_be_visible()
    panel.get_by_role("checkbox", name="日本語: This still says what the source says").check()
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("日本語 (Summary)")
    expect(tab(page, "日本語")).to_contain_text("current")
    expect(tab(page, "한국어")).to_contain_text("1 stale")
    assert (stale("ja"), stale("ko")) == (0, 1)


def test_editor_who_changes_both_is_asked_once(page):
    tab(page, "English").click()
    page.locator("#id_summary_en").fill("A city.")
    tab(page, "日本語").click()
    page.locator("#id_summary_ja").fill("都市。")
    page.locator("input[name=_continue]").click()
    asked = page.get_by_role("group", name="日本語: Summary")
    expect(asked.get_by_role("radio", name="What the new source says")).to_be_checked()
    expect(page.locator("#id_summary_ja")).to_have_value("都市。")
    assert violations(page) == []
    asked.get_by_role("radio", name="Still what the old source said").check()
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    assert stale("ja") == 1


def test_states_and_boxes_are_there_without_javascript(visit, site, editor, address, page):
    change_summary(page, f"{SUMMARY} Still.")
    plain = visit(java_script_enabled=False)
    sign_in(plain, site, editor)
    plain.goto(address)
    heading = plain.get_by_role("heading", name="한국어")
    expect(heading).to_contain_text("1 stale")
    plain.get_by_role("checkbox", name="한국어: This still says what the source says").check()
    plain.locator("input[name=_save]").click()
    expect(plain.locator(".messagelist")).to_contain_text("한국어 (Summary)")
    assert stale("ko") == 0


def test_form_of_a_new_member_follows_what_is_typed(page):
    page.goto("/admin/members/member/add/")
    note = page.locator(".missing-now")
    expect(note).not_to_be_visible()
    tab(page, "English").click()
    page.locator("#id_name_en").fill("Osan")
    expect(note).to_contain_text("繁體中文, 한국어, 日本語, 简体中文")
    tab(page, "한국어").click()
    page.locator("#id_name_ko").fill("오산")
    expect(note).not_to_contain_text("한국어")


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_form_with_stale_texts_is_accessible(page, width, scheme):
    apart(stale_row)
    change_summary(page, f"{SUMMARY} {width} {scheme}")
    widen(page, width, scheme)
    page.reload(wait_until="networkidle")
    for name in ("日本語", "한국어"):
        tab(page, name).click()
        page.get_by_role("tabpanel").locator(".vouching summary").first.click()
        assert violations(page) == []
        assert sideways(page) == 0
