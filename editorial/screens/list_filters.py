"""Filters of lists: by what a record lacks, and by what will become of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.records.completeness import lacking, needs_of
from editorial.records.publication import ending, scheduled
from editorial.screens.start_page import StartPageScreen


class GapsFilter(admin.SimpleListFilter):
    """Records that lack one of the things that a complete record has."""

    title = _("what is lacking")
    parameter_name = "lacks"

    def __init__(self, request, params, model, model_admin) -> None:
        super().__init__(request, params, model, model_admin)
        self.screen: StartPageScreen = model_admin

    def lookups(self, request, model_admin):
        needs = needs_of(model_admin.model)
        named = [(need.name, need.caption(model_admin.model)) for need in needs]
        return [("anything", _("anything")), *named]

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted not in dict(self.lookup_choices):
            return queryset
        records = self.screen.worth_completing(queryset)
        return lacking(records, "" if wanted == "anything" else wanted)


class TimeFilter(admin.SimpleListFilter):
    """Published records that are not public yet, or not for ever."""

    title = _("time")
    parameter_name = "when"
    ways = {"scheduled": scheduled, "ending": ending}

    def lookups(self, request, model_admin):
        return [("scheduled", _("to appear")), ("ending", _("to end"))]

    def queryset(self, request, queryset):
        way = self.ways.get(self.value() or "")
        return way(queryset) if way else queryset
