"""Screens for areas, offices and the people that the public sees."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from editorial.accounts.powers import Powers
from editorial.accounts.requests import StaffRequest
from editorial.history.merging import REASON, MergeForm, ReasonField
from editorial.languages import columns, text_in
from editorial.screens.list_filters import GapsFilter
from editorial.screens.pictured import PicturedAdmin, link_to
from editorial.screens.scoped import ScopedRelatedFilter, ScopedTabularInline, picture_html
from editorial.screens.translated import RecordForm, TranslatedAdmin
from editorial.screens.typed import TypedPages
from secretariats.actions import follow_choice
from secretariats.admin.names import LanguageOrAll
from secretariats.admin.powers import (
    ROLES,
    OfficeTextsAdmin,
    RegionalScope,
    offices_for,
    powers_at,
)
from secretariats.cartography import REGION, as_data, place_svg
from secretariats.models import Area, ForbiddenVariant, Person, Secretariat
from secretariats.scopes import scope_of
from secretariats.views import SecretariatPreview, place_of


class ForbiddenVariantInline(LanguageOrAll, RegionalScope, ScopedTabularInline):
    model = ForbiddenVariant
    form = MergeForm
    fields = ["language", "text", "level"]


class AreaForm(RecordForm):
    """Asks for the reason when the designation of an area changes: its code or a name."""

    designation = ("code", *columns("name"))

    reason = ReasonField(
        label=_("Reason for the change"),
        max_length=500,
        help_text=_("Required where a name or the code changes. It stays in the history."),
    )

    def clean(self):
        data = super().clean()
        is_renamed = self.instance.pk and {*self.designation} & {*self.changed_data}
        if is_renamed and not data.get(REASON) and REASON not in self.errors:
            self.add_error(REASON, _("This name is set by ICLEI. Give a reason for the change."))
        return data


@admin.register(Area)
class AreaAdmin(RegionalScope, TranslatedAdmin):
    form = AreaForm
    inlines = [ForbiddenVariantInline]
    never_deleted = _(
        "An area cannot be deleted: members lie in it. Move one that is no "
        "longer used to the end of the order."
    )
    list_display = ["listed_as", "versions", "code", "default_language", "order"]
    search_fields = ["code", "name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    fieldsets = [(_("Area"), {"fields": ["code", "default_language", "time_zone", "order"]})]

    def own_fieldsets(self, request: StaffRequest, obj):
        fieldsets = super().own_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (_("Reason"), {"fields": [REASON]})]

    def save_model(self, request, obj, form, change):
        obj._change_reason = form.cleaned_data.get(REASON) or None
        super().save_model(request, obj, form, change)


#: What an office settles about its texts on their way to readers.
HOUSE_RULES = ("shows_converted", "lets_translations_through", "wants_two_people")


@admin.register(Secretariat)
class SecretariatAdmin(TypedPages, TranslatedAdmin):
    preview = SecretariatPreview
    start_page_rank = 52
    never_deleted = _(
        "An office cannot be deleted. If it has closed, enter the year; it is "
        "then no longer public."
    )
    list_display = ["listed_as", "versions", "kind", "above", "opened", "closed"]
    list_filter = ["kind", GapsFilter]
    search_fields = ["slug"]
    short_lists = ("areas",)
    readonly_fields = ["place_seen"]
    fieldsets = [
        (_("Office"), {"fields": ["slug", "kind", "parent", "areas", "opened", "closed", "order"]}),
        (
            _("How to reach it"),
            {"fields": ["phone", "email", "website", "latitude", "longitude", "place_seen"]},
        ),
        (_("Before texts are public"), {"fields": [*HOUSE_RULES]}),
    ]

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        return powers_at(request.user, obj and obj.pk)

    def get_queryset(self, request):
        """With the parent office, where that is the user's to see too."""
        seen = Secretariat.objects.visible_to(request.user)
        return super().get_queryset(request).prefetch_related(Prefetch("parent", seen, "seen"))

    @admin.display(description=_("parent office"))
    def above(self, obj) -> str | None:
        return obj.seen

    def records_for(self, request: StaffRequest, power):
        return self.get_queryset(request).filter(pk__in=offices_for(request.user, ROLES[power]))

    def worth_completing(self, records):
        return records.public()

    def note_of(self, record):
        return record.get_kind_display()

    @admin.display(description=_("on the map"))
    def place_seen(self, obj) -> str:
        """The office on the region, as the record is stored."""
        place = place_of(obj)
        return picture_html(as_data(place_svg(REGION, "", place, str(obj)))) if place else "–"

    def has_add_permission(self, request) -> bool:
        return scope_of(request.user).regional

    def closed_fields(self, request: StaffRequest, obj):
        yield from super().closed_fields(request, obj)
        if not self.powers(request, obj).manage:
            yield from ("slug", "kind", "parent", "areas", "opened", "closed", "order")
            yield from HOUSE_RULES

    def follow_change(self, obj, changed):
        super().follow_change(obj, changed)
        if "shows_converted" in changed:
            follow_choice(obj)


@admin.register(Person)
class PersonAdmin(OfficeTextsAdmin, PicturedAdmin):
    start_page_rank = 54
    bulk_fields = ("secretariat",)
    list_display = ["listed_as", "versions", "role", "secretariat", "is_public"]
    list_select_related = ["secretariat"]
    list_filter = ["is_public", ("secretariat", ScopedRelatedFilter), GapsFilter]
    search_fields = ["name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    picture_field = "photo"
    fieldsets = [(_("Person"), {"fields": ["secretariat", "order", "is_public"]})]

    def worth_completing(self, records):
        return records.filter(is_public=True)

    def note_of(self, record):
        return str(text_in(record.secretariat, "name"))

    def places(self, obj):
        """A person is shown on the page of their office."""
        if not self.is_public(obj):
            return [_("no page, as the person is not public")]
        return [link_to(obj.secretariat.get_absolute_url(), _("the page of the office"))]

    def languages_without_words(self, obj):
        """The name stands beside a portrait, and says who it is."""
        return []
