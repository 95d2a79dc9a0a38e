"""The climate record of a member, as its page and the comparison show it: nothing doubtful."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from editorial.languages import read_columns
from editorial.records.together import fetched_together
from members.models import Inventory, Member, Pledge, Source, Target
from members.models.inventories import replaced

#: What is read of a source.
OF_SOURCE = (
    *(f"source__{name}" for name in ("publisher", "url", "licence", "citation", "retrieved_on")),
    *("source__is_verified", *read_columns("title", of="source")),
)
#: What is said of each row.
OF_INVENTORY = (
    *("member", "reported_year", "period_from", "period_to", "boundary", "protocol"),
    *("protocol_words", "scope1_t", "scope2_t", "scope3_t", "basic_t", "basic_plus_t", "change"),
)
OF_TARGET = (
    *("member", "reported_year", "kind", "sector", "sector_words", "boundary", "base_year"),
    *("base_t", "year_set", "reduction_percent", "target_year", "target_t", "achieved_percent"),
    *("paris", "status"),
)
OF_PLEDGE = (
    *("member", "kind", "reduction_percent", "base_year", "end_year", "status", "status_year"),
    *("race_to_zero", "interim_kind", "interim_reduction_percent", "interim_base_year"),
    *("interim_year", "gases", "has_plan", "recorded_on", "page"),
)
#: Targets that a line may lead to. One per head or unit is no path of the city’s emissions.
DRAWN_KINDS = (Target.Kind.ABSOLUTE, Target.Kind.SCENARIO, Target.Kind.FIXED)


@dataclass(frozen=True)
class ClimateRecord:
    """What is known of one member: each kind of row with the newest first, the rest in order."""

    inventories: Sequence[Inventory] = ()
    targets: Sequence[Target] = ()
    pledges: Sequence[Pledge] = ()

    def __bool__(self) -> bool:
        return bool(self.inventories or self.targets or self.pledges)

    @property
    def pledge(self) -> Pledge | None:
        """The latest that is recorded."""
        return next(iter(self.pledges), None)

    @property
    def drawn(self) -> list[Inventory]:
        """Of each period the report that holds, if it has a number; the oldest period first."""
        kept = (row for row in self.inventories if not is_superseded(row))
        found = [row for row in kept if row.year is not None and row.total_t is not None]
        return sorted(found, key=lambda row: (row.year, row.reported_year))

    @property
    def latest(self) -> Inventory | None:
        """The inventory of the latest period that has a number."""
        return next(reversed(self.drawn), None)

    @property
    def paths(self) -> list[list[Target]]:
        """Targets of the latest report that numbers lead to, those of one base together."""
        latest = max((row.reported_year for row in self.targets), default=None)
        rows = [row for row in self.targets if row.reported_year == latest and is_drawn(row)]
        rows.sort(key=lambda row: (base_of(row), row.target_year))
        return [[*group] for _base, group in groupby(rows, base_of)]

    @property
    def sources(self) -> list[Source]:
        """Each once, in the order of their titles."""
        rows = (*self.pledges, *self.targets, *self.inventories)
        found = {row.source.pk: row.source for row in rows}
        return sorted(found.values(), key=lambda source: source.title_en or "")


NOTHING = ClimateRecord()


def is_superseded(row: Inventory) -> bool:
    """Whether a later report about the same period holds in its place."""
    return bool(getattr(row, "is_superseded", False))


def is_drawn(row: Target) -> bool:
    return row.is_path and row.kind in DRAWN_KINDS and not row.is_withdrawn


def base_of(row: Target) -> tuple[int, int]:
    return row.base_year or 0, row.base_t or 0


@dataclass
class Parts:
    """The rows of several kinds, as a query gives them."""

    rows: dict[int, dict[str, list[Any]]] = field(default_factory=dict)

    def record(self, key: int) -> ClimateRecord:
        """In order."""
        of_member = self.rows.get(key, {})
        inventories = sorted(of_member.get("inventories", ()), key=order_of_inventory)
        targets = sorted(of_member.get("targets", ()), key=order_of_target)
        pledges = sorted(of_member.get("pledges", ()), key=order_of_pledge)
        return ClimateRecord(inventories, targets, pledges)


def order_of_inventory(row: Inventory) -> tuple:
    """The newest period first; a report without one where its year has its place."""
    year = row.period_from.toordinal() if row.period_from else 0
    return -(year or row.reported_year * 365), -row.reported_year, row.pk


def order_of_target(row: Target) -> tuple:
    return -row.reported_year, row.target_year or 9999, row.pk


def order_of_pledge(row: Pledge) -> tuple:
    """As ``PledgeQuerySet.newest`` takes the first of them."""
    return -row.recorded_on.toordinal(), -row.pk


def climate_kinds(members: Any) -> dict[str, tuple[QuerySet[Any], Iterable[str]]]:
    """The trusted rows of members (their keys, or a query for these), to be fetched together."""
    is_replaced = ExpressionWrapper(replaced(), BooleanField())
    inventories = Inventory.objects.trusted().filter(member__in=members)
    return {
        "inventories": (
            inventories.annotate(is_superseded=is_replaced),
            (*OF_INVENTORY, *OF_SOURCE),
        ),
        "targets": (
            Target.objects.trusted().filter(member__in=members),
            (*OF_TARGET, *OF_SOURCE),
        ),
        "pledges": (
            Pledge.objects.trusted().filter(member__in=members),
            (*OF_PLEDGE, *OF_SOURCE),
        ),
    }


def records_in(found: Mapping[str, list[Any]]) -> dict[int, ClimateRecord]:
    """The record of each member of which there are rows, by its key."""
    parts = Parts()
    for kind in ("inventories", "targets", "pledges"):
        for row in found[kind]:
            parts.rows.setdefault(row.member_id, {}).setdefault(kind, []).append(row)
    return {key: parts.record(key) for key in parts.rows}


def records_of(members: Iterable[Member]) -> dict[int, ClimateRecord]:
    """Of listed members, by key. One query, if there is any member."""
    keys = [member.pk for member in members]
    return records_in(fetched_together(climate_kinds(keys))) if keys else {}
