"""The screen of proper names, in which names that are not to be used pass."""

from django.contrib import admin

from editorial.screens.scoped import ScopedAdmin, ScopedRelatedFilter
from secretariats.admin.powers import RegionalScope
from secretariats.models import ProperName


@admin.register(ProperName)
class ProperNameAdmin(RegionalScope, ScopedAdmin):
    """Whoever writes may read it; regional administrators change it."""

    has_sheet = True
    list_display = ["text", "area", "language_shown", "note"]
    list_select_related = ["area"]
    list_filter = [("area", ScopedRelatedFilter), "language"]
    search_fields = ["text", "note"]
    fields = ["area", "language", "text", "note"]

    @admin.display(description=ProperName._meta.get_field("language").verbose_name)
    def language_shown(self, obj) -> str:
        return obj.get_language_display() or "–"
