"""The back office for members and themes."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import screen_of
from editorial.languages import active, text_in
from editorial.languages.punctuation import join_list
from editorial.screens.list_filters import GapsFilter, TimeFilter
from editorial.screens.pictured import PicturedAdmin
from editorial.screens.publications import PUBLICATION_FIELDS
from editorial.screens.scoped import ScopedRelatedFilter, picture_html
from editorial.screens.start_page import CONFIRM, ENDING
from editorial.screens.translated import AHEAD, BESIDE, LATER, TranslatedAdmin, TranslatedList
from editorial.screens.typed import TypedPages
from members.admin.member_filters import (
    AgeFilter,
    CategoryFilter,
    ClimateFilter,
    DayFilter,
    StandingFilter,
)
from members.admin.member_inlines import (
    ContainmentInline,
    FactInline,
    IdentifierInline,
    MembershipInline,
    OtherNameInline,
)
from members.maps import locator_svg
from members.models import ENDING_SOON, Member, Membership, Standing, Theme
from members.previews import MemberPreview, ThemePreview
from secretariats.admin import OfficePublicationAdmin, RegionalScope
from secretariats.cartography import as_data


class MemberList(TranslatedList):
    """A list that shows who is a member."""

    def get_queryset(self, request, exclude_parameters=None):
        found: Any = super().get_queryset(request, exclude_parameters)
        return found.with_membership()


class LeaderFilter(admin.SimpleListFilter):
    """Members whose leader somebody should confirm."""

    title = _("leader")
    parameter_name = "leader"

    def lookups(self, request, model_admin):
        return [("unconfirmed", _("not confirmed for a year"))]

    def queryset(self, request, queryset):
        if self.value() != "unconfirmed":
            return queryset
        return queryset.remaining().exclude(status="withdrawn").leader_unconfirmed()


@admin.register(Theme)
class ThemeAdmin(TypedPages, RegionalScope, TranslatedAdmin):
    preview = ThemePreview
    list_display = ["listed_as", "versions", "slug", "hue", "order"]
    search_fields = ["slug", "name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    fieldsets = [(_("Theme"), {"fields": ["slug", "hue", "order"]})]


@admin.register(Member)
class MemberAdmin(PicturedAdmin, OfficePublicationAdmin):
    start_page_rank = 10
    bulk_fields = ("themes", "secretariat", "status")
    gate = "listed"
    shown_as = _("listed")
    never_deleted = _(
        "A member that was public cannot be deleted. If it has left, enter the "
        "end of its membership; if it should not be seen, withdraw the record."
    )
    deletes_some = True
    preview = MemberPreview
    list_display = [
        "listed_as",
        "is_member",
        "versions",
        "area",
        "level",
        "secretariat",
        "status",
        "leader_confirmed_on",
        "updated_at",
    ]
    list_select_related = ["area", "secretariat"]
    list_filter = [
        "status",
        StandingFilter,
        CategoryFilter,
        DayFilter,
        AgeFilter,
        ("area", ScopedRelatedFilter),
        ("secretariat", ScopedRelatedFilter),
        ("themes", ScopedRelatedFilter),
        "level",
        LeaderFilter,
        ClimateFilter,
        TimeFilter,
        GapsFilter,
    ]
    search_fields = ["slug"]
    short_lists = ("themes",)
    readonly_fields = ["place_seen"]
    autocomplete_fields = ["population_source"]
    appears = (_("its cards in the directory and on the pages of its themes"),)
    inlines = [
        MembershipInline,
        ContainmentInline,
        OtherNameInline,
        IdentifierInline,
        FactInline,
    ]
    #: Figures are corrected most often: they stand before the texts, and in sight.
    fieldsets = [
        (
            _("Population, leader and website"),
            {
                "classes": [AHEAD, BESIDE],
                "fields": [
                    *("population", "population_year", "population_source"),
                    *("leader_since", "leader_confirmed_on", "website"),
                ],
            },
        ),
        (
            _("Member"),
            {
                "classes": [BESIDE],
                "fields": ["slug", "official_name", "area", "secretariat", "level", "themes"],
            },
        ),
        (_("Publication"), {"classes": [LATER, BESIDE], "fields": [*PUBLICATION_FIELDS]}),
        (
            _("Place"),
            {"classes": [LATER, BESIDE], "fields": ["latitude", "longitude", "place_seen"]},
        ),
        (
            _("Readings"),
            {
                "classes": [LATER, BESIDE],
                "fields": ["reading_kana", "reading_pinyin", "reading_zhuyin"],
            },
        ),
    ]

    def get_changelist(self, request, **kwargs):
        return MemberList

    @admin.display(description=_("membership"))
    def is_member(self, obj) -> str:
        return str(Standing(obj.membership).label)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the ways to end its last membership, or to have it go on."""
        last = obj and obj.memberships.order_by(F("left_on").desc(nulls_first=True)).first()
        if last:
            screen: Any = screen_of(Membership)
            context["deeds"] = list(screen.deeds_for(request, last))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def is_deletable(self, obj):
        return not obj.was_public()

    def ending_on(self, request: StaffRequest, day: date) -> list[Any]:
        """With the members whose membership ends on that day."""
        own, before = self.records_for(request, "publish"), day - timedelta(days=1)
        return [*super().ending_on(request, day), *own.leaving(day, on=before)]

    def waiting(self, request: StaffRequest):
        own = self.worth_completing(self.records_for(request, "write"))
        yield self.block(
            CONFIRM,
            own.leader_unconfirmed().order_by(*self.get_ordering(request)),
            lambda shown: confirmed,
            leader="unconfirmed",
        )
        soon = timezone.localdate() + ENDING_SOON
        yield self.block(
            ENDING,
            self.get_queryset(request).leaving(soon).order_by("leaves_on", "pk"),
            lambda shown: leaves,
        )
        yield from super().waiting(request)

    def worth_completing(self, records):
        return super().worth_completing(records).remaining()

    def note_of(self, record):
        return join_list([text_in(record.area, "name"), record.get_status_display()])

    @admin.display(description=_("on the map"))
    def place_seen(self, obj) -> str:
        """The locator map as the record is stored."""
        return (
            picture_html(as_data(locator_svg(obj))) if obj.pk and obj.latitude is not None else "–"
        )

    def get_ordering(self, request):
        return [f"sort_{active().column}", "slug"]

    def name_order(self):
        return f"sort_{active().column}"


def confirmed(member: Member) -> str:
    """When somebody confirmed the leader last."""
    leader = text_in(member, "leader_name")
    if member.leader_confirmed_on is None:
        return gettext("%(leader)s has never been confirmed") % {"leader": leader}
    day = date_format(member.leader_confirmed_on, "SHORT_DATE_FORMAT")
    return gettext("%(leader)s was confirmed on %(day)s") % {"leader": leader, "day": day}


def leaves(member) -> str:
    day = date_format(member.leaves_on, "SHORT_DATE_FORMAT")
    return gettext("its membership ends on %(day)s") % {"day": day}
