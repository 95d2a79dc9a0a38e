"""The screen of places, which are no members but contain some."""

from django.contrib import admin
from django.utils.translation import pgettext_lazy

from editorial.languages import columns
from editorial.screens.list_filters import GapsFilter
from editorial.screens.scoped import ScopedRelatedFilter
from members.models import Place
from secretariats.admin import OfficeTextsAdmin


@admin.register(Place)
class PlaceAdmin(OfficeTextsAdmin):
    start_page_rank = 40
    list_display = ["listed_as", "versions", "level", "area", "within", "secretariat"]
    list_select_related = ["area", "secretariat", "within"]
    list_filter = [
        ("area", ScopedRelatedFilter),
        ("secretariat", ScopedRelatedFilter),
        "level",
        GapsFilter,
    ]
    search_fields = ["slug", "iso_3166_2", *columns("name")]
    autocomplete_fields = ["within"]
    fieldsets = [
        (
            pgettext_lazy("that contains members", "Place"),
            {"fields": ["slug", "area", "secretariat", "level", "iso_3166_2", "within"]},
        )
    ]

    def note_of(self, record):
        return record.get_level_display()
