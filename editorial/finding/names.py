"""The rows of the table of names that a record has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from editorial.finding.models import LONGEST, Form, Role
from editorial.texts.folding import initials, name_key
from editorial.texts.places import bare_names
from editorial.texts.sounds import (
    has_long_vowels,
    has_umlaut,
    is_kana,
    pinyin_key,
    romaji_key,
)

#: Languages of readings (BCP 47).
PINYIN, ZHUYIN = "zh-Latn-pinyin", "zh-Bopo"


class NamesOf(Enum):
    """What the names of a kind are: that decides by which forms they are found."""

    PLACES = auto()
    THINGS = auto()
    #: Of these there are many, and they are long: found by their beginning and by their words.
    TITLES = auto()


@dataclass(frozen=True)
class Name:
    """A name as it is written, its language (BCP 47; empty for that of its area), what it is."""

    name: str
    language: str
    role: Role = Role.NAME


#: Language, role, name, form, and what is compared.
Row = tuple[str, str, str, str, str]


def rows_of(names: Iterable[Name], what: NamesOf) -> set[Row]:
    """The rows of all names of a record."""
    known = [name for name in names if name.name]
    is_japanese = any(is_kana(name.name) for name in known)
    return {
        (name.language, name.role, name.name[:LONGEST], form, folded[:LONGEST])
        for name in known
        for form, folded in forms_of(name, what, is_japanese)
        if folded
    }


def forms_of(name: Name, what: NamesOf, is_japanese: bool) -> Iterator[tuple[Form, str]]:
    yield Form.WRITTEN, name_key(name.name)
    if what is NamesOf.TITLES:
        return
    yield Form.INITIALS, initials(name.name)
    if what is not NamesOf.PLACES:
        return
    bare = bare_names(name.name)
    yield from ((Form.BARE, name_key(one)) for one in bare)
    if is_japanese or has_long_vowels(name.name):
        yield Form.ROMAJI, romaji_key(name.name)
        yield from ((Form.ROMAJI, romaji_key(one)) for one in bare)
    sound = pinyin_key(name.name)
    if name.language == PINYIN or has_umlaut(name.name) or sound != name_key(name.name):
        yield Form.PINYIN, sound
