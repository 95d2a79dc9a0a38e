"""The screens of the climate record: inventories, targets and pledges."""

from typing import Any

from django.contrib import admin
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.screens.scoped import ScopedRelatedFilter
from members.admin.member_rows import OUTDATED, MemberRowsAdmin
from members.admin.term_filters import AreaFilter, OfficeFilter
from members.models import Inventory, Pledge, Target

DOUBT: Any = (_("Doubt"), {"fields": ["is_doubtful", "doubt"]})


class PassedFilter(admin.SimpleListFilter):
    """Targets of a year that is over."""

    title = _("target year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        return [("over", pgettext_lazy("a year", "over"))]

    def queryset(self, request, queryset):
        return queryset.newest().passed() if self.value() == "over" else queryset


class AgeFilter(admin.SimpleListFilter):
    """Pledges that nobody has looked up for long."""

    title = _("recorded")
    parameter_name = "recorded"

    def lookups(self, request, model_admin):
        return [("long_ago", _("more than two years ago"))]

    def queryset(self, request, queryset):
        return queryset.old().newest() if self.value() == "long_ago" else queryset


@admin.register(Inventory)
class InventoryAdmin(MemberRowsAdmin):
    start_page_rank = 60
    row_order = ("-reported_year", "-period_from")
    list_display = ["listed_as", "reported_year", "period", "total", "why"]
    list_filter = [
        "is_doubtful",
        AreaFilter,
        OfficeFilter,
        "reported_year",
        "protocol",
        "boundary",
        ("source", ScopedRelatedFilter),
    ]
    fieldsets = [
        (None, {"fields": ["member", "reported_year", "period_from", "period_to", "source"]}),
        (_("Method"), {"fields": ["boundary", "protocol", "protocol_words", "gases"]}),
        (
            _("Emissions"),
            {
                "fields": [
                    *("scope1_t", "scope2_t", "scope3_t", "basic_t", "basic_plus_t"),
                    "change",
                ]
            },
        ),
        (_("Figures"), {"fields": ["area_km2", "population", "population_year"]}),
        DOUBT,
    ]

    @admin.display(description=_("accounting period"), ordering="period_from")
    def period(self, obj) -> str:
        """Its days, or the calendar year that they are."""
        days = [day for day in (obj.period_from, obj.period_to) if day]
        if [(day.month, day.day) for day in days] == [(1, 1), (12, 31)]:
            return " – ".join(dict.fromkeys(str(day.year) for day in days))
        return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in days) or "–"

    @admin.display(description=_("total (t CO₂e)"))
    def total(self, obj) -> str:
        """As it is drawn: the total BASIC, else that of scopes 1 and 2."""
        return "–" if obj.total_t is None else number_format(obj.total_t, force_grouping=True)


@admin.register(Target)
class TargetAdmin(MemberRowsAdmin):
    start_page_rank = 61
    row_order = ("-reported_year", "target_year")
    list_display = [
        *("listed_as", "reported_year", "target_year", "reduction_percent", "why"),
        *("kind", "sector"),
    ]
    list_filter = [
        "is_doubtful",
        PassedFilter,
        AreaFilter,
        OfficeFilter,
        "kind",
        "sector",
        "status",
        ("source", ScopedRelatedFilter),
    ]
    fieldsets = [
        (None, {"fields": ["member", "reported_year", "kind", "status", "source"]}),
        (_("Scope"), {"fields": ["sector", "sector_words", "boundary"]}),
        (
            _("Target"),
            {
                "fields": [
                    *("base_year", "base_t", "year_set", "reduction_percent"),
                    *("target_year", "target_t", "achieved_percent"),
                ]
            },
        ),
        (_("Context"), {"fields": ["paris", "initiative"]}),
        DOUBT,
    ]

    def waiting(self, request: StaffRequest):
        """With the targets whose year has passed: what became of them is worth a look."""
        passed = self.records_for(request, "write").newest().passed()
        yield self.block(
            OUTDATED,
            self.with_related(passed).order_by("target_year", "pk"),
            year="over",
        )
        yield from super().waiting(request)


@admin.register(Pledge)
class PledgeAdmin(MemberRowsAdmin):
    start_page_rank = 62
    row_order = ("-recorded_on",)
    list_display = ["listed_as", "kind", "end_year", "status", "recorded_on", "why"]
    list_filter = [
        "is_doubtful",
        AgeFilter,
        AreaFilter,
        OfficeFilter,
        "kind",
        "status",
        "end_year",
        "race_to_zero",
        ("source", ScopedRelatedFilter),
    ]
    fieldsets = [
        (None, {"fields": ["member", "recorded_on", "source", "page"]}),
        (
            _("End target"),
            {
                "fields": [
                    *("kind", "reduction_percent", "base_year", "end_year"),
                    *("status", "status_year", "race_to_zero", "gases", "has_plan"),
                ]
            },
        ),
        (
            _("Interim target"),
            {
                "fields": [
                    *("interim_kind", "interim_reduction_percent"),
                    *("interim_base_year", "interim_year"),
                ]
            },
        ),
        DOUBT,
    ]

    def waiting(self, request: StaffRequest):
        """With the pledges that nobody has looked up for two years, the oldest first."""
        old = self.records_for(request, "write").newest().old()
        yield self.block(
            OUTDATED,
            self.with_related(old).order_by("recorded_on", "pk"),
            lambda shown: recorded,
            recorded="long_ago",
        )
        yield from super().waiting(request)


def recorded(pledge: Any) -> str:
    """When it was recorded."""
    day = date_format(pledge.recorded_on, "SHORT_DATE_FORMAT")
    return gettext("recorded on %(day)s") % {"day": day}
