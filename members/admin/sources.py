"""The screen of sources, which shows what relies on each."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import columns
from editorial.records.scope import changeable, visible
from editorial.screens.list_filters import GapsFilter
from editorial.screens.scoped import ScopedRelatedFilter
from members.models import Source
from secretariats.admin import OfficeTextsAdmin

#: Of what relies on a source, so many records are named.
NAMED = 20


@admin.register(Source)
class SourceAdmin(OfficeTextsAdmin):
    """Whoever writes at its office changes it, until another office relies on it too."""

    naming = "title"
    start_page_rank = 50
    list_display = ["listed_as", "versions", "publisher", "is_verified", "secretariat"]
    list_select_related = ["secretariat"]
    list_filter = ["is_verified", ("secretariat", ScopedRelatedFilter), GapsFilter]
    search_fields = ["code", "publisher", "url", *columns("title")]
    readonly_fields = ["used_for"]
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

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.users_seen = [*records_that_use(found, request)]
        return found

    @admin.display(description=_("used for"))
    def used_for(self, obj) -> str:
        """What relies on it, as far as the user sees that, and how much more there is."""
        found = getattr(obj, "users_seen", [])
        if not obj.pk:
            return "–"
        hidden = obj.count_uses() - len(found)
        names = format_html_join("", "<li>{}</li>", ((one,) for one in found[:NAMED]))
        more = len(found[NAMED:]) + hidden
        rest = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
        if not found:
            return rest if more else gettext("nothing yet")
        return format_html("<ul>{}</ul>{}", names, rest if more else "")

    def stays_because(self, request: StaffRequest, obj: Source):
        """To its office, that another one relies on it too."""
        may_write = self.powers(request, obj).write
        if may_write and not changeable(Source, request.user).filter(pk=obj.pk).exists():
            return _(
                "Other offices rely on this source too: it is changed for all of them, by a "
                "regional administrator."
            )
        return super().stays_because(request, obj)

    def note_of(self, record):
        return record.publisher


def records_that_use(source: Source, request: StaffRequest) -> Iterator[Any]:
    """The rows that name a source, in the order of their kinds. A query for each kind."""
    for model, name in Source.uses():
        yield from visible(model, request.user).filter(**{name: source})
