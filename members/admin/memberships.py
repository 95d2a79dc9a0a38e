"""The screen of memberships: who is a member since when, until when, and by what evidence."""

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.accounts.requests import StaffRequest
from editorial.languages.punctuation import join_list
from editorial.screens.start_page import RECORDS, Figure, Figures, Section
from members.admin.board_pages import BoardPages
from members.admin.member_parts import MemberPartAdmin
from members.admin.term_columns import TermColumns, since_in_words
from members.admin.term_filters import (
    AreaFilter,
    CategoryFilter,
    EndFilter,
    JoinedFilter,
    LeftFilter,
    OfficeFilter,
    SourceFilter,
    StateFilter,
)
from members.admin.term_pages import TermPages
from members.models import Membership

SETTLE = Section(55, _("Overlapping memberships to settle"))


@admin.register(Membership)
class MembershipAdmin(TermColumns, TermPages, BoardPages, MemberPartAdmin):
    """Terms decide whether the public sees a member: who may publish changes them."""

    takes = "publish"
    stays = _("A membership stays with its member. Delete it, and add one to the other.")
    start_page_rank = 15
    list_filter = [
        StateFilter,
        CategoryFilter,
        AreaFilter,
        OfficeFilter,
        JoinedFilter,
        LeftFilter,
        EndFilter,
        SourceFilter,
    ]
    autocomplete_fields = ["member", "successor", "source"]
    fieldsets = [
        (_("Membership"), {"fields": ["member", "category"]}),
        (
            pgettext_lazy("of a membership", "Beginning"),
            {"fields": ["joined_on", "joined_precision", "joined_by_latest", "attested_on"]},
        ),
        (pgettext_lazy("of a membership", "End"), {"fields": ["left_on", "ended_by", "successor"]}),
        (_("Source"), {"fields": ["source"]}),
    ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["deeds"] = list(self.deeds_for(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_ordering(self, request):
        return [self.name_order(), F("joined_on").asc(nulls_first=True), "pk"]

    # The start page

    def note_of(self, record):
        return join_list([since_in_words(record), record.state.label])

    def figures(self, request: StaffRequest):
        """The report for the board, and the memberships that go on, or will end soon."""
        terms = self.get_queryset(request).order_by()
        soon = self.listed_by(state="soon")
        yield Figures(
            RECORDS,
            self.kind,
            [
                Figure(
                    pgettext_lazy("of memberships", "current"),
                    terms.current().count(),
                    self.listed_by(state="current"),
                ),
                Figure(_("ending soon"), terms.ending_soon().count(), soon),
                Figure(
                    _("members today, in the report for the board"),
                    terms.current().values("member").distinct().count(),
                    self.address("board"),
                ),
            ],
        )
        yield from super().figures(request)

    def waiting(self, request: StaffRequest):
        yield self.block(
            SETTLE,
            self.with_related(self.records_for(request, "publish").disputed()),
            lambda shown: self.note_of,
            state="disputed",
        )
        yield from super().waiting(request)
