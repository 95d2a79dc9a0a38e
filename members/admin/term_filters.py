"""By what the list of memberships is narrowed."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.records.scope import visible
from members.models import ENDING_SOON, Member, Membership, category_choices
from secretariats.models import Area, Secretariat

#: What a filter by years says of a term without one.
UNKNOWN = "unknown"

State = Membership.State


class StateFilter(admin.SimpleListFilter):
    """What a term is today."""

    title = _("state")
    parameter_name = "state"
    ways = {
        State.CURRENT: "current",
        State.ENDED: "ended",
        State.TO_BEGIN: "to_begin",
        "soon": "ending_soon",
        "disputed": "disputed",
    }

    def lookups(self, request, model_admin):
        soon = format_lazy(_("Ends within {days} days"), days=ENDING_SOON.days)
        return [*State.choices, ("soon", soon), ("disputed", _("Disputed: overlaps another one"))]

    def queryset(self, request, queryset):
        way = self.ways.get(self.value() or "")
        return getattr(queryset, way)() if way else queryset


class CategoryFilter(admin.SimpleListFilter):
    """Memberships of a category."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return category_choices()

    def queryset(self, request, queryset):
        return queryset.filter(category=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """The year of a day of the terms that the user sees."""

    field: str

    def lookups(self, request, model_admin):
        days = visible(Membership, request.user).order_by()
        years = {day.year for day in days.dates(self.field, "year")}
        found: list[tuple[str, Any]] = [(str(year), str(year)) for year in sorted(years)[::-1]]
        return [*found, *self.more()] if found else found

    def more(self) -> Iterable[tuple[str, Promise]]:
        return ()

    def queryset(self, request, queryset):
        value = self.value() or ""
        if value == UNKNOWN:
            return queryset.filter(**{self.field: None})
        return queryset.filter(**{f"{self.field}__year": int(value)}) if value else queryset


class JoinedFilter(YearFilter):
    title = _("joined in")
    parameter_name = "joined"
    field = "joined_on"

    def more(self):
        return [(UNKNOWN, pgettext_lazy("the year of joining", "not known"))]


class LeftFilter(YearFilter):
    title = _("left in")
    parameter_name = "left"
    field = "left_on"


class EndFilter(admin.SimpleListFilter):
    """How terms ended, those of which nobody has said it among them."""

    title = _("how it ended")
    parameter_name = "end"

    def lookups(self, request, model_admin):
        return [*Membership.End.choices, (UNKNOWN, pgettext_lazy("how it ended", "not said"))]

    def queryset(self, request, queryset):
        value = self.value()
        if not value:
            return queryset
        ended = queryset.exclude(left_on=None)
        return ended.filter(ended_by="" if value == UNKNOWN else value)


class SourceFilter(admin.SimpleListFilter):
    """Whether it is known whence a term is, and whether anybody has verified that."""

    title = _("source")
    parameter_name = "source"
    ways = {"none": Q(source=None), "open": Q(source__is_verified=False)}

    def lookups(self, request, model_admin):
        return [
            ("none", pgettext_lazy("of a membership", "without a source")),
            ("open", pgettext_lazy("of a claim", "not verified")),
        ]

    def queryset(self, request, queryset):
        way = self.ways.get(self.value() or "")
        return queryset if way is None else queryset.filter(way)


class RelatedFilter(admin.SimpleListFilter):
    """What a term's member is linked to, of what the user sees of it."""

    related: Any
    path: str

    def lookups(self, request, model_admin):
        return [(str(record.pk), str(record)) for record in self.offered(request)]

    def offered(self, request) -> QuerySet:
        return visible(self.related, request.user)

    def queryset(self, request, queryset):
        return queryset.filter(**{self.path: self.value()}) if self.value() else queryset


class OfficeFilter(RelatedFilter):
    """Of the offices that the user sees, those that serve a member."""

    title = _("serving secretariat")
    parameter_name = "office"
    related, path = Secretariat, "member__secretariat"

    def offered(self, request):
        members = visible(Member, request.user)
        return super().offered(request).filter(pk__in=members.values("secretariat"))


class AreaFilter(RelatedFilter):
    title = _("area")
    parameter_name = "area"
    related, path = Area, "member__area"
