"""Screens for areas, offices and the people that the public sees."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin import Powers, ScopedRelatedFilter, TranslatedAdmin, seen
from editorial.picture_admin import PicturedAdmin, link_to
from secretariats.actions import follow_choice
from secretariats.admin.powers import OfficeTextsAdmin, RegionalScope, powers_at
from secretariats.cartography import REGION, as_data, place_svg
from secretariats.models import Area, Person, Secretariat
from secretariats.scopes import scope_of
from secretariats.views import place_of


@admin.register(Area)
class AreaAdmin(RegionalScope, TranslatedAdmin):
    never_deleted = _(
        "An area stays, with its history: members lie in it. One that is no longer used is moved "
        "to the end of the order."
    )
    list_display = ["listed_as", "versions", "code", "default_language", "order"]
    search_fields = ["code", "name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    fieldsets = [(_("Area"), {"fields": ["code", "default_language", "time_zone", "order"]})]


@admin.register(Secretariat)
class SecretariatAdmin(TranslatedAdmin):
    never_deleted = _(
        "An office stays, with its history. One that closes has the year in which it closed; it is "
        "no longer public then."
    )
    list_display = ["listed_as", "versions", "kind", "parent", "opened", "closed"]
    list_select_related = ["parent"]
    list_filter = ["kind"]
    search_fields = ["search_text", "slug"]
    short_lists = ("areas",)
    readonly_fields = ["place_seen"]
    fieldsets = [
        (_("Office"), {"fields": ["slug", "kind", "parent", "areas", "opened", "closed", "order"]}),
        (
            _("How to reach it"),
            {"fields": ["phone", "email", "website", "latitude", "longitude", "place_seen"]},
        ),
        (_("Translations"), {"fields": ["shows_converted"]}),
    ]

    def powers(self, request, obj=None) -> Powers:
        return powers_at(request.user, obj and obj.pk)

    @admin.display(description=_("on the map"))
    def place_seen(self, obj) -> str:
        """The office on the region, as the record is stored."""
        place = place_of(obj)
        return seen(as_data(place_svg(REGION, "", place, str(obj)))) if place else "–"

    def has_add_permission(self, request) -> bool:
        return scope_of(request.user).regional

    def closed_fields(self, request, obj):
        yield from super().closed_fields(request, obj)
        if not self.powers(request, obj).manage:
            yield from ("slug", "kind", "parent", "areas", "opened", "closed", "order")
            yield "shows_converted"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "shows_converted" in form.changed_data:
            follow_choice(form.instance)


@admin.register(Person)
class PersonAdmin(OfficeTextsAdmin, PicturedAdmin):
    list_display = ["listed_as", "versions", "role", "secretariat", "is_public"]
    list_select_related = ["secretariat"]
    list_filter = ["is_public", ("secretariat", ScopedRelatedFilter)]
    search_fields = ["name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    picture_field = "photo"
    fieldsets = [(_("Person"), {"fields": ["secretariat", "order", "is_public"]})]

    def places(self, obj):
        """A person is shown on the page of their office."""
        if not self.is_public(obj):
            return [_("no page, for the person is not public")]
        return [link_to(obj.secretariat.get_absolute_url(), _("the page of the office"))]

    def languages_without_words(self, obj):
        """The name stands beside a portrait, and says who it is."""
        return []
