"""Names of members: those that begin as somebody types, and those that may have been meant."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from rapidfuzz.distance import OSA

from editorial.languages import BY_CODE, LANGUAGES, Text, active, column, read_columns, text_in
from editorial.texts.searching import normalised
from members.models import Member, MemberQuerySet

MOST_FOUND = 8
MOST_NEAR = 4

#: Columns that hold a name, and the language of each (BCP 47).
NAMES = {column("name", language): language.tag for language in LANGUAGES} | {
    "reading_kana": "ja",
    "reading_pinyin": "zh-Latn-pinyin",
    "reading_zhuyin": "zh-Bopo",
}

#: Written as letters, but no more than accents: the tones of zhuyin, and the long vowel of kana.
TONES = dict.fromkeys(map(ord, "ˉˊˇˋ˙ー"))

#: As many names as 2,500 members have in all languages, and then some.
KNOWN_NAMES = 65_536


#: The key of a member, one of its names, and the language of that.
Name = tuple[int, str, str]


@dataclass(frozen=True)
class Match:
    """A member by its key, and the name by which it was found; the less ``off``, the better."""

    key: int
    name: str
    tag: str
    off: int


@dataclass(frozen=True)
class Suggestion:
    """A member under the reader's name for it, and the name by which it was found."""

    member: Member
    match: Match

    @property
    def name(self) -> Text:
        return text_in(self.member, "name")

    @property
    def other_name(self) -> str:
        """The name that was found, if it is not the one the reader knows."""
        return "" if self.match.name == self.name.value else self.match.name


def suggested(members: MemberQuerySet, text: str) -> tuple[list[Suggestion], bool]:
    """What may be meant by ``text``, and whether it is but near. Two queries at the most."""
    names = list(names_of(members))
    found = begun(names, text)
    return named(members, found or near(names, text)), not found


def named(members: MemberQuerySet, matches: list[Match]) -> list[Suggestion]:
    """The matches as readers see them. One query, none for nothing."""
    found = (
        members.select_related("area")
        .only("slug", *read_columns("name"), *read_columns("name", of="area"))
        .in_bulk([match.key for match in matches])
    )
    return [Suggestion(found[match.key], match) for match in matches if match.key in found]


def matched_name(member: Member, text: str) -> Text | None:
    """The name of a member that holds ``text``, unless the reader's own does."""
    sought, wanted = folded(text), active()
    if not sought or sought in folded(text_in(member, "name").value):
        return None
    found = (Text(name, language, wanted) for language, name in member.names())
    return next((name for name in found if sought in folded(name.value)), None)


@lru_cache(maxsize=KNOWN_NAMES)
def folded(name: str) -> str:
    """A name as names are compared: letters and digits alone, Hangul syllables taken apart."""
    parts = unicodedata.normalize("NFKD", normalised(name)).translate(TONES)
    return "".join(part for part in parts if part.isalnum())


def begun(names: Iterable[Name], text: str) -> list[Match]:
    """The members with a name that begins with ``text``, then those with one that holds it."""
    sought = folded(text)
    if not sought:
        return []
    matches = (
        Match(key, name, tag, 0 if as_compared.startswith(sought) else 1)
        for key, name, tag in names
        if sought in (as_compared := folded(name))
    )
    return best(matches, MOST_FOUND)


def near(names: Iterable[Name], text: str) -> list[Match]:
    """The members with a name that is ``text`` but for a slip or two, the nearest first."""
    sought = folded(text)
    slips = slips_allowed(sought)
    if not slips:
        return []
    matches = (
        Match(key, name, tag, off)
        for key, name, tag in names
        if (off := distance(sought, folded(name), slips)) <= slips
    )
    return best(matches, MOST_NEAR)


def slips_allowed(sought: str) -> int:
    """None in one letter or nothing, one in a word of few letters, three in a long one."""
    return max(0, min(len(sought) - 1, 1 + (len(sought) > 4) + (len(sought) > 8)))


def names_of(members: MemberQuerySet) -> Iterator[Name]:
    """All names and readings, members in the reader's order, the reader's name first. One query."""
    own = column("name", active())
    columns = [own, *(name for name in NAMES if name != own)]
    rows: QuerySet = members.in_order().values_list(
        "pk", "area__default_language", "official_name", *columns
    )
    for key, local, official_name, *names in rows:
        for name, held in zip(columns, names, strict=True):
            if held:
                yield key, held, NAMES[name]
        if official_name:
            yield key, official_name, BY_CODE[local].tag


def best(matches: Iterable[Match], most: int) -> list[Match]:
    """The best match of each member, the best first."""
    found: dict[int, Match] = {}
    for match in matches:
        if match.key not in found or match.off < found[match.key].off:
            found[match.key] = match
    return sorted(found.values(), key=lambda match: match.off)[:most]


def distance(one: str, other: str, limit: int) -> int:
    """How many letters to add, drop, change or swap with the next; ``limit`` + 1 if it is more.

    Source: B. J. Oommen and R. K. S. Loke (1997), optimal string alignment.
    """
    return OSA.distance(one, other, score_cutoff=limit)
