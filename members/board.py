"""The report for the board: what a user sees of the network in numbers, each with its rows.

A number is counted as the list is narrowed to which it leads. All is reckoned from what stands in
the database now, whatever day it is about.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import (
    Inventory,
    Member,
    Membership,
    Pledge,
    Target,
    category_choices,
)
from members.models.standings import with_standing
from secretariats.models import Area

#: What is known of the climate record of a member, by the name that addresses give it.
CLIMATE: dict[str, Any] = {
    "inventory": _("with an inventory"),
    "target": _("with a target"),
    "pledge": _("with a pledge"),
    "neutral": _("pledged neutrality"),
    "nothing": _("without any of these"),
}

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Number:
    """A number, and where its rows are listed."""

    value: int
    where: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a table: what it is about, and its numbers."""

    words: str
    numbers: list[Number]
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    """Numbers under headings, with a word on how they are counted."""

    heading: str
    first: str
    headings: list[str]
    lines: list[Line]
    note: str = ""


@dataclass(frozen=True)
class Lists:
    """What makes the addresses of the lists in which rows are found, narrowed by filters."""

    members: Callable[..., str]
    terms: Callable[..., str]
    texts: Callable[..., str]


def category_on(day: date) -> Subquery:
    """Of a member, the category of the term that goes on beyond a day, the newest of several."""
    lasting = Membership.objects.filter(member=OuterRef("pk")).exclude(left_on__lte=day)
    newest = lasting.order_by(F("joined_on").desc(nulls_last=True), "pk").values("category")
    return Subquery(newest[:1], output_field=CharField())


def members_on(members: QuerySet[Member], day: date) -> QuerySet:
    """Those of ``members`` that the public knows, with ``standing`` and ``category`` on a day."""
    known = members.filter(pk__in=Member.objects.known().values("pk"))
    return with_standing(known, day).annotate(category=category_on(day))


def in_climate(members: Any, what: str) -> Any:
    """Those of ``members`` of which ``what`` (of ``CLIMATE``) is recorded, and in no doubt."""
    own = {"member": OuterRef("pk")}
    kept: dict[str, Any] = {
        "inventory": Exists(Inventory.objects.trusted().filter(**own)),
        "target": Exists(set_targets().filter(**own)),
        "pledge": Exists(Pledge.objects.newest().exclude(kind=Pledge.Kind.NONE).filter(**own)),
        "neutral": Exists(Pledge.objects.newest().neutral().filter(**own)),
    }
    if what in kept:
        return members.filter(kept[what])
    return members.exclude(kept["inventory"] | kept["target"] | kept["pledge"])


def set_targets() -> Any:
    """Targets that aim at something, that nobody doubts, and that were not withdrawn."""
    return Target.objects.trusted().standing().exclude(kind=Target.Kind.NONE)


class Counting:
    """What the tables of one user share: for a ``day`` of the past or today, and a ``year``."""

    def __init__(
        self,
        members: QuerySet[Member],
        terms: QuerySet[Membership],
        lists: Lists,
        day: date | None = None,
        year: int | None = None,
    ) -> None:
        self.members, self.terms, self.lists = members.order_by(), terms.order_by(), lists
        self.day = day or timezone.localdate()
        self.year = year or self.day.year

    @property
    def listed(self) -> QuerySet[Member]:
        """Those that the public sees today."""
        return self.members.filter(pk__in=Member.objects.listed().values("pk"))

    @property
    def categories(self) -> list[tuple[str, str]]:
        return category_choices()

    @cached_property
    def areas(self) -> list[Area]:
        """The areas in which there are members that the user sees."""
        return list(Area.objects.filter(members__in=self.members).distinct())

    def by_area(self, line: Callable[[str, dict[str, str], int | None], Line]) -> list[Line]:
        """A line for each area, and one for all: their words, the filter, and the key."""
        found = [line(str(area), {"area__id__exact": str(area.pk)}, area.pk) for area in self.areas]
        return [*found, line(gettext("Total"), {}, None)]


def total(found: Mapping[Key, int], key: int | None, what: Any) -> int:
    """How many there are of ``what``, in an area or in all."""
    if key is not None:
        return found.get((key, what), 0)
    return sum(count for (_area, one), count in found.items() if one == what)


def counted(moves: Mapping[Key, int], year: int, key: Any = None) -> Counter[Any]:
    """The moves of a year by what they were, of an area or of all."""
    found: Counter[Any] = Counter()
    for (area, at, what), count in moves.items():
        if at == year and key in (None, area):
            found[what] += count
    return found
