"""What differs between two versions of a value, in words that a reader can follow.

Texts are compared word by word; scripts without spaces between words, character by character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import SequenceMatcher
from html import unescape
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import formats, timezone
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext
from django_prose_editor.fields import ProseEditorField

from editorial.languages import BY_CODE, Language
from editorial.languages.punctuation import add_note, join_list
from editorial.languages.zones import place_of_zone
from editorial.texts.choices import has_choices
from editorial.texts.own_words import OwnWordsField

#: Han, kana and bopomofo stand for themselves; hangul and Latin are taken by the word.
UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)
#: A comparison takes this many steps at most (one for each pair of words): about a second.
PATIENCE = 4_000_000
#: Around a change so many characters of what stayed are shown.
SURROUNDINGS = 60

SAME, GONE, NEW, LEFT_OUT = "same", "gone", "new", "left out"


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed the ``SAME``, is ``GONE``, is ``NEW``, or is ``LEFT_OUT`` here."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """``before`` turned into ``after``. Together the pieces give each of them."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    start = common(old, new)
    end = common(old[start:][::-1], new[start:][::-1])
    middle = compared(old[start : len(old) - end], new[start : len(new) - end])
    found = [Piece(SAME, "".join(old[:start])), *middle]
    found.append(Piece(SAME, "".join(old[len(old) - end :])))
    return list(joined(piece for piece in found if piece.text))


def common(one: list[str], other: list[str]) -> int:
    """With how many equal words two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) * len(new) > PATIENCE:
        yield from (Piece(GONE, "".join(old)), Piece(NEW, "".join(new)))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(old[from_old:to_old]))
        else:
            yield Piece(GONE, "".join(old[from_old:to_old]))
            yield Piece(NEW, "".join(new[from_new:to_new]))


def joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """With a space between two changes made part of both: a phrase reads better than its words."""
    gone = new = ""
    waiting = list(found)
    for at, piece in enumerate(waiting):
        is_between = (gone or new) and piece.text.isspace() and at + 1 < len(waiting)
        if piece.kind == GONE:
            gone += piece.text
        elif piece.kind == NEW:
            new += piece.text
        elif is_between:
            gone, new = gone + piece.text, new + piece.text
        else:
            yield from changed(gone, new)
            yield piece
            gone = new = ""
    yield from changed(gone, new)


def changed(gone: str, new: str) -> Iterator[Piece]:
    yield from (piece for piece in (Piece(GONE, gone), Piece(NEW, new)) if piece.text)


def shortened(found: list[Piece]) -> list[Piece]:
    """The pieces with long runs of what stayed cut down to what surrounds a change."""
    short: list[Piece] = []
    for at, piece in enumerate(found):
        before = piece.text[:SURROUNDINGS] if at > 0 else ""
        after = piece.text[-SURROUNDINGS:] if at + 1 < len(found) else ""
        if piece.kind != SAME or len(piece.text) <= 2 * SURROUNDINGS:
            short.append(piece)
        else:
            short += [Piece(SAME, before), Piece(LEFT_OUT, "…"), Piece(SAME, after)]
    return [piece for piece in short if piece.text]


def plain(html: str) -> str:
    """Rich text as text: a line for each paragraph, a dot before each item, links in full.

    A row of a table is a line, its cells parted by strokes; readings stand in brackets.
    """
    text = re.sub(r"<rp>.*?</rp>", "", re.sub(r"\s*<li>\s*(<p>)?", "\n• ", html))
    text = re.sub(r"<rt>(.*?)</rt>", r"(\1)", re.sub(r"</t[hd]>\s*<t[hd]\b[^>]*>", " | ", text))
    text = re.sub(r"<(br|hr|/p|/h2|/h3|/blockquote|/tr)\b[^>]*>", "\n", text)
    text = re.sub(r"<a\b[^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", r"\2 (\1)", text, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", unescape(strip_tags(text))).strip()


def language_of(field: Any) -> Language | None:
    """The language of the text in ``field``; None for all but translated columns."""
    return BY_CODE[field.language] if hasattr(field, "translated_field") else None


def caption(field: Any) -> str:
    """The name of a field, with the language where it holds one."""
    language = language_of(field)
    if language is None:
        return str(capfirst(field.verbose_name))
    return add_note(capfirst(field.translated_field.verbose_name), language.own_name)


def is_rich(field: models.Field) -> bool:
    return isinstance(getattr(field, "translated_field", field), ProseEditorField)


def moment_in_words(value: datetime) -> str:
    """A moment by the reader's clock; one that brings the zone of a place, by the clock there."""
    zone = value.tzinfo
    if not isinstance(zone, ZoneInfo) or zone == timezone.get_current_timezone():
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    words = formats.date_format(value, "SHORT_DATETIME_FORMAT")
    return add_note(words, place_of_zone(zone.key))


def in_words(field: models.Field, value: Any) -> str:
    """The value of a field as a reader would say it. Links to records are no business of this."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return formats.time_format(value, "H:i")
    if has_choices(field):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return join_list(BY_CODE[code].own_name if code in BY_CODE else code for code in value)
    if isinstance(field, models.FileField):
        return PurePath(str(value)).name
    if isinstance(field, OwnWordsField):
        return field.told(value)
    return plain(value) if is_rich(field) else str(value)
