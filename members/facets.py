"""What the directory can be narrowed to, and how many members each choice would show."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.utils.translation import gettext_lazy as _

from editorial.finding.matching import with_answers
from members.climate.groups import groups_of, newest_told
from members.models import Member, MemberQuerySet, People, people_of

#: The groups of a member without a pledge, as most are.
NO_PLEDGE = groups_of(None)

#: Inhabitants: above the first number, up to and including the second.
SIZES: dict[str, tuple[int | None, int | None]] = {
    "s": (None, 100_000),
    "m": (100_000, 500_000),
    "l": (500_000, 1_000_000),
    "xl": (1_000_000, 5_000_000),
    "xxl": (5_000_000, None),
}
NAMES, BOUNDS = [*SIZES], [up_to for _above, up_to in SIZES.values() if up_to is not None]
SIZE_LABELS = [
    ("s", _("up to 100,000")),
    ("m", _("100,000 to 500,000")),
    ("l", _("500,000 to 1 million")),
    ("xl", _("1 to 5 million")),
    ("xxl", _("more than 5 million")),
]

#: In the order in which pages show them.
FACETS = ("area", "theme", "level", "size", "pledge", "target", "status")
#: Those that look at the latest pledge of a member.
OF_PLEDGE = ("pledge", "target", "status")


def of_size(size: str) -> Q:
    """Members whose population is known and of this size."""
    above, up_to = SIZES[size]
    low = Q() if above is None else Q(population__gt=above)
    return low & (Q(population__isnull=False) if up_to is None else Q(population__lte=up_to))


def size_of(population: int | None) -> str | None:
    """The size of a member, None where its population is unknown."""
    return None if population is None else NAMES[bisect_left(BOUNDS, population)]


@dataclass
class Traits:
    """What facets look at in a member that answers, and whether it answers by its name."""

    is_named: bool
    population: int | None
    values: dict[str, set[str]]

    def misses(self, facet: str, chosen: Collection[str]) -> bool:
        return bool(chosen) and self.values[facet].isdisjoint(chosen)


class Joined(Aggregate):
    """In SQL: short texts without a comma, with commas between them."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "STRING_AGG(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


def slugs_of_themes() -> QuerySet[Any]:
    """In a query of members: the slugs of the themes of each."""
    own: Any = Member.themes.through.objects.filter(member=OuterRef("pk")).values("member")
    return own.annotate(slugs=Joined("theme__slug")).values("slugs")


def parted(slugs: str | None) -> set[str]:
    """What ``Joined`` has put together."""
    return set(slugs.split(",")) if slugs else set()


class Tally:
    """All counts that a page of the directory shows. One query for any number of members.

    A member that answers the question counts towards a facet if nothing but that keeps it out.
    """

    def __init__(
        self,
        members: MemberQuerySet,
        question: str,
        chosen: Mapping[str, list[str]],
        containers: Mapping[int, int] | None = None,
    ):
        self.members = members
        self.question = question
        self.chosen = chosen
        self.containers = containers

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """Of each member that answers the question, narrowed or not."""
        return self._read[0]

    @cached_property
    def _read(self) -> tuple[dict[int, Traits], dict[str, set[str]]]:
        """Those, and by facet the values that any member has.

        Most do not answer a question: of each of them no more is kept than is new.
        """
        traits: dict[int, Traits] = {}
        areas, levels, sizes, joined, groups = (set[Any]() for _ in range(5))
        of_pledge = {"": NO_PLEDGE}
        for key, area, level, population, pledge, themes, is_found, is_named in self._rows():
            size, told = size_of(population), str(pledge or "")
            if told not in of_pledge:
                of_pledge[told] = groups_of(pledge)
            areas.add(area)
            levels.add(level)
            sizes.add(size)
            joined.add(themes)
            groups.add(told)
            if is_found:
                values = {"area": {area}, "level": {level}, "size": {size} - {None}}
                values["theme"] = parted(themes)
                traits[key] = Traits(is_named, population, values | of_pledge[told])
        known = {"area": areas, "level": levels, "size": sizes - {None}}
        known["theme"] = set().union(*map(parted, joined))
        for facet in OF_PLEDGE:
            known[facet] = set().union(*(of_pledge[told][facet] for told in groups))
        return traits, known

    def _rows(self) -> Iterable[tuple]:
        """A row for each member, which is much less to read than one for each of its themes."""
        members: Any = self.members.order_by()
        if self.question:
            members = with_answers(members, self.question)
        else:
            members = members.annotate(is_found=Value(True), is_named=Value(True))
        told = members.annotate(pledge=Subquery(newest_told()), slugs=Subquery(slugs_of_themes()))
        return told.values_list(
            *("pk", "area__code", "level", "population", "pledge", "slugs", "is_found", "is_named")
        )

    @cached_property
    def missed(self) -> dict[int, list[str]]:
        """The facets that keep each member out."""
        return {
            key: [name for name in self.chosen if traits.misses(name, self.chosen[name])]
            for key, traits in self.traits.items()
        }

    def _missing(self, *facets: str) -> list[Traits]:
        """Of the members that these facets, and no others, keep out."""
        return [self.traits[key] for key, names in self.missed.items() if names == [*facets]]

    @cached_property
    def found(self) -> list[Traits]:
        """Of the members that all facets leave."""
        return self._missing()

    @property
    def total(self) -> int:
        return len(self.found)

    @property
    def is_only_mentioned(self) -> bool:
        """Whether members are found, and none of them by its name."""
        return bool(self.found) and not any(traits.is_named for traits in self.found)

    @cached_property
    def people(self) -> People:
        """The people living in the members found. A query, if their containers are not known."""
        found = [key for key, names in self.missed.items() if not names]
        return people_of({key: self.traits[key].population for key in found}, self.containers)

    def without(self, facet: str) -> int:
        """How many members there would be if nothing were chosen of a facet."""
        return self.total + len(self._missing(facet))

    def known(self, facet: str) -> set[str]:
        """The values that some member has, whether it answers the question or not."""
        return self._read[1][facet]

    def counts(self, facet: str) -> Counter[str]:
        """How many members each value shows under the other parameters."""
        return _counted(facet, [*self.found, *self._missing(facet)])

    def shown(self, facet: str) -> Counter[str]:
        """How many of the members found have each value."""
        return _counted(facet, self.found)


def _counted(facet: str, members: Iterable[Traits]) -> Counter[str]:
    return Counter(value for traits in members for value in traits.values[facet])
