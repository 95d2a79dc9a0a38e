"""The picture that stands for a page where it is shared: what it is called, and what it shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from itertools import chain, islice
from typing import Protocol

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from PIL import Image, ImageDraw

from editorial.languages import Text, active
from editorial.public.colours import BAR, GROUND, accent
from editorial.public.faces import font, is_covered, spelled
from editorial.public.freshness import fresh_answer
from editorial.public.linebreaking import broken, widest_piece
from editorial.records.portal import portal_text

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
GAP = 48  # between text and picture
BAR_HEIGHT = 10

# The light colours of static/css/tokens.css.
PAPER, INK, INK_SOFT = "#fbfbf8", "#1b231f", "#545d57"

LEADING = {"en": 1.16}  # of a title's lines, in its size
OTHER_LEADING = 1.3

TITLE_SIZES = (112, 104, 96, 88, 80, 72, 66, 60, 54, 48, 44)
SMALLEST_ON_ONE_LINE = {True: 64, False: 92}  # a name keeps to one line longer than a title
ABOVE_SIZE, BELOW_SIZE, FOOT_SIZE = 28, 34, 26

DRAWING = 2  # raise it when the same card is to look different
KEPT = 30 * 24 * 3600  # seconds in the cache of this server
FRESH = 3600  # seconds in those of others


class Picture(Protocol):
    """What a card shows at its right edge. Its ``repr`` says all that it is drawn from."""

    def drawn(self, width: int, height: int) -> Image.Image: ...


@dataclass(frozen=True)
class Card:
    """What a card says, each text in its language, and what it shows.

    ``above`` the title is its kind and its day, ``below`` it a place or an office, at the ``foot``
    its names in other scripts. ``hue`` is that of a theme, in degrees; None is the site's green.
    """

    title: Text
    site: Text
    above: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()
    foot: tuple[Text, ...] = ()
    is_name: bool = False
    hue: int | None = None
    picture: Picture | None = None
    picture_width: int = 560

    @property
    def text_width(self) -> int:
        if self.picture is None:
            return WIDTH - 2 * MARGIN
        return WIDTH - self.picture_width - MARGIN - GAP

    @property
    def is_covered(self) -> bool:
        """Whether the faces have all its signs; what none has is left out."""
        return all(is_covered(text) for text in (self.title, *self.above, *self.below))

    @property
    def fingerprint(self) -> str:
        """A digest of all that is drawn and of the way it is drawn."""
        return sha256(f"{DRAWING} {self!r}".encode()).hexdigest()[:32]


def said(words: str) -> Text:
    """Words of the catalogue, in the reader's language."""
    return Text(words, active(), active())


def site_name() -> Text:
    return portal_text("name")


def card_response(request: HttpRequest, card: Card) -> HttpResponse:
    """The card as a PNG, which other sites may show; drawn unless it is known here or there."""
    response = fresh_answer(
        request,
        lambda: kept_png(card),
        etag=card.fingerprint,
        content_type="image/png",
        seconds=FRESH,
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def kept_png(card: Card) -> bytes:
    """The card, drawn once for all workers that share the cache."""
    png = caches["cards"].get_or_set(card.fingerprint, lambda: png_of(card), KEPT)
    return png if isinstance(png, bytes) else png_of(card)


def png_of(card: Card) -> bytes:
    """A PNG of 1200 by 630."""
    paper = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    if card.picture is None:
        draw_sign(paper, (WIDTH - 150, HEIGHT - 130), 330, accent(GROUND, card.hue))
    else:
        drawn = card.picture.drawn(card.picture_width, HEIGHT)
        paper.paste(drawn, (WIDTH - card.picture_width, 0))
    colour = accent(BAR, card.hue)
    draw = ImageDraw.Draw(paper)
    draw.rectangle((0, HEIGHT - BAR_HEIGHT, WIDTH, HEIGHT), fill=colour)
    draw_sign(paper, (MARGIN + 18, 82), 18, accent(BAR))
    _write(draw, card, colour)
    png = BytesIO()
    paper.save(png, "PNG")
    return png.getvalue()


def draw_sign(paper: Image.Image, at: tuple[float, float], radius: int, colour: str) -> None:
    """The sign of the site: a city as maps draw it. Drawn larger first, so that edges are soft."""
    finer = 4 if radius < 100 else 2
    size = 2 * radius * finer
    mask = Image.new("L", (size, size))
    draw = ImageDraw.Draw(mask)
    middle = (size / 2, size / 2)
    draw.circle(middle, size / 2 - 1, outline=255, width=round(size / 8.5))
    draw.circle(middle, size / 5.24, fill=255)
    mask = mask.reduce(finer)
    paper.paste(colour, (round(at[0] - radius), round(at[1] - radius)), mask)


def _write(draw: ImageDraw.ImageDraw, card: Card, colour: str) -> None:
    """Title and what belongs to it as one block, in the middle between the site's name and foot."""
    site = font(card.site, 26)
    site.write(draw, (MARGIN + 52, 82), spelled(card.site), accent(BAR), "lm")
    card = replace(card, title=card.title if spelled(card.title) else card.site)
    above = _rows_at_most(2, card, card.above, ABOVE_SIZE)
    below = _rows_at_most(2, card, card.below, BELOW_SIZE)
    foot = _rows_at_most(3, card, card.foot, FOOT_SIZE)
    top, bottom = 140, HEIGHT - 46 - 40 * len(foot)
    around = 44 * len(above) + (18 + 46 * len(below) if below else 0)
    size, lines = set_title(card, bottom - top - around)
    step = leading(card.title) * size
    y = top + (bottom - top - around - step * len(lines)) / 2
    for row in above:
        _write_row(draw, y + 30, row, ABOVE_SIZE, colour)
        y += 44
    for line in lines:
        font(card.title, size).write(draw, (MARGIN, y + step * 0.8), line, INK)
        y += step
    for row in below:
        _write_row(draw, y + 48, row, BELOW_SIZE, INK_SOFT)
        y += 46
    for number, row in enumerate(foot):
        _write_row(draw, HEIGHT - 72 - 40 * (len(foot) - 1 - number), row, FOOT_SIZE, INK_SOFT)


def set_title(card: Card, height: float) -> tuple[int, list[str]]:
    """The largest size in which the title fits, and its lines; at the smallest it is cut short."""
    title = spelled(card.title)
    most = 1
    lines: list[str] = []
    for size in TITLE_SIZES:
        face = font(card.title, size)
        lines = broken(title, card.title.language, card.text_width, face.getlength)
        most = int(height / (size * leading(card.title)))
        is_free = len(lines) == 1 or size < SMALLEST_ON_ONE_LINE[card.is_name]
        widest = widest_piece(title, card.title.language, face.getlength)
        if is_free and len(lines) <= most and widest <= card.text_width:
            return size, lines
    if len(lines) > most:
        kept = lines[: max(most, 1)]
        lines = [*kept[:-1], f"{kept[-1][:-1].rstrip()}…"]
    return TITLE_SIZES[-1], lines


def leading(text: Text) -> float:
    return LEADING.get(text.tag, OTHER_LEADING)


def _rows_at_most(most: int, card: Card, texts: Iterable[Text], size: int) -> list[list[Text]]:
    return [*islice(rows(texts, size, card.text_width), most)]


def rows(texts: Iterable[Text], size: int, width: float) -> Iterator[list[Text]]:
    """Short texts beside each other in as many rows as they need; what is too long is wrapped."""
    row: list[Text] = []
    room = width
    for line in chain.from_iterable(_lines(text, size, width) for text in texts):
        length = font(line, size).getlength(line.value)
        if row and length > room:
            yield row
            row, room = [], width
        row.append(line)
        room -= length + 28
    if row:
        yield row


def _lines(text: Text, size: int, width: float) -> Iterator[Text]:
    for line in broken(spelled(text), text.language, width, font(text, size).getlength):
        yield Text(line, text.language, text.wanted)


def _write_row(
    draw: ImageDraw.ImageDraw, y: float, row: Sequence[Text], size: int, colour: str
) -> None:
    """Texts on one line, with a dot between."""
    x = float(MARGIN)
    for number, text in enumerate(row):
        if number:
            draw.circle((x + 14, y - size * 0.35), 2, fill=colour)
            x += 28
        font(text, size).write(draw, (x, y), text.value, colour)
        x += font(text, size).getlength(text.value)
