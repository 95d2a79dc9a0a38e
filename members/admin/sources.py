"""The screen of sources, which shows what relies on each."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.languages import columns
from editorial.screens.list_filters import GapsFilter
from editorial.screens.scoped import ScopedRelatedFilter
from members.admin.shared import SharedAdmin
from members.models import Source


@admin.register(Source)
class SourceAdmin(SharedAdmin):
    """Whoever writes at its office changes it, until another office relies on it too."""

    naming = "title"
    start_page_rank = 50
    list_display = ["listed_as", "versions", "publisher", "is_verified", "secretariat"]
    list_select_related = ["secretariat"]
    list_filter = ["is_verified", ("secretariat", ScopedRelatedFilter), GapsFilter]
    search_fields = ["code", "publisher", "url", *columns("title")]
    fieldsets = [
        (
            _("Source"),
            {
                "fields": [
                    "code",
                    "secretariat",
                    "publisher",
                    "url",
                    "licence",
                    "citation",
                    "retrieved_on",
                    "is_verified",
                    "note",
                    "used_for",
                ]
            },
        )
    ]

    def note_of(self, record):
        return record.publisher
