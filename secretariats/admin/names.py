"""The screen of proper names, in which names that are not to be used pass."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.history.screen import ScreenRights
from editorial.languages import CHOICES
from editorial.screens.scoped import ScopedAdmin, ScopedRelatedFilter
from secretariats.admin.powers import RegionalScope
from secretariats.models import ProperName


class LanguageOrAll(ScreenRights):
    """Says what it means where no language is chosen."""

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "language":
            kwargs["choices"] = [("", _("all languages")), *CHOICES]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(ProperName)
class ProperNameAdmin(LanguageOrAll, RegionalScope, ScopedAdmin):
    """Whoever writes may read it; regional administrators change it."""

    has_sheet = True
    list_display = ["text", "area", "language_shown", "note"]
    list_select_related = ["area"]
    list_filter = [("area", ScopedRelatedFilter), "language"]
    search_fields = ["text", "note"]
    fields = ["area", "language", "text", "note"]

    @admin.display(description=ProperName._meta.get_field("language").verbose_name)
    def language_shown(self, obj) -> str:
        return obj.get_language_display() or gettext("all languages")
