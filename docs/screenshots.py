"""Pictures of the site: ``make screenshots``.

It serves nothing itself: start the site first, with the sample. The pictures of README.md, those
of docs/staff-guide.md (see ``docs.scenes``), and one of each kind of page, for desktops and for
phones, are renewed in ``docs/screenshots/``; with
``--all`` every page of the table is rendered in all languages, widths and schemes, whole, into
``var/screenshots/``, for looking at.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright

from deploy.steps import ROOT, Obstacle, say, stop_on_obstacle
from docs import scenes
from tests.browser import browsers

PAGES = {
    "home": "",
    "members": "members/",
    "members-table": "members/?view=table&sort=-population",
    "members-map": "members/?view=map&theme=low-carbon",
    "member": "members/suwon/",
    "compare": "members/compare/?city=suwon&city=kyoto&city=tainan",
    "themes": "themes/",
    "theme": "themes/low-carbon/",
    "news": "news/",
    "article": "news/osan-joins-iclei/",
    "events": "events/",
    "event": "events/regional-members-meeting-2027/",
    "offices": "secretariats/",
    "office": "secretariats/korea-office/",
    "search": "search/?q=水原",
    "contact": "contact/",
}
LANGUAGES = ("en", "zh-hant", "ko", "ja", "zh-hans")
WIDTHS = (360, 768, 1280)  # pixels
SCHEMES = ("light", "dark")
FIRST_SCREEN = 960  # pixels: how much of a page README.md shows
QUALITY = 90  # of WebP, of 100: no artefact is seen, and a screen stays far below 200 kB


@dataclass(frozen=True)
class Shot:
    """One page as one reader sees it."""

    page: str
    language: str
    width: int
    scheme: str

    @property
    def path(self) -> str:
        return f"/{self.language}/{PAGES[self.page]}"

    @property
    def name(self) -> str:
        return f"{self.page}-{self.language}-{self.width}-{self.scheme}.webp"


#: What README.md shows, by file in ``docs/screenshots/``.
IN_README = {
    "home.webp": Shot("home", "en", 1280, "light"),
    "member.webp": Shot("member", "ko", 1280, "light"),
}
#: The first screen of each kind of page, light on a desktop, dark on a phone; languages in turn.
GALLERY = [
    Shot(page, language, width, scheme)
    for page, language in zip(PAGES, cycle(LANGUAGES), strict=False)
    for width, scheme in ((1280, "light"), (360, "dark"))
]


def all_shots() -> Iterator[Shot]:
    return (Shot(*parts) for parts in product(PAGES, LANGUAGES, WIDTHS, SCHEMES))


def picture(browser: Browser, address: str, shot: Shot, whole: bool) -> Image.Image:
    """The first screen of a page, or the ``whole`` of it.

    Raises Obstacle if the site does not answer, or not with the page.
    """
    with browser.new_page(
        viewport={"width": shot.width, "height": FIRST_SCREEN},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    ) as page:
        try:
            response = page.goto(address + shot.path)
        except Error as error:
            raise Obstacle(f"{address} does not answer: start the site with make run.") from error
        if response is None or not response.ok:
            raise Obstacle(f"{shot.path} is not what {address} serves: was the sample loaded?")
        return Image.open(BytesIO(page.screenshot(full_page=whole))).convert("RGB")


def save(image: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, quality=QUALITY, method=6)
    say(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Renew the pictures of the site.")
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--all", action="store_true", help="every page, into var/screenshots/")
    asked = parser.parse_args()
    address = asked.address.rstrip("/")
    if not (program := browsers.chromium()):
        raise Obstacle("There is no Chromium: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=browsers.FLAGS)
        for name, shot in IN_README.items():
            image = picture(browser, address, shot, whole=False)
            save(image, ROOT / "docs" / "screenshots" / name)
        for shot in GALLERY:
            image = picture(browser, address, shot, whole=False)
            save(image, ROOT / "docs" / "screenshots" / shot.name)
        stage = scenes.Stage(browser, address)
        for name in scenes.SCENES:
            save(scenes.picture(stage, name), ROOT / "docs" / "screenshots" / name)
        for shot in all_shots() if asked.all else ():
            image = picture(browser, address, shot, whole=True)
            save(image, ROOT / "var" / "screenshots" / shot.name)


if __name__ == "__main__":
    stop_on_obstacle(main)
