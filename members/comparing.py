"""Members side by side: what each column of the comparison shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.http import urlencode

from editorial.languages import BY_CODE, active, columns
from members.climate.profiles import ClimateProfile
from members.climate.records import NOTHING, records_of
from members.figures import prefetched_facts
from members.likeness import kilometres
from members.models import Member, MemberQuerySet, Membership, Theme
from members.units import Unit, prefetched_units, units_of
from secretariats.models import Secretariat

MOST_COMPARED = 4


@dataclass(frozen=True)
class ComparedMember:
    """What is shown of one member, and the query of the comparison without it."""

    member: Member
    local_tag: str  # of the language in which it writes its own name
    term: Membership | None
    office: Secretariat | None
    units: list[Unit]  # in which it lies today: one, or none
    themes: list[tuple[Theme, bool]]  # and whether another member of the comparison has it too
    distances: list[tuple[Member, int]]  # to each of the others, in km
    climate: ClimateProfile
    without: str


def for_columns(members: MemberQuerySet) -> MemberQuerySet:
    """With what a column shows, and no more."""
    current = Membership.objects.current().with_category().select_related("source")
    terms = Prefetch("memberships", current, to_attr="current_terms")
    related = members.select_related("area", "secretariat", "population_source")
    return related.prefetch_related("themes", prefetched_facts(), terms, prefetched_units()).defer(
        "search_names",
        "search_text",
        *columns("profile"),
        *(f"secretariat__{n}" for n in columns("introduction")),
    )


def compared(members: Sequence[Member]) -> list[ComparedMember]:
    """A column for each of members that ``for_columns`` has fetched, in their order. One query."""
    climate = records_of(members)
    times = Counter(theme for member in members for theme in member.themes.all())
    return [
        ComparedMember(
            member,
            local_tag=BY_CODE[member.area.default_language].tag,
            term=next(iter(member.current_terms), None),
            office=member.secretariat if member.secretariat.is_public() else None,
            units=[unit for unit in units_of(member) if not unit.is_past],
            themes=[(theme, times[theme] > 1) for theme in member.themes.all()],
            distances=distances(member, members),
            climate=ClimateProfile(climate.get(member.pk, NOTHING)),
            without=query(other for other in members if other != member),
        )
        for member in members
    ]


def distances(member: Member, members: Sequence[Member]) -> list[tuple[Member, int]]:
    """To each of the others whose place is known, as the member's own is."""
    found = [
        (other, kilometres(member, other.latitude, other.longitude))
        for other in members
        if other != member
    ]
    return [(other, round(distance)) for other, distance in found if distance is not None]


def query(members: Iterable[Member]) -> str:
    return urlencode([("city", member.slug) for member in members])


def choices(taken: Iterable[Member]) -> MemberQuerySet:
    """The members that may be added, area by area, with their names and no more."""
    others = Member.objects.listed().named().exclude(pk__in=[member.pk for member in taken])
    return others.order_by("area__order", "area__code", f"sort_{active().column}", "slug")
