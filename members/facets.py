"""What the directory can be narrowed to, and how many members each choice would show."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from members.models import Member, MemberQuerySet

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
FACETS = ("area", "theme", "level", "size")


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
    """What facets look at in a member, and whether it answers the question, also by its name."""

    is_meant: bool
    is_named: bool
    values: dict[str, set[str]]

    def misses(self, parameter: str, chosen: Collection[str]) -> bool:
        if parameter == "q":
            return not self.is_meant
        return bool(chosen) and self.values[parameter].isdisjoint(chosen)


class Tally:
    """All counts that a page of the directory shows. One query for any number of members.

    A member counts towards a facet if nothing but that facet keeps it out.
    """

    def __init__(self, members: MemberQuerySet, question: str, chosen: Mapping[str, list[str]]):
        self.members = members
        self.question = question
        self.chosen = chosen

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """Of each member, narrowed or not."""
        found: dict[int, Traits] = {}
        for key, area, level, population, is_meant, is_named, theme in self._rows():
            if key not in found:
                size = size_of(population)
                values = {"area": {area}, "theme": set(), "level": {level}, "size": {size} - {None}}
                found[key] = Traits(is_meant, is_named, values)
            if theme:
                found[key].values["theme"].add(theme)
        return found

    def _rows(self) -> Iterable[tuple]:
        answers = Member.objects.order_by().search(self.question).values("pk")
        bearers = Member.objects.order_by().bearing(self.question).values("pk")
        is_meant = Q(pk__in=answers) if self.question else Value(True)
        is_named = Q(pk__in=bearers) if self.question else Value(True)
        members = self.members.order_by().annotate(is_meant=is_meant, is_named=is_named)
        return members.values_list(
            "pk", "area__code", "level", "population", "is_meant", "is_named", "themes__slug"
        )

    @cached_property
    def missed(self) -> dict[int, list[str]]:
        """The parameters that keep each member out."""
        chosen = {"q": (), **self.chosen}
        return {
            key: [name for name in chosen if traits.misses(name, chosen[name])]
            for key, traits in self.traits.items()
        }

    def _missing(self, *parameters: str) -> list[Traits]:
        """Of the members that these parameters, and no others, keep out."""
        return [self.traits[key] for key, names in self.missed.items() if names == [*parameters]]

    @cached_property
    def found(self) -> list[Traits]:
        """Of the members that all parameters leave."""
        return self._missing()

    @property
    def total(self) -> int:
        return len(self.found)

    @property
    def is_only_mentioned(self) -> bool:
        """Whether members are found, and none of them by its name."""
        return bool(self.found) and not any(traits.is_named for traits in self.found)

    def without(self, parameter: str) -> int:
        """How many members there would be without this parameter."""
        return self.total + len(self._missing(parameter))

    def known(self, facet: str) -> set[str]:
        """The values that some member has."""
        return {value for traits in self.traits.values() for value in traits.values[facet]}

    def counts(self, facet: str) -> Counter[str]:
        """How many members each value shows under the other parameters."""
        return _counted(facet, [*self.found, *self._missing(facet)])

    def shown(self, facet: str) -> Counter[str]:
        """How many of the members found have each value."""
        return _counted(facet, self.found)


def _counted(facet: str, members: Iterable[Traits]) -> Counter[str]:
    return Counter(value for traits in members for value in traits.values[facet])
