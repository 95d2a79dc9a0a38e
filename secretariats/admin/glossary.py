"""The screen of the glossary, which the whole region shares."""

from collections.abc import Callable

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editorial.accounts.powers import Powers
from editorial.accounts.requests import StaffRequest
from editorial.history.page_sizes import SHORT_LINES
from editorial.languages import LANGUAGES, Language, column, columns, own_text
from editorial.screens.translated import TranslatedAdmin
from editorial.translations.models import GlossaryEntry
from secretariats.admin.powers import powers_at


def wording_in(language: Language) -> Callable[[GlossaryEntry], str]:
    """The column of a list that shows a term in one language."""

    @admin.display(description=language.own_name, ordering=column("wording", language))
    def shown(term: GlossaryEntry) -> str:
        wording = own_text(term, "wording", language)
        return format_html('<span lang="{}">{}</span>', language.tag, wording or "–")

    shown.__name__ = column("wording", language)
    return shown


@admin.register(GlossaryEntry)
class GlossaryEntryAdmin(TranslatedAdmin):
    """Editors of any office write it, translators the languages of their postings."""

    naming = "wording"
    list_display = [*map(wording_in, LANGUAGES), "kind"]
    list_filter = ["kind"]
    list_per_page = SHORT_LINES
    search_fields = [*columns("wording"), "note"]
    ordering = ["wording_en"]
    fieldsets = [(_("Glossary entry"), {"fields": ["kind", "note"]})]

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        return powers_at(request.user)
