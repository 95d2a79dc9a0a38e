"""A sheet on its way through the back office, as a browser shows it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from secretariats.models import Posting
from tests.browser.axe import NARROWEST, OPTIONS, sideways, violations, widen
from tests.browser.staff import posted, sign_in
from tests.browser.watching import watched_page
from tests.editorial.sheets.sheeting import content, write

LIST = "/admin/members/member/"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def page(browser, site):
    with watched_page(browser, site, **OPTIONS) as page:
        sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
        yield page


def fits(page) -> None:
    for width in (NARROWEST, 1280):
        widen(page, width)
        assert violations(page) == []
        assert sideways(page) == 0


def changed(page, site) -> bytes:
    """An export in which three rows are changed: well, wrongly, and without their version."""
    answer = page.context.request.get(f"{site}{LIST}export/")
    book = load_workbook(BytesIO(answer.body()))
    write(book, "suwon", summary_ko="성곽이 있는 도시")
    write(book, "busan", level="moon")
    write(book, "goyang", version=None, population=5)
    return content(book)


def test_sheet_is_compared_decided_stored_and_undone(page, site):
    file = {"name": "cities.xlsx", "mimeType": MIME, "buffer": changed(page, site)}
    page.goto(f"{LIST}import/")
    page.get_by_label("XLSX file").set_input_files(file)
    page.get_by_role("button", name="Upload and compare").click()
    expect(page.get_by_role("heading", name="Preview: cities.xlsx")).to_be_visible()
    fits(page)
    page.get_by_role("checkbox", name="Leave busan out").check()
    choice = page.get_by_role("group", name="What should happen to goyang?")
    choice.get_by_role("radio", name="Keep the stored value").check()
    page.get_by_role("button", name="Store 2 rows").click()
    expect(page.get_by_text("The import was stored, all of it.")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="Undo this import").click()
    fits(page)
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import was undone.")).to_be_visible()


def test_many_records_are_changed_at_once(page, site):
    widen(page, 1280)
    page.goto(f"{LIST}?q=suwon")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option(label="Edit the selected records")
    page.locator("button[name=index]").click()
    expect(page.get_by_role("heading", name="1 record")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("Choose what is to be changed.")).to_be_visible()
    themes = page.get_by_role("group", name="Add: themes")
    themes.get_by_role("checkbox", name="Resilient City").check()
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("record was changed")).to_be_visible()
