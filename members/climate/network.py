"""The climate record of the network: who pledged what, how firmly, and who reported when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.languages import Text, text_in
from editorial.records.together import fetched_together
from members.climate.groups import (
    KIND_LABELS,
    NONE,
    STATUS_LABELS,
    YEAR_LABELS,
    kind_group,
    year_group,
)
from members.climate.neutrality import Neutrality, neutrality_of
from members.climate.phrases import end_of
from members.climate.records import NOTHING, ClimateRecord, climate_kinds, records_in
from members.models import Inventory, Member, Pledge, Source

#: What is read of each row here.
READ = {
    "inventories": (
        *("member", "source", "reported_year", "period_from", "period_to", "basic_t"),
        *("scope1_t", "scope2_t"),
    ),
    "targets": ("member", "source", "reported_year", "target_year", "status"),
    "pledges": (
        *("member", "source", "kind", "reduction_percent", "base_year", "end_year", "status"),
        *("recorded_on", "page"),
    ),
}


@dataclass(frozen=True)
class Standing:
    """What is known of one listed member."""

    member: Member
    record: ClimateRecord

    @property
    def pledge(self) -> Pledge | None:
        return self.record.pledge

    @property
    def end(self) -> str:
        """The end target in words, empty where no pledge is known."""
        return end_of(self.pledge) if self.pledge else ""

    @property
    def group(self) -> str:
        """Of the end target; of one that has none, and of one of which nothing is known, others."""
        if self.pledge is None:
            return "unknown"
        return kind_group(self.pledge.kind)

    @property
    def reported(self) -> list[int]:
        """The years in which it reported an inventory, the first first."""
        return sorted({row.reported_year for row in self.record.inventories})

    @property
    def reported_targets(self) -> list[int]:
        """The years in which it reported targets that it has not withdrawn."""
        kept = (row for row in self.record.targets if not row.is_withdrawn)
        return sorted({row.reported_year for row in kept})

    @property
    def latest(self) -> Inventory | None:
        return self.record.latest


@dataclass(frozen=True)
class Line:
    """A line of a table of counts: what is counted, its query in the directory, and the counts."""

    words: Text | Promise | str
    query: str
    counts: Sequence[int]
    length: int = 0  # of a bar, up to 1000


@dataclass(frozen=True)
class ReportYear:
    """How many members reported in a year: inventories, those with a number, targets."""

    year: int
    inventories: int
    with_number: int
    targets: int


@dataclass(frozen=True)
class NetworkRecord:
    """The record of all listed members, and what is counted of it."""

    standings: list[Standing]

    @property
    def total(self) -> int:
        return len(self.standings)

    @cached_property
    def known(self) -> int:
        """Members of which anything is known."""
        return sum(bool(one.record) for one in self.standings)

    @cached_property
    def neutrality(self) -> Neutrality:
        return neutrality_of(one.pledge for one in self.standings)

    @property
    def pledged(self) -> int:
        """Members that are to be neutral by ``BY``, and have more than proposed it."""
        return self.neutrality.pledged

    @property
    def proposed(self) -> int:
        return self.neutrality.proposed

    @property
    def sentence(self) -> str:
        return self.neutrality.sentence

    @property
    def statuses(self) -> list[Promise | str]:
        """The heads of ``by_kind``: how firm, and the sum."""
        unknown = pgettext("status of a pledge", "Not known")
        return [*(label for _value, label in STATUS_LABELS), unknown, _("All")]

    @cached_property
    def by_kind(self) -> list[Line]:
        """Members by what they pledged and how firmly, those that pledged nothing at the end."""
        values = [value for value, _label in STATUS_LABELS] + [""]
        pairs = Counter(
            (one.group, one.pledge.status if one.pledge else "") for one in self.standings
        )
        return [
            Line(words, query, counts_with_sum(pairs[group, value] for value in values))
            for group, words, query in kinds_told()
        ]

    @cached_property
    def by_year(self) -> list[Line]:
        """Members by the end year of their pledge, whatever it promises."""
        counts = Counter(
            year_group(one.pledge.end_year if one.pledge else None) for one in self.standings
        )
        most = max(counts.values(), default=0) or 1
        return [
            Line(words, f"target={group}", [counts[group]], round(1000 * counts[group] / most))
            for group, words in YEAR_LABELS
        ]

    @property
    def kinds(self) -> list[Promise | str]:
        """The heads of ``by_area``: what was pledged, and the sum."""
        return [*(words for _group, words, _query in kinds_told()), _("All")]

    @cached_property
    def by_area(self) -> list[Line]:
        areas = {one.member.area for one in self.standings}
        pairs = Counter((one.member.area, one.group) for one in self.standings)
        groups = [group for group, _words, _query in kinds_told()]
        return [
            Line(
                text_in(area, "name"),
                f"area={area.code}",
                counts_with_sum(pairs[area, group] for group in groups),
            )
            for area in sorted(areas, key=lambda area: (area.order, area.code))
        ]

    @cached_property
    def by_report(self) -> list[ReportYear]:
        """Who reported when, the last year first."""
        inventories, numbers, targets = Counter[int](), Counter[int](), Counter[int]()
        for one in self.standings:
            rows = one.record.inventories
            inventories.update(one.reported)
            numbers.update({row.reported_year for row in rows if row.total_t is not None})
            targets.update(one.reported_targets)
        years = sorted({*inventories, *targets}, reverse=True)
        return [ReportYear(y, inventories[y], numbers[y], targets[y]) for y in years]

    @cached_property
    def sources(self) -> list[Source]:
        """All that rows name, in the order of their titles. One query."""
        rows = (
            row
            for one in self.standings
            for kind in (one.record.pledges, one.record.targets, one.record.inventories)
            for row in kind
        )
        keys = {row.source_id for row in rows}
        return list(Source.objects.filter(pk__in=keys).order_by("title_en", "pk")) if keys else []


def kinds_told() -> list[tuple[str, Promise | str, str]]:
    """What members pledged: the group, its words, and its query in the directory."""
    told = [(group, words, f"pledge={group}") for group, words in KIND_LABELS if group != NONE]
    return [*told, (NONE, _("No end target"), ""), ("unknown", _("No pledge known"), "")]


def counts_with_sum(counts: Iterable[int]) -> list[int]:
    found = list(counts)
    return [*found, sum(found)]


def network_record() -> NetworkRecord:
    """Of all listed members, in the reader's order. Two queries."""
    listed = Member.objects.listed()
    members = list(listed.named().in_order())
    kinds = climate_kinds(listed.order_by().values("pk"))
    found = records_in(
        fetched_together({kind: (rows, READ[kind]) for kind, (rows, _names) in kinds.items()})
    )
    return NetworkRecord([Standing(one, found.get(one.pk, NOTHING)) for one in members])
