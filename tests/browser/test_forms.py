"""What a browser alone shows of forms: the wheel, and the mark on a picture."""

import re

import pytest
from playwright.sync_api import expect

from editorial.accounts.models import User
from secretariats.models import Posting
from tests.browser.axe import OPTIONS, violations
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in
from tests.browser.test_back_office_walk import open_member
from tests.editorial.pictures.files import drawn, saved

#: What a browser does when somebody pastes.
PASTED = """(editor, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  editor.focus();
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
}"""
HANGUL = re.compile("[가-힣]")


@pytest.fixture
def at_work(visit, site):
    """Opens the watched page of an editor of the Korea Office, so wide, when called."""

    def begin(width: int = 1280, **options):
        page = visit(viewport={"width": width, "height": 800}, **options)
        sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
        return page

    return begin


def mark(page) -> tuple[float, float]:
    """The point of the window in which the middle of the mark is."""
    box = page.locator(".focus-mark").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def point_of(page, across: float, down: float) -> tuple[float, float]:
    """The point of the window in which a part of the picture is seen."""
    image = page.locator(".focus-frame img")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def assert_mark_at(page, across: float, down: float) -> None:
    wanted = point_of(page, across, down)
    assert mark(page) == pytest.approx(wanted, abs=1.5)


def test_wheel_changes_no_number(at_work):
    page = at_work()
    open_member(page, "Suwon")
    for name in ("population", "latitude"):
        field = page.locator(f"#id_{name}")
        before = field.input_value()
        field.click()
        page.mouse.wheel(0, 240)
        field.press("ArrowUp")
        expect(field).to_have_value(before)


@pytest.mark.parametrize(
    ("member", "size", "width"),
    [
        ("Suwon", (600, 1400), 1280),
        ("Daegu", (1400, 300), 1280),
        ("Jeju", (1400, 300), 360),
        pytest.param("Seoul", (48, 40), 360, marks=pytest.mark.thorough),
        pytest.param("Busan", (600, 1400), 360, marks=pytest.mark.thorough),
        pytest.param("Gangneung", (700, 700), 1280, marks=pytest.mark.thorough),
    ],
)
def test_mark_stands_where_the_picture_was_clicked(at_work, member, size, width):
    """Before the picture is stored and after, and where the fields say."""
    page = at_work(width)
    open_member(page, member)
    file = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": saved(drawn(size=size), "JPEG")}
    page.locator("#id_picture").set_input_files(file)
    page.locator("#id_picture_credit").fill("A. Maker")
    page.locator("#id_picture_licence").select_option("cc-by")
    expect(page.locator(".focus-frame img")).to_have_attribute("src", re.compile("^data:"))
    page.mouse.click(*point_of(page, 0.75, 0.25))
    assert_mark_at(page, 0.75, 0.25)
    expect(page.locator("#id_focus_x")).to_have_value(re.compile("^7[456]$"))

    page.locator("#id_focus_x").fill("１０")
    assert_mark_at(page, 0.1, 0.25)
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert_mark_at(page, 0.1, 0.25)


def test_rows_stand_in_boxes_where_their_table_would_be_cut(visit, site):
    """With a name above each field, in a row that was added as well."""
    page = visit(viewport={"width": 360, "height": 800}, **OPTIONS)
    sign_in(page, site, posted(Posting.Role.MANAGER, "korea-office"))
    page.goto("/admin/secretariats/staff/add/")
    page.locator("#postings-group .add-row a").click()
    for field in ("postings-0-secretariat", "postings-1-role", "postings-1-languages_4"):
        box = page.locator(f"#id_{field}").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    cell = page.locator("#postings-1 .field-role")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Role"'
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("#postings-group thead")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/admin/secretariats/staff/{apart(korea_editor)}/change/")
    assert page.locator("#postings-0 .original").bounding_box()["height"] < 100


def korea_editor() -> int:
    return User.objects.get(username="korea-editor").pk


def paste(page, html: str) -> None:
    """Into the first rich text of the open tab."""
    editor = page.get_by_role("tabpanel").locator(".ProseMirror[contenteditable]").first
    editor.evaluate(PASTED, html)
    expect(editor.locator(".left-out")).to_have_count(1)


def test_errors_are_read_first_and_lead_to_their_fields(at_work):
    """Into the tab of another language, into rows, and to what stands for a field.

    What was pasted and cannot be kept goes by its own name, also once the form is back.
    """
    page = at_work(360, **OPTIONS)
    open_member(page, "Ulsan")
    page.get_by_role("tab", name="English").click()
    page.locator("#id_name_en").fill("")
    page.get_by_role("tab", name="日本語").click()
    paste(page, '<iframe src="https://player.example/7"></iframe>')
    page.locator("#id_population").fill("many")
    page.locator("#facts-group .add-row a").click()
    row = page.locator("#facts-group .dynamic-facts").count() - 1
    page.locator(f"#id_facts-{row}-number").fill("12")
    page.locator("input[name=_save]").click()

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page.locator(".errornote")).to_be_hidden()
    expect(page.get_by_role("tab", name="English")).to_contain_text("Errors: 1")
    page.get_by_role("tab", name="日本語").click()
    expect(page.get_by_role("tabpanel").locator(".left-out")).to_have_text("player.example")
    for name, field in (
        ("Name (English)", "#id_name_en"),
        ("Population", "#id_population"),
    ):
        summary.get_by_role("link", name=name).click()
        expect(page.locator(field)).to_be_focused()
        expect(page.locator(field)).to_be_in_viewport()
    assert violations(page) == []


def test_editor_speaks_the_language_of_the_page(visit, site):
    user = posted(Posting.Role.PUBLISHER, "korea-office")
    apart(User.objects.filter(pk=user.pk).update, interface_language="ko")
    page = visit(viewport={"width": 1280, "height": 800})
    sign_in(page, site, user)
    page.goto("/admin/members/member/?q=Osan")  # others have pictures of tests that are over
    page.locator("#result_list tbody th a").first.click()
    editor = page.locator(".prose-editor:visible").first
    buttons = editor.locator(".prose-menubar button[title]")
    expect(buttons.first).to_be_visible()
    names = buttons.evaluate_all("all => all.map(one => [one.title, one.ariaLabel])")
    assert len(names) > 20
    assert [pair for pair in names if pair[0] != pair[1] or not HANGUL.search(pair[0])] == []
    editor.locator(".ProseMirror[contenteditable]").click()
    editor.get_by_role("button", name="표 넣기").click()
    page.get_by_label("행 수").fill("2")
    page.get_by_label("머리글 행 넣기").check()
    page.get_by_role("button", name="표 넣기").last.click()
    expect(editor.locator("th")).to_have_count(3)
    expect(editor.locator("tr")).to_have_count(2)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 780)])
def test_save_bar_stays_in_sight_and_covers_no_field_that_has_the_focus(at_work, width, height):
    page = at_work(width)
    page.set_viewport_size({"width": width, "height": height})
    open_member(page, "Goyang")
    bar, save = page.locator(".save-bar"), page.locator(".save-bar [name=_save]")
    for where in ("0", "document.documentElement.scrollHeight / 2"):
        page.evaluate(f"scrollTo(0, {where})")
        expect(save).to_be_in_viewport(ratio=1)
    field = page.locator("#id_reading_pinyin")
    page.locator("#id_longitude").focus()
    for _step in range(30):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    box = field.bounding_box()
    assert box["y"] + box["height"] <= bar.bounding_box()["y"]
    sections = page.locator(".form-sections:visible")
    expect(sections).to_have_count(1)
    sections.get_by_role("link").last.click()
    expect(page.locator("#facts-group")).to_be_in_viewport()
