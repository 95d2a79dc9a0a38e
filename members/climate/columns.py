"""The latest pledge of a member, as files of members and machines are told of it.

It is somebody else's record, under the terms of its source, which stands beside it.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import read_columns, text_in
from editorial.languages.punctuation import join_list
from editorial.public.structured import Node, node
from members.climate.phrases import end_of, status_of
from members.declared import Column, LeftOut, Value
from members.models import Member, Pledge

WITH_PLEDGE = LeftOut("It stands with the pledge.")
#: What is read of it.
READ = (
    *("member", "kind", "reduction_percent", "base_year", "end_year", "status", "status_year"),
    *("recorded_on", "page", "source", "source__licence", *read_columns("title", of="source")),
)


def prefetched_pledges() -> Prefetch:
    """The latest pledge of each member, of those that nobody doubts."""
    newest = Pledge.objects.trusted().newest().select_related("source").only(*READ)
    return Prefetch("pledges", newest, to_attr="newest_pledges")


def pledge_of(member: Member) -> Pledge | None:
    """A query, unless a list has fetched it with its members."""
    if not hasattr(member, "newest_pledges"):
        prefetch_related_objects([member], prefetched_pledges())
    return next(iter(member.newest_pledges), None)


def of_pledge(say: Callable[[Pledge], Value]) -> Callable[[Member], Value]:
    """What a cell says of the pledge, empty where none is known."""

    def said(member: Member) -> Value:
        pledge = pledge_of(member)
        return "" if pledge is None else say(pledge)

    return said


def or_null(say: Callable[[Pledge], Any]) -> Callable[[Member], Any]:
    """What GeoJSON says of it."""

    def said(member: Member) -> Any:
        pledge = pledge_of(member)
        return None if pledge is None else say(pledge) or None

    return said


def pledged(member: Member) -> Node:
    """Schema.org has no property for it."""
    pledge = pledge_of(member)
    if pledge is None:
        return {}
    day = gettext("recorded on %(day)s") % {"day": pledge.recorded_on.isoformat()}
    told = [status_of(pledge), day, text_in(pledge.source, "title").value]
    value = node(
        "PropertyValue",
        name=gettext("Climate pledge"),
        value=end_of(pledge),
        description=join_list(filter(None, told)),
        url=pledge.page,
    )
    return {"additionalProperty": value}


def column(
    name: str,
    heading: str | Promise,
    say: Callable[[Pledge], Value],
    in_geojson: Callable[[Pledge], Any] | None = None,
    of_place: Callable[[Member], Node] | LeftOut = WITH_PLEDGE,
    prefetch: Callable[[], Prefetch] | None = None,
) -> Column:
    return Column(
        name,
        heading,
        of_pledge(say),
        fields=("pledges",),
        reads=(),
        of_place=of_place,
        prefetch=prefetch,
        in_geojson=or_null(in_geojson or say),
        is_of_source=True,
    )


PLEDGE_COLUMNS: tuple[Column, ...] = (
    column(
        "pledge",
        _("Climate pledge"),
        end_of,
        in_geojson=lambda pledge: pledge.kind,
        of_place=pledged,
        prefetch=prefetched_pledges,
    ),
    column("pledge_year", _("End year of the pledge"), lambda pledge: pledge.end_year),
    column(
        "pledge_reduction",
        _("Pledged reduction (%)"),
        lambda pledge: pledge.reduction_percent,
    ),
    column(
        "pledge_status",
        _("How firm the pledge is"),
        lambda pledge: str(pledge.get_status_display()),
        in_geojson=lambda pledge: pledge.status,
    ),
    column("pledge_recorded", _("Pledge recorded on"), lambda pledge: str(pledge.recorded_on)),
    column("pledge_page", _("Page of the pledge"), lambda pledge: pledge.page),
    column(
        "pledge_source",
        _("Source of the pledge"),
        lambda pledge: text_in(pledge.source, "title").value,
    ),
    column("pledge_licence", _("Licence of the pledge"), lambda pledge: pledge.source.licence),
)
