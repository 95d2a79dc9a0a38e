"""What contains a member and what it contains, as its page and the directory show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from editorial.languages import Text, read_columns, text_in
from members.models import Containment, Member


@dataclass(frozen=True)
class Unit:
    """A time in which a member lay in a unit, as the public sees it.

    ``member`` is the unit where that is a listed member, which has a page.
    """

    row: Containment
    member: Member | None

    @property
    def names(self) -> list[Text]:
        """Of the unit, and of the places that contain it."""
        if self.member is not None:
            return [text_in(self.member, "name")]
        places = self.row.place.and_above() if self.row.place else []
        return [text_in(place, "name") for place in places]

    @property
    def is_past(self) -> bool:
        return self.row.has_ended()


def prefetched_units() -> Prefetch:
    """All rows of members, the newest first, with what ``units_of`` tells of them."""
    listed = Member.objects.listed().filter(pk=OuterRef("container"))
    of_container = ("container__slug", "container__level", *read_columns("name", of="container"))
    of_area = ("container__area__code", *read_columns("name", of="container__area"))
    of_place = [
        column
        for link in ("place", "place__within")
        for column in (f"{link}__slug", *read_columns("name", of=link))
    ]
    own = ("member", "container", "place", "since", "until", "is_merger", "certainty")
    related = ("container__area", "place__within__within", "source")
    rows = Containment.objects.select_related(*related).only(
        *own, *of_container, *of_area, *of_place, "place__within__within", "source"
    )
    newest_first = (F("until").desc(nulls_first=True), "-pk")
    told = rows.annotate(is_shown=Exists(listed)).order_by(*newest_first)
    return Prefetch("containments", told, to_attr="units")


def units_of(member: Member) -> Iterator[Unit]:
    """The units in which it lies, and lay before, the newest first. A draft is none.

    A query, unless a list has fetched them with its members.
    """
    if not hasattr(member, "units"):
        prefetch_related_objects([member], prefetched_units())
    for row in member.units:
        is_shown = row.place or getattr(row, "is_shown", False)
        if row.has_begun() and is_shown:
            yield Unit(row, row.container)


def count_of_contents() -> Coalesce:
    """How many listed members a member is the unit of today."""
    listed = Member.objects.listed().order_by().values("pk")
    rows = Containment.objects.current().filter(container=OuterRef("pk"), member__in=listed)
    counted = rows.order_by().values("container").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def merged_with(member: Member, units: Iterable[Unit]) -> dict[str, Any]:
    """The merger by which it became part of another unit, and the listed members that did too.

    A query, if there was one.
    """
    merger = next((unit for unit in units if unit.row.is_merger and not unit.is_past), None)
    if merger is None:
        return {"merger": None, "partners": []}
    row = merger.row
    same = Containment.objects.filter(is_merger=True, since=row.since)
    rows = same.filter(container=row.container, place=row.place).exclude(member=member)
    listed = Member.objects.listed().named().in_order()
    return {"merger": merger, "partners": listed.filter(pk__in=rows.values("member"))}
