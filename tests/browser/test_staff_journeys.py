"""Journeys of staff as they are told in the staff guide, walked from the start page on."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from editorial.accounts.models import User
from members.models import Member
from news.models import Event
from secretariats.models import Person, Posting, Secretariat
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in
from tests.browser.test_back_office_walk import open_member, save
from tests.browser.test_sheets import LIST, MIME
from tests.editorial.sheets.sheeting import content, write

OFFICE = "korea-office"


@pytest.fixture
def at_work(visit, site):
    """The page of a new user with a role at the Korea Office, and who it is; when called."""

    def begin(role: str) -> tuple[Page, User]:
        user = posted(role, OFFICE)
        page = visit()
        sign_in(page, site, user)
        return page, user

    return begin


def test_editor_corrects_suwon_while_a_colleague_changes_its_japanese(at_work, visit):
    """Neither loses anything, and both are told."""
    page, editor = at_work(Posting.Role.PUBLISHER)
    other, colleague = at_work(Posting.Role.PUBLISHER)
    open_member(page, "Suwon")
    open_member(other, "Suwon")
    expect(other.locator(".colleagues")).to_contain_text(str(editor))

    other.get_by_role("tab", name="日本語").click()
    other.locator("#id_name_ja").fill("水原市")
    save(other)

    page.get_by_role("tab", name="English").click()
    page.locator("#id_summary_en").fill("The city of the Hwaseong Fortress.")
    save(page)
    messages = page.locator(".messagelist")
    expect(messages).to_contain_text(f"Merged with what {colleague} saved")
    expect(messages).to_contain_text("Name (日本語)")

    reader = visit(locale="ja")
    reader.goto("/ja/members/suwon/")
    expect(reader.locator("h1")).to_have_text("水原市")
    reader.goto("/en/members/suwon/")
    expect(reader.locator("main")).to_contain_text("The city of the Hwaseong Fortress.")


def test_two_who_change_the_same_text_decide(at_work):
    page, _ = at_work(Posting.Role.PUBLISHER)
    other, colleague = at_work(Posting.Role.PUBLISHER)
    for tab in (page, other):
        open_member(tab, "Goyang")
        tab.get_by_role("tab", name="한국어").click()
    other.locator("#id_name_ko").fill("고양특례시")
    save(other)
    page.locator("#id_name_ko").fill("고양시")
    page.locator("input[name=_save]").click()

    beside = page.locator(".errorlist", has_text=str(colleague))
    expect(beside).to_contain_text("고양특례시")
    expect(page.locator("#id_name_ko")).to_have_value("고양시")
    page.locator("#id_name_ko").fill("고양특례시 (고양시)")
    save(page)
    assert apart(lambda: Member.objects.get(slug="goyang").name_ko) == "고양특례시 (고양시)"


def test_wrong_change_is_found_in_the_history_and_undone(at_work, visit):
    page, _ = at_work(Posting.Role.PUBLISHER)
    open_member(page, "Osan")
    before = page.locator("#id_name_ko").input_value()
    page.get_by_role("tab", name="한국어").click()
    page.locator("#id_name_ko").fill("오산 아님")
    save(page)

    open_member(page, "Osan")
    page.get_by_role("link", name="History", exact=True).click()
    newest = page.locator("main, #content").first
    expect(newest.locator("ins").filter(has_text="아님").first).to_be_visible()
    page.locator("a[href*='/history/member/']").nth(1).click()
    expect(page.locator("del, ins").filter(has_text="아님").first).to_be_visible()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.locator(".messagelist .success")).to_contain_text("restored")

    reader = visit(locale="ko")
    reader.goto("/ko/members/osan/")
    expect(reader.locator("h1")).to_have_text(before)


def test_deleted_person_is_brought_back(at_work):
    page, _ = at_work(Posting.Role.MANAGER)
    key = apart(new_person)
    page.goto(f"/admin/secretariats/person/{key}/change/")
    page.get_by_role("link", name="Delete").click()
    page.locator("input[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert not apart(lambda: Person.objects.filter(pk=key).exists())

    page.get_by_role("link", name=re.compile("Deleted")).click()
    page.get_by_role("link", name=re.compile("Dana Lim")).click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was restored")
    assert apart(lambda: Person.objects.get(pk=key).name_ko) == "임다나"


def new_person() -> int:
    office = Secretariat.objects.get(slug=OFFICE)
    return Person.objects.create(secretariat=office, name_en="Dana Lim", name_ko="임다나").pk


def test_manager_imports_a_sheet_that_conflicts_and_undoes_it(at_work, site):
    page, _ = at_work(Posting.Role.MANAGER)
    other, _ = at_work(Posting.Role.PUBLISHER)
    before = apart(lambda: Member.objects.get(slug="gimhae").summary_ko)
    book = load_workbook(BytesIO(page.context.request.get(f"{site}{LIST}export/").body()))

    open_member(other, "Gimhae")
    other.get_by_role("tab", name="한국어").click()
    other.locator("#id_summary_ko").fill("가야의 옛 도읍")
    save(other)

    write(book, "gimhae", summary_ko="분청도자의 도시", population=150000)
    write(book, "osan", summary_ko="오색시장이 있는 도시")
    file = {"name": "cities.xlsx", "mimeType": MIME, "buffer": content(book)}
    page.goto(LIST)
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("XLSX file").set_input_files(file)
    page.get_by_role("button", name="Upload and compare").click()
    expect(page.locator("main, #content").first).to_contain_text("가야의 옛 도읍")
    choice = page.get_by_role("group", name="What should happen to gimhae?")
    choice.get_by_role("radio", name=re.compile("file")).check()
    page.get_by_role("button", name="Store 2 rows").click()
    expect(page.get_by_text("The import was stored, all of it.")).to_be_visible()
    assert apart(lambda: Member.objects.get(slug="gimhae").summary_ko) == "분청도자의 도시"

    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import was undone.")).to_be_visible()
    assert apart(lambda: Member.objects.get(slug="gimhae").summary_ko) == "가야의 옛 도읍"
    assert before != "가야의 옛 도읍"


def test_editor_writes_an_event_of_whole_days(at_work):
    """No time is asked for, the clock is told, and the address is made of the Korean title."""
    page, _ = at_work(Posting.Role.PUBLISHER)
    page.goto("/admin/news/event/add/")
    time = page.locator("[name=starts_at_1]")
    clock = page.locator(".field-starts_at .clock-of")
    expect(clock).to_have_text("Seoul (UTC+09:00)")
    page.locator("[name=time_zone]").select_option("Asia/Kathmandu")
    expect(clock).to_have_text("Kathmandu (UTC+05:45)")
    expect(time).to_be_visible()
    page.get_by_label("Whole days").check()
    expect(time).to_be_hidden()
    expect(clock).to_be_hidden()
    page.get_by_role("tab", name="한국어").click()
    page.locator("#id_title_ko").fill("속리산 숲 포럼")
    page.locator("#id_title_ko").blur()
    slug = page.locator("#id_slug")
    expect(slug).to_have_value("songnisan-sup-poreom")
    slug.fill("forest-forum")
    page.locator("#id_title_ko").fill("속리산 숲 포럼 2027")
    page.locator("#id_title_ko").blur()
    page.locator("[name=starts_at_0]").fill("2027-06-03")
    page.locator("[name=ends_at_0]").fill("2027-06-05")
    page.locator("[name=source_language]").select_option("ko")
    save(page)
    event = apart(lambda: Event.objects.get(slug="forest-forum"))
    assert event.days() == (date(2027, 6, 3), date(2027, 6, 5))


def take_step(page: Page, name: str, **fields: str) -> None:
    """Take a step from the form: its button saves first, and leads to the page of the step."""
    button = page.locator(f".save-step:text-is('{name}')")
    expect(button).to_be_attached()
    if not button.is_visible():
        page.locator(".more-steps summary").click()
    button.click()
    for field, words in fields.items():
        page.locator(f"#id_{field}").fill(words)
    page.locator(".step").get_by_role("button", name=name, exact=True).click()


def test_notice_goes_from_its_editor_to_readers_and_is_corrected(at_work, visit):
    """Written, handed in, returned with a sentence, handed in again, published, corrected."""
    page, _editor = at_work(Posting.Role.EDITOR)
    page.goto("/admin/news/article/add/")
    page.get_by_role("tab", name="English").click()
    page.locator("#id_title_en").fill("Call for cities")
    page.locator("#id_slug").fill("call-for-cities")
    page.locator("input[name=_continue]").click()
    page.wait_for_url(re.compile("/change/"))
    take_step(page, "Hand in for review", sentence="For Monday, please.")
    expect(page.locator(".messagelist")).to_contain_text("handed in for review")

    other, _publisher = at_work(Posting.Role.PUBLISHER)
    other.goto("/admin/")
    other.get_by_role("link", name="Call for cities").first.click()
    other.wait_for_url(re.compile("/change/"))
    form = other.url
    take_step(other, "Return to the author", sentence="Which cities?")
    page.goto(form)
    expect(page.locator("#content")).to_contain_text("Which cities?")
    page.get_by_role("tab", name="English").click()
    page.locator("#id_title_en").fill("Call for coastal cities")
    take_step(page, "Hand in for review")

    reader = visit()
    assert reader.request.get("/en/news/call-for-cities/").status == 404
    other.goto(form)
    take_step(other, "Publish now")
    expect(other.locator(".messagelist")).to_contain_text("Readers see it now")
    assert reader.goto("/en/news/call-for-cities/").status == 200
    expect(reader.locator("h1")).to_have_text("Call for coastal cities")

    other.get_by_role("tab", name="English").click()
    other.locator("#id_correction_en").fill("The deadline is 5 May.")
    save(other)
    reader.reload()
    expect(reader.locator(".news-correction")).to_contain_text("The deadline is 5 May.")

    other.goto(form)
    take_step(other, "Withdraw", withdrawal_note_en="It moved to spring.")
    gone = reader.request.get("/ja/news/call-for-cities/")
    assert gone.status == 410
    assert "It moved to spring." in gone.text()
