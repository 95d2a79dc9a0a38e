"""Names of members: those that answer as somebody types, and those that may have been meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from editorial.finding.marking import excerpt, reason_among
from editorial.finding.matching import is_name_of_some, rank_of
from editorial.finding.models import Form, Role, SearchName
from editorial.finding.sought import Sought, sought
from editorial.languages import LANGUAGES, Text, active, read_columns, text_in, versions
from editorial.records.together import fetched_together
from members.former import (
    FormerMember,
    best_of,
    called_so,
    former_asked,
    former_called,
    former_in,
)
from members.models import Member, MemberQuerySet, OtherName

MOST_FOUND = 8
MOST_NEAR = 4
#: Names that share most with what was typed, and are looked at letter by letter.
MOST_COMPARED = 200
#: In a shorter text single letters are shared, in others pairs of them.
SHORT = 3

#: The texts in which a mention may lie.
TELLING = ("summary", "profile", "leader_name")

KIND = Member._meta.label_lower


#: Rows to be fetched together, as ``fetched_together`` takes them.
Kinds = dict[str, tuple[QuerySet[Any], Iterable[str]]]


class NearName(NamedTuple):
    """What is read of a row of the table of names that may be near."""

    pk: int
    key: int
    language: str
    name: str
    folded: str


@dataclass(frozen=True)
class Suggestion:
    """A member under the reader's name for it, and the name by which it was found."""

    member: Member
    found: SearchName | NearName

    @property
    def name(self) -> Text:
        return text_in(self.member, "name")

    @property
    def other_name(self) -> str:
        """The name that was found, if it is not the one the reader knows."""
        return "" if self.found.name == self.name.value else self.found.name

    @property
    def other_tag(self) -> str:
        return self.found.language or self.member.area.local_tag


def notes_on(found: Iterable[Suggestion]) -> dict[int, str]:
    """By the key of its member, what a name is by which one was found, if it is another one.

    A query, if any is.
    """
    named = by_another_name(found)
    if not named:
        return {}
    return notes_among(OtherName.objects.filter(member__in=[one.member.pk for one in named]), named)


def notes_among(others: Iterable[OtherName], found: Iterable[Suggestion]) -> dict[int, str]:
    """The same, from rows that are read already."""
    named = {one.member.pk: one.found.name for one in by_another_name(found)}
    newest_first = sorted(others, key=lambda other: -other.pk)
    return {
        other.member_id: other.told()
        for other in newest_first
        if named.get(other.member_id) == other.name
    }


def by_another_name(found: Iterable[Suggestion]) -> list[Suggestion]:
    return [one for one in found if getattr(one.found, "role", "") in (Role.OTHER, Role.PART)]


def suggested(members: MemberQuerySet, text: str) -> tuple[list[Suggestion], bool]:
    """What may be meant by ``text``, and whether it is but near. Five queries at the most."""
    found = begun(members, text)
    return (found, False) if found else (near(members, text), True)


def meant_by(text: str) -> tuple[list[Suggestion], bool, list[FormerMember]]:
    """What ``suggested`` finds of the listed members, and the former ones that bear the name.

    Where they do, those that are but near are not meant.
    """
    listed = Member.objects.listed()
    if not is_name_of_some(Member, text):
        return near(listed, text), True, []
    (found, is_near), former = suggested(listed, text), former_called(text)
    return ([] if former and is_near else found), is_near, former


def begun(members: MemberQuerySet, text: str) -> list[Suggestion]:
    """The members whose names answer to ``text``, the best first. Two queries."""
    if not sought(text):
        return []
    rank = rank_of(Member, text, are_named=True)
    ranked = members.bearing(text).annotate(rank=rank).order_by("rank", *in_order())
    shown = list(for_suggestions(ranked)[:MOST_FOUND])
    names = names_that_answer([member.pk for member in shown], sought(text))
    return [Suggestion(member, names[member.pk]) for member in shown if member.pk in names]


@dataclass(frozen=True)
class Hit:
    """Why a member was found: by a name that is not the reader's own, or by what it says."""

    other_name: str = ""
    other_tag: str = ""
    note: str = ""
    mention: Text | None = None


def explain(members: Iterable[Member], text: str) -> list[FormerMember]:
    """Give members that were found by ``text`` their ``hit``; the former ones that bear it.

    One query, if anything is asked.
    """
    if not text:
        return []
    shown = list(members)
    hits = hits_asked(shown, text)
    found = fetched_together({**hits, **former_asked(called_so(text))})
    if hits:
        tell_hits(shown, text, found)
    return best_of(former_in(found))


def hits_asked(members: Iterable[Member], text: str) -> Kinds:
    """What tells why ``members`` were found, to be fetched together; nothing for nobody."""
    asked, keys = sought(text), [member.pk for member in members]
    if not asked or not keys:
        return {}
    rows = SearchName.objects.filter(kind=KIND, key__in=keys)
    others = OtherName.objects.filter(member__in=keys)
    bearers = Member.objects.order_by().bearing(text).values("pk")
    texts = Member.objects.filter(pk__in=keys).exclude(pk__in=bearers)
    return {
        "names": (rows, ("key", "language", "role", "name", "form", "folded")),
        "others": (others, ("member", "name", "kind", "language", "until")),
        "texts": (texts, read_columns(*TELLING)),
    }


def tell_hits(members: Iterable[Member], text: str, found: Mapping[str, list[Any]]) -> None:
    """Give each its ``hit``, from what was asked so."""
    names = best_names(found["names"], sought(text))
    telling = {one.pk: texts_of(one) for one in found["texts"]}
    shown = list(members)
    by_name = {m.pk: Suggestion(m, names[m.pk]) for m in shown if m.pk in names}
    notes = notes_among(found["others"], by_name.values())
    for member in shown:
        if one := by_name.get(member.pk):
            member.hit = Hit(one.other_name, one.other_tag, notes.get(member.pk, ""))
        else:
            reason = reason_among(telling.get(member.pk, ()), text)
            member.hit = Hit(mention=excerpt(reason, text) if reason else None)


def texts_of(member: Member) -> list[Text]:
    """What a member says, field by field, the reader's language first."""
    return [text for field in TELLING for text in versions(member, field)]


def names_that_answer(keys: Iterable[int], asked: Sought) -> dict[int, SearchName]:
    """Of each member the name that answers best. One query."""
    return best_names(SearchName.objects.filter(kind=KIND, key__in=list(keys)), asked)


def best_names(rows: Iterable[SearchName], asked: Sought) -> dict[int, SearchName]:
    """Of each member the name that answers best, first in the reader's language."""
    ranked = [
        ((row.role == Role.PART, way, *preference(row)), row)
        for row in rows
        if (way := asked.way_of(row)) is not None
    ]
    ranked.sort(key=lambda one: one[0], reverse=True)
    return {row.key: row for _place, row in ranked}


def preference(row: SearchName | NearName) -> tuple[int, int, int]:
    """What of two names that answer alike is shown: that of the reader's language, the shorter."""
    tags = [language.tag for language in dict.fromkeys((active(), *LANGUAGES))]
    at = tags.index(row.language) if row.language in tags else len(tags)
    return at, len(row.folded), row.pk


def for_suggestions(members: MemberQuerySet) -> MemberQuerySet:
    """With what a suggestion shows, and no more."""
    of_area = ("area__default_language", *read_columns("name", of="area"))
    return members.select_related("area").only("slug", *read_columns("name"), *of_area)


def in_order() -> tuple[str, str]:
    return f"sort_{active().column}", "slug"


def near(members: MemberQuerySet, text: str) -> list[Suggestion]:
    """The members with a name that is ``text`` but for a slip or two, the nearest first.

    Two queries: names that are about as long and share most of its letters, and their members.
    """
    key = sought(text).key
    slips = slips_allowed(key)
    if not slips:
        return []
    off = {
        row: how_far
        for row in names_alike(members, key, slips)
        if (how_far := distance(key, row.folded, slips)) <= slips
    }
    found = for_suggestions(members).in_bulk({row.key for row in off})
    best: dict[int, NearName] = {}
    for row in sorted(off, key=lambda row: (off[row], *preference(row))):
        best.setdefault(row.key, row)
    nearest = [Suggestion(found[key], row) for key, row in best.items() if key in found]
    return nearest[:MOST_NEAR]


def names_alike(members: MemberQuerySet, key: str, slips: int) -> list[NearName]:
    """The names of ``members`` that share most with a key. One query.

    They come as tuples: records of so many rows would take longer than to find them.
    """
    rows = SearchName.objects.filter(kind=KIND, form=Form.WRITTEN).alias(length=Length("folded"))
    rows = rows.filter(length__gte=len(key) - slips, length__lte=len(key) + slips)
    listed = members.order_by().filter(pk=OuterRef("key"))
    rows = rows.annotate(shared=SharedParts("folded", key)).filter(Exists(listed), shared__gt=0)
    most = rows.order_by("-shared", "pk").values_list(*NearName._fields)[:MOST_COMPARED]
    return list(map(NearName._make, most))


class SharedParts(Func):
    """In SQL: how many parts of a key a column has.

    One expression, since with one for each part a query takes longer to write than to answer.
    """

    output_field = IntegerField()
    has_part = {"postgresql": "(STRPOS({}, %s) > 0)::int", "sqlite": "(INSTR({}, %s) > 0)"}

    def __init__(self, column: str, key: str) -> None:
        super().__init__(column)
        size = 1 if len(key) <= SHORT else 2
        self.parts = [*dict.fromkeys(key[at : at + size] for at in range(len(key) - size + 1))]

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        column, given = compiler.compile(self.source_expressions[0])
        one = self.has_part[connection.vendor].format(column)
        return " + ".join([one] * len(self.parts)), [*given, *self.parts]


def slips_allowed(key: str) -> int:
    """None in one letter or nothing, one in a word of few letters, three in a long one."""
    return max(0, min(len(key) - 1, 1 + (len(key) > 4) + (len(key) > 8)))


def distance(one: str, other: str, limit: int) -> int:
    """How many letters to add, drop, change or swap with the next; ``limit`` + 1 if it is more.

    Source: B. J. Oommen and R. K. S. Loke (1997), optimal string alignment.
    """
    return OSA.distance(one, other, score_cutoff=limit)
