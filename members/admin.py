"""The back office for members and themes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin import (
    ScopedRelatedFilter,
    ScopedTabularInline,
    TranslatedAdmin,
    TranslatedTabularInline,
    seen,
)
from editorial.languages import active
from editorial.picture_admin import PicturedAdmin
from members.maps import locator_svg
from members.models import KeyFact, Member, Membership, Theme
from members.views import MemberPreview
from secretariats.admin import OfficePublicationAdmin, OfficeScope, RegionalScope
from secretariats.cartography import as_data


@admin.register(Theme)
class ThemeAdmin(RegionalScope, TranslatedAdmin):
    list_display = ["listed_as", "versions", "slug", "hue", "order"]
    search_fields = ["slug", "name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    fieldsets = [(_("Theme"), {"fields": ["slug", "hue", "order"]})]


class MembershipInline(OfficeScope, ScopedTabularInline):
    """Terms decide whether the public sees a member: who may publish changes them."""

    model = Membership
    fields = ["category", "joined_on", "joined_precision", "left_on", "evidence"]

    def has_add_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).publish

    has_change_permission = has_delete_permission = has_add_permission


class KeyFactInline(OfficeScope, TranslatedTabularInline):
    model = KeyFact
    fields = ["label", "value", "unit", "year", "source_url", "order"]


@admin.register(Member)
class MemberAdmin(PicturedAdmin, OfficePublicationAdmin):
    gate = "listed"
    never_deleted = _(
        "A member stays, with its history. One that leaves has an end of its membership; a record "
        "that should not be seen is withdrawn."
    )
    preview = MemberPreview
    list_display = ["listed_as", "versions", "area", "level", "secretariat", "status", "updated_at"]
    list_select_related = ["area", "secretariat"]
    list_filter = [
        "status",
        ("area", ScopedRelatedFilter),
        ("secretariat", ScopedRelatedFilter),
        ("themes", ScopedRelatedFilter),
        "level",
    ]
    search_fields = ["search_text", "slug"]
    short_lists = ("themes",)
    prepopulated_fields = {"slug": ["name_en"]}
    readonly_fields = ["place_seen"]
    appears = (_("its cards in the directory and on the pages of its themes"),)
    inlines = [MembershipInline, KeyFactInline]
    fieldsets = [
        OfficePublicationAdmin.publication_fieldset,
        (
            _("Member"),
            {"fields": ["slug", "official_name", "area", "secretariat", "level", "themes"]},
        ),
        (_("Place"), {"fields": ["latitude", "longitude", "place_seen"]}),
        (_("Figures"), {"fields": ["population", "population_year", "population_source"]}),
        (_("Leader"), {"fields": ["leader_since", "leader_confirmed_on"]}),
        (_("Links"), {"fields": ["website"]}),
        (_("Readings"), {"fields": ["reading_kana", "reading_pinyin", "reading_zhuyin"]}),
    ]

    @admin.display(description=_("on the map"))
    def place_seen(self, obj) -> str:
        """The locator map as the record is stored."""
        return seen(as_data(locator_svg(obj))) if obj.pk and obj.latitude is not None else "–"

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def get_ordering(self, request):
        return [f"sort_{active().column}", "slug"]
