"""Into which groups pages sort pledges: by what they end in, by when, and how firm they are.

Of a member its latest pledge counts. Who has none, or one without a year, is in a group too.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.records.together import instance_of
from members.models import Pledge

NONE = "none"
#: End years: after the first, up to and including the second.
YEARS: dict[str, tuple[int | None, int | None]] = {
    "2030": (None, 2030),
    "2040": (2030, 2040),
    "2050": (2040, 2050),
    "later": (2050, None),
}
YEAR_LABELS = [
    ("2030", _("up to 2030")),
    ("2040", _("2031 to 2040")),
    ("2050", _("2041 to 2050")),
    ("later", _("after 2050")),
    (NONE, pgettext_lazy("end year of a pledge", "none known")),
]
#: What a pledge ends in. Nothing but what is neutral reads as neutral.
KINDS: dict[str, tuple[str, ...]] = {
    "neutral": tuple(map(str, Pledge.NEUTRAL)),
    "reduction": (str(Pledge.Kind.REDUCTION),),
    "other": (str(Pledge.Kind.OTHER),),
}
KIND_LABELS = [
    ("neutral", _("Neutrality")),
    ("reduction", _("Reduction of emissions")),
    ("other", _("Another end")),
    (NONE, pgettext_lazy("end of a pledge", "none known")),
]
STATUS_LABELS = list(Pledge.Status.choices)


def year_group(year: int | None) -> str:
    if year is None:
        return NONE
    return next(group for group, (_from, last) in YEARS.items() if last is None or year <= last)


def kind_group(kind: str | None) -> str:
    return next((group for group, kinds in KINDS.items() if kind in kinds), NONE)


def newest_of_member() -> QuerySet[Any]:
    """In a query of members: the latest pledge of each, of those that nobody doubts."""
    own = Pledge.objects.trusted().filter(member=OuterRef("pk"))
    return own.order_by("-recorded_on", "-pk")


def newest_told() -> QuerySet[Any]:
    """The same as one object, with what the groups look at, and what tells its end."""
    names = ("pk", "kind", "end_year", "status", "reduction_percent", "base_year")
    return newest_of_member().values(told=JSONObject(**{name: name for name in names}))[:1]


def told_pledge(told: dict[str, Any] | None) -> Pledge | None:
    """The pledge that was told so."""
    found: Pledge | None = instance_of(Pledge, told) if told else None
    return found


def groups_of(told: dict[str, Any] | None) -> dict[str, set[str]]:
    """By facet, the groups of a member whose latest pledge is told so; None where it has none."""
    told = told or {"kind": None, "end_year": None, "status": ""}
    return {
        "target": {year_group(told["end_year"])},
        "pledge": {kind_group(told["kind"])},
        "status": {told["status"]} - {""},
    }


def in_group(facet: str, group: str) -> Q:
    """The condition that a pledge is in a group of a facet, other than ``NONE``."""
    if facet == "status":
        return Q(status=group)
    if facet == "pledge":
        return Q(kind__in=KINDS[group])
    after, last = YEARS[group]
    low = Q() if after is None else Q(end_year__gt=after)
    return low & (Q(end_year__isnull=False) if last is None else Q(end_year__lte=last))


def members_in(facet: str, groups: Iterable[str]) -> Q:
    """The condition that the latest pledge of a member is in one of the groups of a facet."""
    newest = Pledge.objects.trusted().newest().order_by()
    wanted = Q()
    for group in groups:
        if group == NONE:
            known = Q(end_year__isnull=False) if facet == "target" else Q(kind__in=all_kinds())
            wanted |= ~Q(pk__in=newest.filter(known).values("member"))
        else:
            wanted |= Q(pk__in=newest.filter(in_group(facet, group)).values("member"))
    return wanted


def all_kinds() -> list[str]:
    return [kind for kinds in KINDS.values() for kind in kinds]


def end_year() -> QuerySet[Any]:
    """In a query of members: the end year of the latest pledge."""
    return newest_of_member().values("end_year")[:1]
