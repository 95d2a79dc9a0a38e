"""The network in figures: how many members, where they lie and how large they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from editorial.languages import Text, active, text_in
from members.climate.groups import newest_told, told_pledge
from members.climate.neutrality import Neutrality, neutrality_of
from members.facets import SIZE_LABELS, size_of
from members.maps import AreaCount
from members.models import MemberQuerySet, People, people_of

LONGEST_BAR = 1000  # units of the drawing
#: Languages that set no space between a number and what it counts.
ATTACHED = ("ko", "ja")


@dataclass(frozen=True)
class Bar:
    """A line of a chart: what it counts, and the query of the directory that lists it."""

    words: Text | Promise | str
    query: str
    count: int
    length: int  # in units, from 0: the counts of all charts are drawn to one scale


@dataclass(frozen=True)
class Figures:
    """How many members, in how many areas, and the people living in them, to the million.

    ``counted`` says who of them are counted with others, ``neutrality`` what they pledged.
    """

    members: int
    areas: int
    people: str
    people_unit: str
    counted: People
    neutrality: Neutrality
    is_unit_attached: bool
    by_area: list[Bar]
    by_size: list[Bar]


def for_figures(members: MemberQuerySet) -> MemberQuerySet:
    """With what figures count."""
    return members.annotate(pledge_told=Subquery(newest_told()))


def figures(members: Iterable[Any], areas: list[AreaCount]) -> Figures:
    """The figures of ``members`` (``for_figures``), whose areas have been counted. One query."""
    everyone = list(members)
    populations = {member.pk: member.population for member in everyone}
    inhabitants = people_of(populations)
    people, unit = rounded_people(inhabitants.number)
    counted = Counter(size_of(population) for population in populations.values())
    most = max(*counted.values(), *(count.members for count in areas), 0, 0)
    return Figures(
        members=len(populations),
        areas=len(areas),
        people=people,
        people_unit=unit,
        counted=inhabitants,
        neutrality=neutrality_of(told_pledge(member.pledge_told) for member in everyone),
        is_unit_attached=active().code in ATTACHED,
        by_area=list(bars_by_area(areas, most)),
        by_size=list(bars_by_size(counted, most)),
    )


def bars_by_area(areas: Iterable[AreaCount], most: int) -> Iterator[Bar]:
    for count in areas:
        words = text_in(count.area, "name")
        yield bar(words, f"area={count.area.code}", count.members, most)


def bars_by_size(counted: Mapping[str | None, int], most: int) -> Iterator[Bar]:
    for size, label in SIZE_LABELS:
        yield bar(label, f"size={size}", counted[size], most)
    if counted[None]:
        yield bar(_("not known"), "", counted[None], most)


def bar(words: Text | Promise | str, query: str, count: int, most: int) -> Bar:
    return Bar(words, query, count, length=round(LONGEST_BAR * count / (most or 1)))


def rounded_people(people: int) -> tuple[str, str]:
    """A large number of people as readers say it: English counts millions, the others 10⁸.

    Populations are of different years, so that more digits would claim too much.
    """
    if active().code == "en":
        return f"{people / 1_000_000:,.0f}", _("million")
    return f"{people / 100_000_000:,.1f}", _("hundred million")
