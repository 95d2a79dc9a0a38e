"""What the directory can be narrowed to, and how many members each choice would show."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Subquery, Value
from django.utils.translation import gettext_lazy as _

from members.climate.groups import groups_of, newest_told
from members.models import Member, MemberQuerySet, People, people_of

#: Inhabitants: above the first number, up to and including the second.
SIZES: dict[str, tuple[int | None, int | None]] = {
    "s": (None, 100_000),
    "m": (100_000, 500_000),
    "l": (500_000, 1_000_000),
    "xl": (1_000_000, 5_000_000),
    "xxl": (5_000_000, None),
}
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
    if population is None:
        return None
    return next(size for size, (_, up_to) in SIZES.items() if up_to is None or population <= up_to)


@dataclass
class Traits:
    """What facets look at in a member, and whether it answers the question, and by its name."""

    is_found: bool
    is_named: bool
    population: int | None
    values: dict[str, set[str]]

    def misses(self, facet: str, chosen: Collection[str]) -> bool:
        return bool(chosen) and self.values[facet].isdisjoint(chosen)


class Tally:
    """All counts that a page of the directory shows. One query for any number of members.

    A member that answers the question counts towards a facet if nothing but that keeps it out.
    """

    def __init__(self, members: MemberQuerySet, question: str, chosen: Mapping[str, list[str]]):
        self.members = members
        self.question = question
        self.chosen = chosen

    @cached_property
    def everyone(self) -> dict[int, Traits]:
        """Of each member, whether it answers the question or not."""
        traits: dict[int, Traits] = {}
        for key, area, level, population, pledge, is_found, is_named, theme in self._rows():
            if key not in traits:
                values = {"area": {area}, "theme": set(), "level": {level}}
                values["size"] = {size_of(population)} - {None}
                traits[key] = Traits(is_found, is_named, population, values | groups_of(pledge))
            if theme:
                traits[key].values["theme"].add(theme)
        return traits

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """Of each member that answers the question, narrowed or not."""
        return {key: traits for key, traits in self.everyone.items() if traits.is_found}

    def _rows(self) -> Iterable[tuple]:
        is_found: Q | Value = Value(True)
        is_named: Q | Value = Value(True)
        if self.question:
            anyone = Member.objects.order_by()
            is_found = Q(pk__in=anyone.search(self.question).values("pk"))
            is_named = Q(pk__in=anyone.bearing(self.question).values("pk"))
        told = self.members.order_by().annotate(
            pledge=Subquery(newest_told()), is_found=is_found, is_named=is_named
        )
        return told.values_list(
            *("pk", "area__code", "level", "population", "pledge", "is_found", "is_named"),
            "themes__slug",
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
        """The people living in the members found. One query."""
        return people_of(
            {key: self.traits[key].population for key, names in self.missed.items() if not names}
        )

    def without(self, facet: str) -> int:
        """How many members there would be if nothing were chosen of a facet."""
        return self.total + len(self._missing(facet))

    def known(self, facet: str) -> set[str]:
        """The values that some member has, whether it answers the question or not."""
        return {value for traits in self.everyone.values() for value in traits.values[facet]}

    def counts(self, facet: str) -> Counter[str]:
        """How many members each value shows under the other parameters."""
        return _counted(facet, [*self.found, *self._missing(facet)])

    def shown(self, facet: str) -> Counter[str]:
        """How many of the members found have each value."""
        return _counted(facet, self.found)


def _counted(facet: str, members: Iterable[Traits]) -> Counter[str]:
    return Counter(value for traits in members for value in traits.values[facet])
