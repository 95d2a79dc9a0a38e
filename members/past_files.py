"""The directory as of a day as data: a row for each member that the public knows, and its answer.

A listed member is told as it is today. Of a former one a row has what its page says, and no more.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from members.as_of import NOTE, FilterOnDay
from members.columns import COLUMNS, start_of
from members.declared import BESIDE, Column, LeftOut, Value
from members.downloads import Table, about, for_downloads
from members.former import successors_of
from members.models import Member, Membership, NetworkCount
from members.models.standings import ATTESTED, CERTAIN, NOT_A_MEMBER, NOT_KNOWN

OF_A_DAY = LeftOut("It is said of a day alone.")

#: The answers as cells say them, and as programs read them.
STANDINGS = {
    CERTAIN: ("certain", pgettext_lazy("standing of a member", "certain")),
    ATTESTED: ("attested", pgettext_lazy("standing of a member", "attested")),
    NOT_KNOWN: ("not_known", pgettext_lazy("standing of a member", "not known")),
    NOT_A_MEMBER: ("not_a_member", pgettext_lazy("standing of a member", "not a member")),
}
#: What is said of a former member too; of totals and of the term of today there is nothing to say.
OF_FORMER = ("slug", "area", "area_name", "url", "licence", "as_of")
LEFT_OUT = ("counted_within", "member_since")


def table_on(found: FilterOnDay, day: date) -> Table:
    """The members that a filter finds. As many queries for any number of them."""
    counted = NetworkCount.objects.latest_of_region(day)
    said = counted.told() if counted else ""
    columns = (*columns_on(day), *notes_on(day, said))
    members = for_downloads(found.qs, columns)
    tell_successors(members)
    told = {"day": day.isoformat(), "note": str(NOTE), "counted": said or None}
    return Table(columns, members, about(columns) | told, f"{gettext('members')}-{day.isoformat()}")


def tell_successors(members: list[Member]) -> None:
    """Say of each former member which one came of it. Two queries."""
    former = {member.pk: member for member in members if member.is_former}
    for key, successor in successors_of(former).items():
        former[key].came_of_it = successor.slug


def columns_on(day: date) -> tuple[Column, ...]:
    kept = [column for column in COLUMNS if column.name not in LEFT_OUT]
    names = [column for column in kept if column.name.startswith("name_")]
    return (kept[0], *names, *standing_columns(day), *map(told_of_listed, kept[1 + len(names) :]))


def told_of_listed(column: Column) -> Column:
    """The column, empty for former members unless it may speak of them."""
    if column.name in OF_FORMER:
        return column
    of_json = column.in_geojson
    if not isinstance(of_json, LeftOut):
        of_json = unless_former(of_json or column.value)
    return replace(column, value=unless_former(column.value), in_geojson=of_json)


def unless_former(say: Callable[[Member], Any]) -> Callable[[Member], Any]:
    return lambda member: None if member.is_former else say(member)


def standing_columns(day: date) -> tuple[Column, ...]:
    """The answer, and what it is drawn from."""

    def said(name: str, heading: Any, value: Callable[[Member], Value], **more: Any) -> Column:
        of_json = more.pop("in_geojson", lambda member: value(member) or None)
        return Column(name, heading, value, (), OF_A_DAY, in_geojson=of_json, **more)

    return (
        said(
            "standing",
            _("On that day"),
            lambda member: str(STANDINGS[member.standing][1]),
            in_geojson=lambda member: STANDINGS[member.standing][0],
        ),
        said("newest_evidence", _("Newest evidence"), newest_evidence),
        said(
            "member_since",
            _("Member since"),
            lambda member: start_of(term) if (term := term_on(member, day)) else "",
            prefetch=prefetched_terms,
        ),
        said("member_until", _("Member until"), lambda member: last_day(member, day)),
        said("successor", _("Short name of the successor"), lambda member: member.came_of_it),
    )


def notes_on(day: date, counted: str) -> tuple[Column, ...]:
    """What holds for all rows."""
    said: list[tuple[str, Any, str]] = [
        ("day", _("Day asked for"), day.isoformat()),
        ("counted", _("Counted by the network itself"), counted),
        ("note", _("Remark"), str(NOTE)),
    ]
    return tuple(
        Column(name, heading, same_for_all(value), (), BESIDE, in_geojson=BESIDE)
        for name, heading, value in said
    )


def same_for_all(value: str) -> Callable[[Member], Value]:
    return lambda member: value


def prefetched_terms() -> Prefetch:
    """The terms that have begun, the oldest first: what is to come is not told beforehand."""
    return Prefetch("memberships", Membership.objects.begun(), to_attr="past_terms")


def term_on(member: Member, day: date) -> Membership | None:
    """Of the terms fetched, the first that had not ended by ``day``, else the last."""
    lasting = [one for one in member.past_terms if one.left_on is None or one.left_on > day]
    return next(iter([*lasting, *member.past_terms[::-1]]), None)


def last_day(member: Member, day: date) -> str:
    """Of that term, empty where it has not ended by today."""
    term = term_on(member, day)
    if term is None or term.left_on is None or term.left_on > timezone.localdate():
        return ""
    return str(term.last_day)


def newest_evidence(member: Member) -> str:
    """Its day, where the answer rests on evidence."""
    is_attested = member.standing == ATTESTED and member.attested_on
    return str(member.attested_on) if is_attested else ""
