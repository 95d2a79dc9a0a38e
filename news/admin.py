"""The back office for articles and events."""

from typing import Any

from django.contrib import admin
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import text_in
from editorial.languages.punctuation import join_list
from editorial.screens.list_filters import GapsFilter, TimeFilter
from editorial.screens.pictured import PicturedAdmin
from editorial.screens.scoped import ScopedRelatedFilter
from editorial.screens.start_page import Figure
from news.event_screen import LocalTimesScreen
from news.event_states import PREVIOUS
from news.models import Article, Event
from news.state_screen import StatesScreen
from news.views import ArticlePreview, EventPreview
from secretariats.admin import OfficePublicationAdmin, offices_for

LINKS: tuple[Any, Any] = (_("About"), {"fields": ["members", "themes", "areas", "source_url"]})


class StoryAdmin(PicturedAdmin, OfficePublicationAdmin):
    """What the screens of articles and events share."""

    naming = "title"
    bulk_fields: tuple[str, ...] = ("themes", "secretariat", "status")
    list_select_related = ["secretariat"]
    search_fields = ["slug"]
    autocomplete_fields = ["members"]
    short_lists = ("themes", "areas")
    list_filter = [
        "status",
        ("secretariat", ScopedRelatedFilter),
        ("themes", ScopedRelatedFilter),
        ("areas", ScopedRelatedFilter),
        "source_language",
        TimeFilter,
        GapsFilter,
    ]

    def worth_completing(self, records):
        return super().worth_completing(records).ahead()

    def note_of(self, record):
        return join_list([text_in(record.secretariat, "name"), record.get_status_display()])

    def get_changeform_initial_data(self, request):
        """Most write in their own language, and for the only office that they have."""
        offices = list(offices_for(request.user)[:2])
        own = {"secretariat": offices[0].pk} if len(offices) == 1 else {}
        language = {"source_language": request.user.interface_language}
        return language | own | super().get_changeform_initial_data(request)


@admin.register(Article)
class ArticleAdmin(StoryAdmin):
    start_page_rank = 40
    preview = ArticlePreview
    list_display = [
        "listed_as",
        "versions",
        "kind",
        "secretariat",
        "status",
        "publish_at",
        "updated_at",
    ]
    list_filter = ["kind", *StoryAdmin.list_filter]
    fieldsets = [
        StoryAdmin.publication_fieldset,
        (_("Article"), {"fields": ["slug", "kind", "source_language", "secretariat"]}),
        LINKS,
    ]


@admin.register(Event)
class EventAdmin(LocalTimesScreen, StatesScreen, StoryAdmin):
    start_page_rank = 50
    preview = EventPreview
    list_display = [
        "listed_as",
        "versions",
        "starts",
        "state",
        "secretariat",
        "status",
        "publish_at",
        "updated_at",
    ]
    list_filter = ["status", "state", *StoryAdmin.list_filter[1:]]
    bulk_fields = (*StoryAdmin.bulk_fields, "state")
    autocomplete_fields = ["members", "host_member"]

    class Media:
        js = [Script("js/events.js", defer=True)]
        css = {"all": ["css/admin/events.css"]}

    def more_figures(self, request: StaffRequest):
        coming = self.get_queryset(request).public().coming().with_a_date().order_by()
        yield Figure(_("to come"), coming.count())

    fieldsets = [
        StoryAdmin.publication_fieldset,
        (
            _("Event"),
            {
                "fields": [
                    *("slug", "source_language", "secretariat", "host_member"),
                    # A sheet reads the times by the zone, which stands before them as in the form.
                    *("time_zone", "all_day", "starts_at", "ends_at"),
                    "registration_url",
                ]
            },
        ),
        (_("Postponed or cancelled"), {"fields": ["state", *PREVIOUS]}),
        LINKS,
    ]
