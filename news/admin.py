"""The back office for articles and events."""

from typing import Any

from django.contrib import admin
from django.forms import Script
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import columns, text_in
from editorial.languages.punctuation import join_list
from editorial.screens.list_filters import GapsFilter, TimeFilter
from editorial.screens.pictured import PicturedAdmin
from editorial.screens.scoped import ScopedRelatedFilter
from editorial.screens.start_page import Figure, Section, moment_in_words
from editorial.screens.translated import BESIDE
from news.corrected import TEXT as CORRECTION
from news.event_screen import LocalTimesScreen
from news.event_states import PREVIOUS
from news.language_field import LanguagesField
from news.models import Article, Event
from news.state_screen import StatesScreen
from news.views import ArticlePreview, EventPreview
from secretariats.admin import OfficePublicationAdmin, offices_for

#: Above what is to go out in the next days: it will not, unless somebody acts.
FOR_LANGUAGES = Section(35, _("Waiting for languages"))
RELEASE: tuple[Any, Any] = (
    _("Languages it goes out in"),
    {"fields": ["wanted_languages", "go_out_together"]},
)
LINKS: tuple[Any, Any] = (_("About"), {"fields": ["members", "themes", "areas", "source_url"]})


def note_on_wait(story: Any) -> str:
    """When a story was to go out, and which languages it lacks."""
    return join_list([moment_in_words(story.publish_at), *story.held_back_for()])


class WaitFilter(TimeFilter):
    """With those that wait for a language."""

    ways: dict[str, Any] = {**TimeFilter.ways, "languages": lambda records: records.waiting()}

    def lookups(self, request, model_admin):
        words = _("waiting for languages")
        return [*super().lookups(request, model_admin), ("languages", words)]


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
        WaitFilter,
        GapsFilter,
    ]

    def told_afterwards(self):
        return columns(CORRECTION)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "wanted_languages":
            return LanguagesField(label=capfirst(db_field.verbose_name))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def waiting(self, request: StaffRequest):
        held = self.get_queryset(request).waiting().order_by("publish_at", "pk")
        yield self.block(FOR_LANGUAGES, held, lambda shown: note_on_wait, when="languages")
        yield from super().waiting(request)

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
        RELEASE,
        (
            _("Article"),
            {"classes": [BESIDE], "fields": ["slug", "kind", "source_language", "secretariat"]},
        ),
        (
            _("Standing out"),
            {"classes": [BESIDE], "fields": ["pinned_until", "urgent_until"]},
        ),
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
        RELEASE,
        (
            _("Event"),
            {
                "classes": [BESIDE],
                "fields": [
                    *("slug", "source_language", "secretariat", "host_member"),
                    # A sheet reads the times by the zone, which stands before them as in the form.
                    *("time_zone", "all_day", "starts_at", "ends_at"),
                    "registration_url",
                ],
            },
        ),
        (
            _("Postponed or cancelled"),
            {"classes": [BESIDE], "fields": ["state", *PREVIOUS]},
        ),
        LINKS,
    ]
