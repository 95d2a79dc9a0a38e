"""How many people live in a set of members, where some lie within others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from members.models.containments import Containment, chain_from


@dataclass(frozen=True)
class People:
    """The inhabitants of a set of members, each counted once.

    ``counted_within`` names, by keys, each member that lies within another of the set and the
    outermost one with which it is counted. ``unknown``: members whose population is not known.
    """

    number: int
    unknown: int = 0
    counted_within: Mapping[int, int] = field(default_factory=dict)

    @property
    def inner(self) -> int:
        """How many members are counted with another."""
        return len(self.counted_within)

    @property
    def outer(self) -> int:
        """Within how many members those lie."""
        return len(set(self.counted_within.values()))

    @property
    def rounded(self) -> int:
        """To three digits: the figures are of different years, more would claim too much."""
        step = 10 ** max(len(str(self.number)) - 3, 0)
        return round(self.number / step) * step


def people_in(members: QuerySet[Any]) -> People:
    """The people living in ``members``, those of the outermost alone. Two queries."""
    return people_of(dict(members.order_by().values_list("pk", "population")))


def people_of(
    populations: Mapping[int, int | None], containers: Mapping[int, int] | None = None
) -> People:
    """The same of members whose populations, by their keys, are known already.

    A query at most: ``containers`` (of ``last_containers``) may be known too.
    """
    known = {key: number for key, number in populations.items() if number is not None}
    if containers is None:
        containers = Containment.objects.last_containers() if known else {}
    within = dict(outermost(containers, known))
    number = sum(number for key, number in known.items() if key not in within)
    return People(number, len(populations) - len(known), within)


def outermost(containers: Mapping[int, int], known: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Of each member of ``known`` that lies within another: its key, and that of the outermost.

    ``containers`` names of each member the one that contains it. What lies between two members of
    the set need not be in it.
    """
    for key in known:
        listed = [above for above in chain_from(key, containers) if above in known]
        if listed[-1] != key:
            yield key, listed[-1]
