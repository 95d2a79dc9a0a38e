"""The screen of what contains members, and has contained them."""

from django.contrib import admin
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.admin.member_parts import MemberPartAdmin
from members.admin.term_filters import AreaFilter, OfficeFilter
from members.models import Containment


class HoldsFilter(admin.SimpleListFilter):
    """Whether a row holds today."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("current", pgettext_lazy("of what contains a member", "Holds today")),
            ("past", pgettext_lazy("of what contains a member", "Holds no more")),
            ("later", _("Begins later")),
        ]

    def queryset(self, request, queryset):
        way = self.value()
        return getattr(queryset, way)() if way else queryset


class WithinFilter(admin.SimpleListFilter):
    """What contains: a member, or a place that is none."""

    title = _("what contains it")
    parameter_name = "within"

    def lookups(self, request, model_admin):
        return [("member", _("A member")), ("place", _("A place that is no member"))]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(container__isnull=self.value() == "place")


@admin.register(Containment)
class ContainmentAdmin(MemberPartAdmin):
    """Who may write at the member's office says where it lies."""

    takes = "write"
    stays = _("A row stays with its member. Delete it, and add one to the other.")
    list_display = ["listed_as", "lies_in", "first", "last", "is_merger", "source", "certainty"]
    list_select_related = [
        *MemberPartAdmin.list_select_related,
        *("container__area", "place__area", "source"),
    ]
    list_filter = [HoldsFilter, WithinFilter, AreaFilter, OfficeFilter, "is_merger", "certainty"]
    autocomplete_fields = ["member", "container", "place", "source"]
    fieldsets = [
        (_("Part of"), {"fields": ["member", "container", "place", "is_merger"]}),
        (_("Time"), {"fields": ["since", "until"]}),
        (_("Source"), {"fields": ["source", "certainty"]}),
    ]

    def get_ordering(self, request):
        return [self.name_order(), F("since").asc(nulls_first=True), "pk"]

    @admin.display(description=_("part of"))
    def lies_in(self, obj) -> str:
        return str(obj.unit)

    @admin.display(description=_("since"), ordering="since")
    def first(self, obj) -> str:
        return date_format(obj.since) if obj.since else "–"

    @admin.display(description=_("until"), ordering="until")
    def last(self, obj) -> str:
        return date_format(obj.until) if obj.until else "–"

    def waiting(self, request):
        """What changed here changed the member, which the start page names."""
        yield from ()
