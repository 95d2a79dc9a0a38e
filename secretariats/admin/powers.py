"""The powers that postings give, and screens of records that belong to an office."""

from collections.abc import Set

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.accounts.powers import ALL_POWERS, NO_POWERS, Powers
from editorial.accounts.requests import StaffRequest
from editorial.screens.publications import LIVE, PublicationAdmin
from editorial.screens.scoped import Scoped
from editorial.screens.translated import RecordForm, TranslatedAdmin
from secretariats.actions import follow_move
from secretariats.models import EDITORS, MANAGERS, PUBLISHERS, Secretariat
from secretariats.scopes import scope_of


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


def offices_for(user, roles: Set[str] = EDITORS):
    """The offices where the user has one of ``roles``."""
    scope = scope_of(user)
    if scope.everything:
        return Secretariat.objects.all()
    return Secretariat.objects.filter(pk__in=scope.offices_as(roles))


#: The roles that give each power.
ROLES = {"write": EDITORS, "publish": PUBLISHERS, "manage": MANAGERS}


class OfficeScope(Scoped):
    """The powers over a record are those at its office."""

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        return powers_at(request.user, obj and obj.secretariat_id)

    def records_for(self, request: StaffRequest, power: str):
        """Those at the offices where the user has the power."""
        offices = offices_for(request.user, ROLES[power])
        return self.get_queryset(request).filter(secretariat__in=offices)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "secretariat":
            kwargs["queryset"] = offices_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OfficeTextsAdmin(OfficeScope, TranslatedAdmin):
    """A screen of an office's records, which show of converted texts what their office shows."""

    def follow_change(self, obj, changed):
        super().follow_change(obj, changed)
        if "secretariat" in changed:
            follow_move(obj)


class RegionalScope(Scoped):
    """The vocabulary that all offices share: regional administrators alone change it."""

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        return ALL_POWERS if scope_of(request.user).regional else NO_POWERS

    def has_view_permission(self, request, obj=None) -> bool:
        return powers_at(request.user).any


#: The fields that together say whether, and at which office, a record is public.
STANDING = frozenset(("secretariat", "status"))


def may_stand(user, office: int | None, status: str) -> bool:
    """Whether a user may bring a record into this state at an office (a key)."""
    return office is None or status not in LIVE or powers_at(user, office).publish


class OfficePublicationForm(RecordForm):
    """Refuses to move a record past review where the user may not publish."""

    user: User

    def clean(self):
        super().clean()
        data = self.cleaned_data
        office = data.get("secretariat") or getattr(self.instance, "secretariat", None)
        status = data.get("status", self.instance.status)
        changed = STANDING & set(self.changed_data)
        if changed and not may_stand(self.user, office and office.pk, status):
            self.add_error("status" if "status" in data else None, _("You may not publish here."))
        return data


class OfficePublicationAdmin(OfficeTextsAdmin, PublicationAdmin):
    """A screen of an office's records on their way to the public."""

    form = OfficePublicationForm
    deleted_by = _("This can be deleted by the office’s manager, or by a regional administrator.")

    def refuse(self, request: StaffRequest, obj, changed):
        if STANDING & changed and not may_stand(request.user, obj.secretariat_id, obj.status):
            raise ValidationError({"status": _("You may not publish here.")})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})
