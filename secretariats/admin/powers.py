"""The powers that postings give, and screens of records that belong to an office."""

from collections.abc import Set
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.accounts.powers import ALL_POWERS, NO_POWERS, Powers
from editorial.accounts.requests import StaffRequest
from editorial.records.publication import DECIDED, Publication
from editorial.screens.publications import PublicationAdmin
from editorial.screens.scoped import Scoped
from editorial.screens.steps import refuse_move, refuse_own_work, states_in_reach
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


Status = Publication.Status
#: The fields that together say whether, and at which office, a record is public.
STANDING = frozenset(("secretariat", "status"))


def may_stand(user, office: int | None, status: str) -> bool:
    """Whether a user may bring a record into this state at an office (a key)."""
    return office is None or status not in DECIDED or powers_at(user, office).publish


def refuse_state(user, stored, office: Secretariat | None, status: str, changed: Set[str]) -> None:
    """Raise ValidationError where a user may not bring a record into a state at an office.

    ``stored`` is the record as it was, None for one that is new; ``changed`` are the fields that
    change at the same time.
    """
    key = office.pk if office else None
    if STANDING & changed and not may_stand(user, key, status):
        raise ValidationError(_("You may not publish here."))
    if "status" in changed:
        refuse_move(stored, status, powers_at(user, key))
        if status in LED_OUT:
            refuse_own_work(stored, user, office, changed)


#: The states that bring a record nearer to its readers than somebody's own work does.
LED_OUT = frozenset((Status.APPROVED, Status.PUBLISHED))


class OfficePublicationForm(RecordForm):
    """Refuses to move a record where no step of the user's leads."""

    user: User
    #: The states in which the user may leave the record.
    reach: Set[str]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        status: Any = self.fields.get("status")
        if status is not None and not self.is_bound:
            own = [choice for choice in status.choices if choice[0] in self.reach]
            status.choices = status.widget.choices = own

    def clean(self):
        super().clean()
        data = self.cleaned_data
        office = data.get("secretariat") or getattr(self.instance, "secretariat", None)
        status = data.get("status", self.instance.status)
        stored = self.instance if self.instance.pk else None
        try:
            refuse_state(self.user, stored, office, status, {*self.changed_data})
        except ValidationError as error:
            self.add_error("status" if "status" in data else None, error)
        return data


class OfficePublicationAdmin(OfficeTextsAdmin, PublicationAdmin):
    """A screen of an office's records on their way to the public."""

    form = OfficePublicationForm
    deleted_by = _("This can be deleted by the office’s manager, or by a regional administrator.")

    def refuse(self, request: StaffRequest, obj, changed):
        stored = type(obj)._base_manager.filter(pk=obj.pk).first() if STANDING & changed else None
        office = obj.secretariat if obj.secretariat_id else None
        try:
            refuse_state(request.user, stored, office, obj.status, changed)
        except ValidationError as error:
            raise ValidationError({"status": error.messages}) from error

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        own = {"user": request.user, "reach": states_in_reach(obj, self.powers(request, obj))}
        return type(form.__name__, (form,), own)
