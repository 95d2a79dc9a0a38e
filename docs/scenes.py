"""Scenes of the back office, for the pictures of ``docs/staff-guide.md``.

They are walked on a served sample site by its sample users. A scene stages what it shows as staff
would, through the screens, and afterwards goes back to what was stored before: only histories, and
the list of imports, keep a trace.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    FilePayload,
    FloatRect,
    Locator,
    Page,
    StorageState,
    ViewportSize,
)

from deploy.steps import ROOT, Obstacle

PASSWORD = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "sample_password"
ADMINISTRATOR, TRANSLATOR = "east-asia-administrator", "korea-translator"
EDITOR, PUBLISHER = "korea-editor", "japan-publisher"

MEMBERS = "/admin/members/member/"
ARTICLES = "/admin/news/article/"
BOARD = "/admin/translations/"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUMMARY = (
    "The capital of Gyeonggi Province, a fortress city of 1.2 million people that lived a month "
    "without cars for the EcoMobility World Festival 2013."
)
OTHER_SUMMARY = "A fortress city in the south of the capital region."

DESKTOP, PHONE = 1280, 360  # pixels
TALLEST = 960  # pixels: a picture is seen at once
MARGIN = 8  # pixels around what matters
PATIENCE = 15_000  # milliseconds for a screen to come

#: While it is entered, the page shows what these parts hold, which the picture is clipped to.
Scene = AbstractContextManager[list[Locator]]


@dataclass
class Stage:
    """The served site, and the sample users who work there: each page is a browser of its own."""

    browser: Browser
    address: str
    sessions: dict[str, StorageState] = field(default_factory=dict)
    opened: list[BrowserContext] = field(default_factory=list)

    def page(self, user: str, width: int = DESKTOP, scripts: bool = True) -> Page:
        """A new page of a sample user, who signs in when first asked for."""
        if user not in self.sessions:
            self.sessions[user] = self.session(user)
        return self.opens(self.sessions[user], width, scripts)

    def behind(self, user: str) -> Page:
        """A page that no picture shows: without scripts it tells nobody that it is open."""
        return self.page(user, scripts=False)

    def opens(
        self, session: StorageState | None = None, width: int = DESKTOP, scripts: bool = True
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.address,
            viewport=ViewportSize(width=width, height=TALLEST),
            color_scheme="light",
            reduced_motion="reduce",
            locale="en",
            timezone_id="Asia/Seoul",
            storage_state=session,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        self.opened.append(context)
        return context.new_page()

    def session(self, user: str) -> StorageState:
        """Raises Obstacle if the site does not let the user in with the password of the sample."""
        page = self.opens()
        try:
            page.goto("/admin/")
            page.locator("input[name=login]").fill(user)
            page.locator("input[name=password]").fill(password())
            page.keyboard.press("Enter")
            page.wait_for_url(lambda address: urlsplit(address).path == "/admin/")
        except Error as error:
            raise Obstacle(
                f"{user} cannot sign in at {self.address}: serve the sample with make run, which "
                "asks for no second factor."
            ) from error
        return page.context.storage_state()

    def clear(self) -> None:
        """Close all pages, with what their browsers kept of forms."""
        while self.opened:
            self.opened.pop().close()


def password() -> str:
    """The one password of all sample users; raises Obstacle without it."""
    try:
        return PASSWORD.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Obstacle(f"{PASSWORD} cannot be read: make run writes it.") from error


def address_of(page: Page, listed: str, name: str) -> str:
    """The address of the form of the record that a list shows under this English name."""
    page.goto(f"{listed}?q={name}")
    link = page.locator("#result_list").get_by_role("link", name=name, exact=True)
    return urlsplit(link.get_attribute("href") or "").path


def succeeded(page: Page) -> None:
    page.locator(".messagelist .success").first.wait_for()


def save(page: Page) -> None:
    page.locator("input[name=_continue]").click()
    succeeded(page)


def open_tab(page: Page, language: str) -> None:
    page.get_by_role("tab", name=language).click()


@contextmanager
def restored(page: Page, address: str) -> Iterator[str]:
    """Whatever happens to a record meanwhile goes back to its newest version, at the address."""
    page.goto(address.replace("/change/", "/history/"))
    kind = address.split("/")[3]
    newest = page.locator(f".changes a[href*='/history/{kind}/']").first.get_attribute("href") or ""
    try:
        yield newest
    finally:
        page.goto(newest)
        page.get_by_role("button", name="Restore this version").click()
        succeeded(page)


@contextmanager
def changed_summary(stage: Stage) -> Iterator[str]:
    """Suwon, the English summary of which a translator has changed; the address of its form."""
    page = stage.behind(TRANSLATOR)
    address = address_of(page, MEMBERS, "Suwon")
    with restored(stage.behind(ADMINISTRATOR), address):
        page.goto(address)
        page.locator("#id_summary_en").fill(SUMMARY)
        save(page)
        yield address


@contextmanager
def handed_in(stage: Stage) -> Iterator[str]:
    """An article that its editor hands in for review; the address of its form."""
    page = stage.behind(ADMINISTRATOR)
    address = address_of(page, ARTICLES, "Osan becomes a member of ICLEI")
    with restored(page, address):
        for user, status in ((ADMINISTRATOR, "draft"), (EDITOR, "review")):
            writing = stage.behind(user)
            writing.goto(address)
            writing.locator("select[name=status]").select_option(status)
            save(writing)
        yield address


@contextmanager
def start_page(stage: Stage) -> Iterator[list[Locator]]:
    with handed_in(stage), changed_summary(stage):
        page = stage.page(ADMINISTRATOR)
        page.goto("/admin/")
        yield [page.locator("#container")]


@contextmanager
def form(stage: Stage, width: int = DESKTOP) -> Iterator[list[Locator]]:
    with changed_summary(stage) as address:
        page = stage.page(ADMINISTRATOR, width)
        page.goto(address)
        open_tab(page, "日本語")
        page.locator(".vouching summary:visible").first.click()
        yield [page.locator("#content > h1"), page.get_by_role("tabpanel")]


def form_on_a_phone(stage: Stage) -> Scene:
    return form(stage, PHONE)


@contextmanager
def conflict(stage: Stage) -> Iterator[list[Locator]]:
    page = stage.page(ADMINISTRATOR)
    page.goto(address_of(page, MEMBERS, "Suwon"))
    with changed_summary(stage):
        open_tab(page, "English")
        page.locator("#id_summary_en").fill(OTHER_SUMMARY)
        page.locator("input[name=_continue]").click()
        row = page.locator(".form-row", has=page.locator(".conflict"))
        yield [page.locator(".error-summary"), row]


@contextmanager
def version(stage: Stage) -> Iterator[list[Locator]]:
    with changed_summary(stage) as address:
        page = stage.page(ADMINISTRATOR)
        page.goto(address.replace("/change/", "/history/"))
        page.locator(".changes a[href*='/history/member/']").nth(1).click()
        yield [page.locator("#content > h1"), page.locator("#content-main")]


@contextmanager
def in_review(stage: Stage) -> Iterator[list[Locator]]:
    with handed_in(stage) as address:
        page = stage.page(ADMINISTRATOR)
        page.goto(address)
        yield [page.locator("fieldset", has=page.locator("#id_status"))]


def sheet(stage: Stage, **changes: dict[str, str | int]) -> bytes:
    """The list of members as it is exported, with cells changed: of a key, by names of columns."""
    answer = stage.behind(ADMINISTRATOR).request.get(f"{MEMBERS}export/")
    book = load_workbook(BytesIO(answer.body()))
    _captions, names, *rows = book.active.iter_rows()
    for row in rows:
        for cell, name in zip(row, names, strict=True):
            cell.value = changes.get(str(row[0].value), {}).get(name.value, cell.value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def upload(page: Page, file: bytes) -> None:
    page.goto(f"{MEMBERS}import/")
    chosen = FilePayload(name="cities.xlsx", mimeType=SHEET, buffer=file)
    page.locator(".sheet-upload input[type=file]").set_input_files(chosen)
    page.locator(".sheet-upload input[type=submit]").click()
    page.locator(".sheet-counts").wait_for()


@contextmanager
def import_preview(stage: Stage) -> Iterator[list[Locator]]:
    file = sheet(
        stage,
        osan={"population": 229_983, "population_year": 2021},
        suwon={"summary_en": OTHER_SUMMARY},
        busan={"level": "moon"},
    )
    with changed_summary(stage):
        page = stage.page(ADMINISTRATOR)
        upload(page, file)
        yield [page.locator("#content > h1"), page.locator("#content-main")]
        page.locator("button[value=discard]").click()
        succeeded(page)


@contextmanager
def import_undo(stage: Stage) -> Iterator[list[Locator]]:
    file = sheet(
        stage,
        osan={"population": 229_983, "population_year": 2021},
        suwon={"population": 1_183_714, "population_year": 2021},
    )
    page = stage.page(ADMINISTRATOR)
    upload(page, file)
    page.locator("button[value=apply]").click()
    page.get_by_role("link", name="Undo this import").click()
    yield [page.locator("#content > h1"), page.locator("#content-main")]
    page.locator("#content input[type=submit]").click()
    succeeded(page)


@contextmanager
def board(stage: Stage, user: str = ADMINISTRATOR) -> Iterator[list[Locator]]:
    with changed_summary(stage):
        page = stage.page(user)
        page.goto(BOARD)
        yield [page.locator("#content > h1"), page.locator("#content-main")]


def board_in_japanese(stage: Stage) -> Scene:
    return board(stage, PUBLISHER)


@contextmanager
def translating(stage: Stage) -> Iterator[list[Locator]]:
    with changed_summary(stage) as address:
        page = stage.page(TRANSLATOR)
        key = re.sub(r"\D", "", address)
        page.goto(f"{BOARD}members.member/{key}/ko/")
        yield [page.locator("#content > h1"), page.locator("#content-main")]


#: By the file in ``docs/screenshots/``.
SCENES: dict[str, Callable[[Stage], Scene]] = {
    "translating.webp": translating,
    "start-page.webp": start_page,
    "form.webp": form,
    "form-phone.webp": form_on_a_phone,
    "conflict.webp": conflict,
    "version.webp": version,
    "in-review.webp": in_review,
    "import-preview.webp": import_preview,
    "import-undo.webp": import_undo,
    "board.webp": board,
    "board-ja.webp": board_in_japanese,
}


def picture(stage: Stage, name: str) -> Image.Image:
    """What a scene shows; raises Obstacle if it cannot be walked on the served site."""
    try:
        with SCENES[name](stage) as parts:
            return taken(parts)
    except Error as error:
        raise Obstacle(
            f"{name} cannot be staged. Is the sample as it was loaded? {error}"
        ) from error
    finally:
        stage.clear()


def taken(parts: list[Locator]) -> Image.Image:
    page = parts[0].page
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement?.blur()")
    image = page.screenshot(full_page=True, clip=around(parts))
    return Image.open(BytesIO(image)).convert("RGB")


def around(parts: list[Locator]) -> FloatRect:
    """The least rectangle with all parts and a margin, in pixels of the page."""
    page = parts[0].page
    page.evaluate("window.scrollTo(0, 0)")
    boxes = [box for part in parts if (box := part.bounding_box())]
    width = page.viewport_size["width"] if page.viewport_size else DESKTOP
    left = max(min(box["x"] for box in boxes) - MARGIN, 0)
    top = max(min(box["y"] for box in boxes) - MARGIN, 0)
    right = min(max(box["x"] + box["width"] for box in boxes) + MARGIN, width)
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    return FloatRect(x=left, y=top, width=right - left, height=min(bottom - top, TALLEST))
