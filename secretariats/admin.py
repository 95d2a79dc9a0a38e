"""The back office for areas, offices, people and postings, and the powers that postings give."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin import (
    ALL_POWERS,
    LIVE,
    NO_POWERS,
    Powers,
    PublicationAdmin,
    Scoped,
    ScopedAdmin,
    ScopedRelatedFilter,
    TranslatedAdmin,
    seen,
)
from editorial.languages import CHOICES
from editorial.models import User
from secretariats.cartography import REGION, as_data, place_svg
from secretariats.models import Area, Person, Posting, Secretariat
from secretariats.scopes import scope_of
from secretariats.views import place_of

Role = Posting.Role
EDITORS = frozenset(Role.values) - {Role.TRANSLATOR}
PUBLISHERS = frozenset({Role.PUBLISHER, Role.MANAGER, Role.REGIONAL})
MANAGERS = frozenset({Role.MANAGER, Role.REGIONAL})


def powers_at(user, office: int | None = None) -> Powers:
    """What a user's postings allow at ``office`` (a key), or at any where none is named."""
    scope = scope_of(user)
    if scope.everything:
        return ALL_POWERS
    reaches = scope.at(office)
    roles = {reach.role for reach in reaches}
    return Powers(
        write=bool(roles & EDITORS),
        publish=bool(roles & PUBLISHERS),
        manage=bool(roles & MANAGERS),
        languages=frozenset().union(*(reach.languages for reach in reaches)),
    )


def offices_for(user, roles: frozenset[str] = EDITORS):
    """The offices where the user has one of ``roles``."""
    scope = scope_of(user)
    if scope.everything:
        return Secretariat.objects.all()
    reached = [reach.offices for reach in scope.reaches if reach.role in roles]
    return Secretariat.objects.filter(pk__in=frozenset().union(*reached))


class OfficeScope(Scoped):
    """The powers over a record are those at its office."""

    def powers(self, request, obj=None) -> Powers:
        return powers_at(request.user, obj and obj.secretariat_id)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "secretariat":
            kwargs["queryset"] = offices_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RegionalScope(Scoped):
    """The vocabulary that all offices share: regional administrators alone change it."""

    def powers(self, request, obj=None) -> Powers:
        return ALL_POWERS if scope_of(request.user).regional else NO_POWERS

    def has_view_permission(self, request, obj=None) -> bool:
        return powers_at(request.user).any


class OfficePublicationForm(forms.ModelForm):
    """Refuses to move a record past review where the user may not publish."""

    user: User

    def clean(self):
        super().clean()
        data = self.cleaned_data
        office = data.get("secretariat") or getattr(self.instance, "secretariat", None)
        status = data.get("status", self.instance.status)
        changed = {"secretariat", "status"} & set(self.changed_data)
        if changed and office and status in LIVE and not powers_at(self.user, office.pk).publish:
            self.add_error("status" if "status" in data else None, _("You may not publish here."))
        return data


class OfficePublicationAdmin(OfficeScope, PublicationAdmin):
    """A screen of an office's records on their way to the public."""

    form = OfficePublicationForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})


@admin.register(Area)
class AreaAdmin(RegionalScope, TranslatedAdmin):
    list_display = ["listed_as", "versions", "code", "default_language", "order"]
    search_fields = ["code", "name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    fieldsets = [(_("Area"), {"fields": ["code", "default_language", "time_zone", "order"]})]


@admin.register(Secretariat)
class SecretariatAdmin(TranslatedAdmin):
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

    def has_delete_permission(self, request, obj=None) -> bool:
        return scope_of(request.user).regional and super().has_delete_permission(request, obj)

    def closed_fields(self, request, obj):
        yield from super().closed_fields(request, obj)
        if not self.powers(request, obj).manage:
            yield from ("slug", "kind", "parent", "areas", "opened", "closed", "order")


@admin.register(Person)
class PersonAdmin(OfficeScope, TranslatedAdmin):
    list_display = ["listed_as", "versions", "role", "secretariat", "is_public"]
    list_select_related = ["secretariat"]
    list_filter = ["is_public", ("secretariat", ScopedRelatedFilter)]
    search_fields = ["name_en", "name_zh_hant", "name_ko", "name_ja", "name_zh_hans"]
    readonly_fields = ["photo_seen"]
    fieldsets = [
        (_("Person"), {"fields": ["secretariat", "photo", "photo_seen", "order", "is_public"]})
    ]

    @admin.display(description=_("preview"))
    def photo_seen(self, obj) -> str:
        return seen(obj.photo.url) if obj.photo else "–"


class PostingForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Empty: all five."),
    )


@admin.register(Posting)
class PostingAdmin(OfficeScope, ScopedAdmin):
    """Managers post users to their own offices, in no role above theirs."""

    form = PostingForm
    list_display = ["user", "secretariat", "role"]
    list_select_related = ["user", "secretariat"]
    list_filter = ["role", ("secretariat", ScopedRelatedFilter)]
    search_fields = ["user__username", "user__display_name"]
    fields = ["user", "secretariat", "role", "languages"]

    def has_add_permission(self, request) -> bool:
        return self.powers(request).manage

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).manage and super().has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = self.users(request)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "secretariat":
            field.queryset = offices_for(request.user, MANAGERS)
        return field

    def users(self, request):
        """Other staff who work at an office of the user's, or at none yet."""
        others = User.objects.filter(is_staff=True).exclude(pk=request.user.pk)
        if scope_of(request.user).everything:
            return others
        posted = Posting.objects.exclude(pk__in=Posting.objects.visible_to(request.user))
        return others.exclude(postings__in=posted)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role" and not scope_of(request.user).regional:
            kwargs["choices"] = [choice for choice in Role.choices if choice[0] != Role.REGIONAL]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
