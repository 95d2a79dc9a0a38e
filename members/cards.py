"""The picture that stands for a member where its page is shared: its name, and where it lies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext
from PIL import Image, ImageDraw, ImageFont

from editorial.languages import Language, Text, text_in
from members.maps import locator_sheet, place_of
from members.models import Member
from secretariats import cartography

WIDTH, HEIGHT = 1200, 630
MAP_WIDTH = 560
MARGIN = 72
TEXT_WIDTH = WIDTH - MAP_WIDTH - 2 * MARGIN + 24

# The light colours of static/css/tokens.css.
PAPER, INK, INK_SOFT, GREEN = "#fbfbf8", "#1b231f", "#545d57", "#14613f"
WATER, LAND, LAND_NEAR = "#f1f3ed", "#e3e8de", "#cdd8c9"

# By language tag: the book face for Latin, the plain one for the rest, as pages are set.
FONTS = Path(__file__).parent / "fonts"
FACES = {
    "en": "NotoSerifCJKjp-Bold.otf",
    "zh-Hant": "NotoSansCJKtc-Bold.otf",
    "ko": "NotoSansCJKkr-Bold.otf",
    "ja": "NotoSansCJKjp-Bold.otf",
    "zh-Hans": "NotoSansCJKsc-Bold.otf",
}

ONE_LINE_SIZES = range(112, 62, -2)  # a name is set as large as one line allows,
WRAPPED_SIZE = 60  # or else in lines of this size


def share_card(member: Member, language: Language) -> bytes:
    """A PNG of 1200 by 630 in one language; without text where a glyph of the name is missing."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    if member.latitude is not None:
        card.paste(_map(member), (WIDTH - MAP_WIDTH, 0))
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, HEIGHT - 10, WIDTH, HEIGHT), fill=GREEN)
    _mark(draw, (MARGIN + 18, 82), radius=18)
    _write(draw, member, language)
    png = BytesIO()
    card.save(png, "PNG")
    return png.getvalue()


def _map(member: Member) -> Image.Image:
    """The locator map in the card's own shape, drawn at twice its size so that edges are soft."""
    like = locator_sheet(member)
    sheet = replace(
        like,
        width=2 * MAP_WIDTH,
        height=2 * HEIGHT,
        across=like.across * like.height / like.width * MAP_WIDTH / HEIGHT,
    )
    code = member.area.code
    picture = Image.new("RGB", (sheet.width, sheet.height), WATER)
    draw = ImageDraw.Draw(picture)
    for colour, rings in zip((LAND, LAND_NEAR), cartography.surroundings(sheet, code), strict=True):
        for ring in rings:
            draw.polygon(ring, fill=colour)
    _mark(draw, place_of(member, sheet), radius=36)
    return picture.resize((MAP_WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _mark(draw: ImageDraw.ImageDraw, at: cartography.Point, radius: float) -> None:
    """The sign of the site: a city as maps draw it."""
    draw.circle(at, radius, outline=GREEN, width=round(radius / 4))
    draw.circle(at, radius * 0.4, fill=GREEN)


def _write(draw: ImageDraw.ImageDraw, member: Member, language: Language) -> None:
    name, area = text_in(member, "name", language), text_in(member.area, "name", language)
    if not (is_covered(name) and is_covered(area)):
        return
    with translation.override(language.code):
        site = Text(gettext("ICLEI East Asia"), language, language)
    draw.text((MARGIN + 52, 82), site.value, GREEN, font(site, 26), anchor="lm")
    size, lines = _set(name)
    y = 330 - (len(lines) - 1) * size * 0.9
    for line in lines:
        draw.text((MARGIN, y), line, INK, font(name, size), anchor="ls")
        y += size * 1.15
    draw.text((MARGIN, y + 66 - size * 1.15), area.value, INK_SOFT, font(area, 34), anchor="ls")
    _write_other_scripts(draw, member, name)


def _set(name: Text) -> tuple[int, list[str]]:
    """The size and the lines of a name."""
    for size in ONE_LINE_SIZES:
        if font(name, size).getlength(name.value) <= TEXT_WIDTH:
            return size, [name.value]
    lines = [""]
    for word in name.value.split():
        longer = f"{lines[-1]} {word}".strip()
        if font(name, WRAPPED_SIZE).getlength(longer) <= TEXT_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return WRAPPED_SIZE, lines


def _write_other_scripts(draw: ImageDraw.ImageDraw, member: Member, name: Text) -> None:
    """The name in the other scripts of the region, each once, from the foot of the card upwards."""
    rows = list(_rows(_other_names(member, name)))
    for y, row in zip(range(HEIGHT - 72 - 40 * (len(rows) - 1), HEIGHT, 40), rows, strict=False):
        x = float(MARGIN)
        for other in row:
            draw.text((x, y), other.value, INK_SOFT, font(other, 26), anchor="ls")
            x += font(other, 26).getlength(other.value) + 14
            if other is not row[-1]:
                draw.circle((x, y - 9), 2, fill=INK_SOFT)
            x += 14


def _other_names(member: Member, name: Text) -> list[Text]:
    names = (Text(value, language, language) for language, value in member.names())
    return [other for other in names if other.value != name.value and is_covered(other)]


def _rows(names: Iterable[Text]) -> Iterator[list[Text]]:
    """The names in as many rows as they need."""
    row: list[Text] = []
    room = float(TEXT_WIDTH)
    for name in names:
        length = font(name, 26).getlength(name.value)
        if row and length > room:
            yield row
            row, room = [], float(TEXT_WIDTH)
        row.append(name)
        room -= length + 28
    if row:
        yield row


@lru_cache(maxsize=128)
def _face(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / file, size, layout_engine=ImageFont.Layout.BASIC)


def font(text: Text, size: int) -> ImageFont.FreeTypeFont:
    return _face(FACES[text.tag], size)


def is_covered(text: Text) -> bool:
    """Whether the face of its language has a glyph for every character."""
    return all(_has_glyph(FACES[text.tag], character) for character in text.value)


@lru_cache(maxsize=4096)
def _has_glyph(file: str, character: str) -> bool:
    face = _face(file, 24)
    not_a_character = "\uffff"  # no face has one, so this is what a missing glyph looks like
    return bytes(face.getmask(character)) != bytes(face.getmask(not_a_character))
