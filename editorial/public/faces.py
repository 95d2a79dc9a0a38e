"""The faces that share cards are set in, and how a text is spelled in the signs that they have.

A sign that the face of its language lacks is taken from another face, or written as what means the
same; what no face has is left out, and can be told. Nothing is ever drawn as a box.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

from editorial.languages import Text
from editorial.texts.letters import INVISIBLE, tidied
from editorial.texts.passages import is_hangul, is_spaced

FONTS = Path(__file__).parent / "fonts"
BOOK, JAPANESE, KOREAN, TRADITIONAL, SIMPLIFIED = (
    "NotoSerifCJKjp-Bold.otf",
    "NotoSansCJKjp-Bold.otf",
    "NotoSansCJKkr-Bold.otf",
    "NotoSansCJKtc-Bold.otf",
    "NotoSansCJKsc-Bold.otf",
)
#: By language tag, the own face first: the book face for Latin, the plain one for the rest, as
#: pages are set. Then those that stand in, the nearest in the form of their characters first.
FACES = {
    "en": (BOOK, JAPANESE, KOREAN, TRADITIONAL, SIMPLIFIED),
    "zh-Hant": (TRADITIONAL, JAPANESE, KOREAN, SIMPLIFIED),
    "ko": (KOREAN, TRADITIONAL, JAPANESE, SIMPLIFIED),
    "ja": (JAPANESE, TRADITIONAL, KOREAN, SIMPLIFIED),
    "zh-Hans": (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN),
}

Place = tuple[float, float]

#: A sign as a reader counts them: a flag, a key, a picture with all that varies and joins it.
SIGN = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0020-\U000e007f]+"
    "|.(?:[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u0300-\u036f\u20d0-\u20ff\u3099\u309a"
    "\U000e0100-\U000e01ef]|\u200d.)*",
    re.DOTALL,
)
#: Forms of characters that names have, for those that no face has.
LOOKALIKES = str.maketrans("髙﨑𠮷𡈽槗栁濵郞敎", "高崎吉土橋柳濱郎教")
EMPTY_BRACKETS = re.compile(r"\(\s*\)|（\s*）|\[\s*\]|「\s*」|『\s*』|“\s*”|‘\s*’|《\s*》|【\s*】")


@dataclass(frozen=True)
class Spelled:
    """A text as a card has it; ``lacking`` are the signs that are left out or replaced."""

    text: str
    lacking: tuple[str, ...] = ()


def spelled(text: Text) -> str:
    """The text in signs that the faces have, in one line."""
    return spell(text.value, text.tag).text


def lacking(text: Text) -> tuple[str, ...]:
    """The signs of a text that its card leaves out, or replaces by what is not quite the same."""
    return spell(text.value, text.tag).lacking


def is_covered(text: Text) -> bool:
    """Whether the faces have all that a reader sees of the text."""
    return not lacking(text)


@lru_cache(maxsize=2048)
def spell(value: str, tag: str) -> Spelled:
    """Spell a text in the signs that the faces of a language have."""
    parts: list[str] = []
    odd: dict[str, None] = {}
    for sign in SIGN.findall(tidied(value)):
        seen = INVISIBLE.sub("", sign)
        same = same_in(seen, tag)
        parts.append(like(seen, tag) if same is None else same)
        if same is None:
            odd[sign] = None
    return Spelled(in_a_line(parts), tuple(odd))


def in_a_line(parts: list[str]) -> str:
    """Signs as one line; where one was left out between two words, they stay apart."""
    parted = [part or (" " if is_between_words(parts, at) else "") for at, part in enumerate(parts)]
    return " ".join(EMPTY_BRACKETS.sub(" ", "".join(parted)).split())


def is_between_words(parts: list[str], at: int) -> bool:
    return all(is_spaced(part[-1:]) or is_hangul(part[-1:]) for part in beside(parts, at))


def beside(parts: list[str], at: int) -> list[str]:
    return [*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2]]


def same_in(sign: str, tag: str) -> str | None:
    """What means the same as a sign, in signs that the faces have; None where nothing does."""
    if not sign or sign.isspace():
        return " " if sign else ""
    composed = unicodedata.normalize("NFC", sign)
    plain = unicodedata.normalize("NFKC", sign)
    own, others = FACES[tag][:1], FACES[tag]
    tries = [(composed, own), (plain, own), (composed, others), (plain, others)]
    return next((text for text, faces in tries if are_drawn(text, faces)), None)


def like(sign: str, tag: str) -> str:
    """What is nearest to a sign that no face has: its letter without marks; empty for nothing."""
    parts = unicodedata.normalize("NFKD", sign.translate(LOOKALIKES))
    base = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
    composed = unicodedata.normalize("NFC", base)
    return composed if composed and are_drawn(composed, FACES[tag]) else ""


def are_drawn(text: str, files: tuple[str, ...]) -> bool:
    return all(sign.isspace() or any(has_glyph(file, sign) for file in files) for sign in text)


@lru_cache(maxsize=8192)
def has_glyph(file: str, character: str) -> bool:
    face = face_of(file, 24)
    not_a_character = "\uffff"  # no face has one, so this is what a missing glyph looks like
    return bytes(face.getmask(character)) != bytes(face.getmask(not_a_character))


@lru_cache(maxsize=256)
def face_of(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / file, size, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True)
class Font:
    """What a text is set in, at a size in pixels: each sign in the first face that has it."""

    tag: str
    size: int

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Stretches of a spelled text, each with its face."""
        signs = [(first_with(sign, self.tag), sign) for sign in text]
        grouped = groupby(signs, key=lambda pair: pair[0])
        return [(file, "".join(sign for _, sign in run)) for file, run in grouped]

    def getlength(self, text: str) -> float:
        return sum(face_of(file, self.size).getlength(run) for file, run in self.runs(text))

    def write(
        self, draw: ImageDraw.ImageDraw, at: Place, text: str, colour: str, anchor: str = "ls"
    ) -> None:
        """Draw a spelled text from a place to the right; ``anchor`` is as Pillow has it."""
        x, y = at
        for file, run in self.runs(text):
            face = face_of(file, self.size)
            draw.text((x, y), run, colour, face, anchor=anchor)
            x += face.getlength(run)


def first_with(sign: str, tag: str) -> str:
    """The first face that has a sign; spaces are those of the own one."""
    own = FACES[tag][0]
    if sign == " ":
        return own
    return next((file for file in FACES[tag] if has_glyph(file, sign)), own)


def font(text: Text, size: int) -> Font:
    return Font(text.tag, size)
