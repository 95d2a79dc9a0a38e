"""The table of the climate page: by what its heads sort it. Works with plain links."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.climate.network import Standing
from members.models import Pledge


@dataclass(frozen=True)
class Head:
    """The head of a column: what it sorts by when chosen, and how it sorts now (``aria-sort``)."""

    column: str
    words: Promise | str
    sort: str
    order: str
    is_number: bool


def firmness(one: Standing) -> int | None:
    return one.pledge.step if one.pledge and one.pledge.step else None


def order_of_kind(one: Standing) -> int | None:
    """Neutral ends first, as the choices of the field stand."""
    return Pledge.Kind.values.index(one.pledge.kind) if one.pledge else None


#: By column: its head, what it sorts by (None is unknown, and comes last), and whether numbers
#: stand in it. By name the rows stand already.
COLUMNS: dict[str, tuple[Promise | str, Callable[[Standing], Any] | None, bool]] = {
    "name": (_("Name"), None, False),
    "area": (
        _("Country or area"),
        lambda one: (one.member.area.order, one.member.area.code),
        False,
    ),
    "pledge": (_("Pledge"), order_of_kind, False),
    "target": (_("End year"), lambda one: one.pledge.end_year if one.pledge else None, True),
    "status": (_("How firm"), firmness, False),
    "recorded": (_("Recorded"), lambda one: one.pledge.recorded_on if one.pledge else None, False),
    "emissions": (
        _("Latest emissions (t CO₂e)"),
        lambda one: one.latest.total_t if one.latest else None,
        True,
    ),
    "reported": (_("Reported in"), lambda one: one.reported[::-1] or None, False),
}
#: Of these the first way is down: the most, the newest, the firmest.
DOWN_FIRST = ("status", "recorded", "emissions", "reported")
SORTS = [way for name in COLUMNS for way in (name, f"-{name}")]


def sorted_rows(rows: Sequence[Standing], sort: str) -> list[Standing]:
    """In the order of ``sort``; what is unknown comes last, whichever way."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    key = COLUMNS[column][1] if column in COLUMNS else None
    if key is None:
        return list(reversed(rows)) if is_backwards else list(rows)
    known = [(key(one), one) for one in rows]
    found = [pair for pair in known if pair[0] is not None]
    found.sort(key=lambda pair: pair[0], reverse=is_backwards)
    return [one for _key, one in found] + [one for value, one in known if value is None]


def heads(sort: str) -> Iterator[Head]:
    """The heads of the table: a chosen one turns its order round."""
    sort = sort or "name"
    for column, (words, _key, is_number) in COLUMNS.items():
        up, down = column, f"-{column}"
        order = {up: "ascending", down: "descending"}.get(sort, "")
        is_next_down = order == "ascending" or (not order and column in DOWN_FIRST)
        yield Head(column, words, down if is_next_down else up, order, is_number)
