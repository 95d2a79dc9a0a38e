"""The screen of what the network itself has counted."""

from django.contrib import admin

from editorial.screens.scoped import ScopedAdmin, ScopedRelatedFilter
from members.models import NetworkCount
from secretariats.admin import RegionalScope


@admin.register(NetworkCount)
class NetworkCountAdmin(RegionalScope, ScopedAdmin):
    """Whoever writes may read it; regional administrators change it."""

    has_sheet = True
    list_display = ["counted_on", "scope", "area", "members", "is_approximate", "source", "note"]
    list_select_related = ["area", "source"]
    list_filter = ["scope", ("area", ScopedRelatedFilter), "certainty"]
    search_fields = ["source__code", "note"]
    fields = [
        "scope",
        "area",
        "counted_on",
        "precision",
        "members",
        "is_approximate",
        "source",
        "certainty",
        "note",
    ]
    autocomplete_fields = ["source"]
