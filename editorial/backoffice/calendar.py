"""The calendar: by day, what goes out to readers and what ends, of all kinds that a user sees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.accounts.requests import StaffRequest
from editorial.languages import text_in
from editorial.languages.zones import zone_named
from editorial.proposals.seen import seen_by
from editorial.records.portal import home_zone
from editorial.records.publication import Publication
from editorial.screens.moments import clocks_in_words, in_zone
from editorial.screens.publications import PublicationAdmin

GOES_OUT, ENDS, CHANGES = (
    _("goes out"),
    pgettext_lazy("of what is public", "ends"),
    _("accepted change goes out"),
)
#: What the moments of a record are, by its field.
MOMENTS: dict[str, Promise] = {"publish_at": GOES_OUT, "unpublish_at": ENDS}
#: So many of a kind are shown of a month, the first ones; lists have the others.
MOST_OF_A_KIND = 200
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Entry:
    """What becomes of one record at a moment: its name in the language ``tag``, its kind."""

    moment: datetime
    becomes: Promise | str
    called: str
    tag: str
    kind: str
    where: str

    @property
    def clock(self) -> str:
        """The time by the clock of the portal."""
        return date_format(self.moment.astimezone(zone_named(home_zone())), "TIME_FORMAT")

    @property
    def own_moment(self) -> str:
        """The moment by the clock of the user, where that is another one."""
        own = timezone.get_current_timezone_name()
        return in_zone(self.moment, own)[0] if own != home_zone() else ""

    @property
    def day(self) -> date:
        return self.moment.astimezone(zone_named(home_zone())).date()


@dataclass(frozen=True)
class Month:
    """A month by the clock of the portal."""

    first: date

    @classmethod
    def read(cls, written: str) -> "Month":
        """The month that an address names, ``2026-12``; the present one where it names none."""
        try:
            first = date.fromisoformat(f"{written}-01")
        except ValueError:
            first = timezone.localdate(timezone=zone_named(home_zone())).replace(day=1)
        within = FIRST_YEAR <= first.year <= LAST_YEAR
        return cls(first) if within else cls.read("")

    def __str__(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def value(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def after(self) -> "Month":
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When it begins, and when the next one does."""
        zone = zone_named(home_zone())
        begins, ends = (
            datetime.combine(day, time(), zone) for day in (self.first, self.after.first)
        )
        return begins, ends


@require_safe
def calendar(request: StaffRequest, shared: dict[str, Any]) -> HttpResponse:
    """What goes out and ends in a month, day by day."""
    if not shared["available_apps"]:
        raise PermissionDenied
    month = Month.read(request.GET.get("month", ""))
    entries = sorted(entries_in(request, month), key=lambda one: (one.moment, one.called))
    days = [(day, list(found)) for day, found in groupby(entries, key=lambda one: one.day)]
    context = {
        "title": gettext("What goes out and ends"),
        "subtitle": None,
        "month": month,
        "days": days,
        "now": timezone.now(),
        "clocks": clocks_in_words(),
    }
    return TemplateResponse(request, "editorial/backoffice/calendar.html", shared | context)


def entries_in(request: StaffRequest, month: Month) -> Iterator[Entry]:
    """What becomes of the records that the user sees in a month. Three queries for each kind."""
    for screen in site._registry.values():
        if isinstance(screen, PublicationAdmin) and screen.has_view_permission(request):
            for field in MOMENTS:
                yield from moments_of(request, screen, field, month)
    yield from releases_in(request, month)


def moments_of(
    request: StaffRequest, screen: PublicationAdmin, field: str, month: Month
) -> Iterator[Entry]:
    """The published records of a kind of which a moment falls into a month."""
    begins, ends = month.span
    kind = str(capfirst(screen.opts.verbose_name))
    told = (Publication.Status.PUBLISHED, Publication.Status.WITHDRAWN)
    own = screen.get_queryset(request).filter(status__in=told)
    found = own.filter(**{f"{field}__gte": begins, f"{field}__lt": ends})
    for record in found.order_by(F(field).asc(), "pk")[:MOST_OF_A_KIND]:
        text = text_in(record, screen.naming)
        where = screen.address("change", record.pk)
        moment = getattr(record, field)
        yield Entry(moment, MOMENTS[field], text.value, text.tag, kind, where)


def releases_in(request: StaffRequest, month: Month) -> Iterator[Entry]:
    """The accepted proposals whose moment falls into a month."""
    begins, ends = month.span
    waiting = seen_by(request).scheduled().select_related("release")
    for found in waiting.filter(release__due_at__gte=begins, release__due_at__lt=ends):
        where = reverse("admin:proposal", args=[found.pk])
        moment = found.release.due_at
        yield Entry(moment, CHANGES, found.called, "", found.kind_name, where)
