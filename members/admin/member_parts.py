"""Lists of rows of members: those of parts of it, which stand in its form too, and others."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editorial.accounts.powers import Powers
from editorial.accounts.requests import StaffRequest
from editorial.history.writing import lock, touch, touching_once
from editorial.languages import active
from editorial.screens.scoped import ScopedAdmin
from editorial.screens.zones import ZonesForm
from members.models import Member
from secretariats.admin import offices_for, powers_at
from secretariats.admin.powers import ROLES

NOWHERE = 0  # the key of no office


class RowsOfMembersAdmin(ScopedAdmin):
    """A list of rows of members, in the order of their names. They go into sheets and back."""

    has_sheet = True
    #: The power at a member's office that it takes to give it a row.
    takes = "write"
    list_select_related = ["member__area", "member__secretariat"]
    search_fields = ["member__slug"]

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        """Those at the office of the member."""
        return powers_at(request.user, obj and office_of(obj))

    def offices(self, request: StaffRequest, power: str = ""):
        """Those where the user has a power, or that which it takes."""
        return offices_for(request.user, ROLES[power or self.takes])

    def records_for(self, request: StaffRequest, power: str):
        offices = self.offices(request, power)
        return self.get_queryset(request).filter(member__secretariat__in=offices)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "member":
            own = Member.objects.filter(secretariat__in=self.offices(request))
            kwargs["queryset"] = own
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # Finding

    def find(self, request: StaffRequest, records, text: str):
        """The rows of members that bear ``text`` as a name, or are at that address."""
        found = records.filter(member__in=Member.objects.bearing(text))
        return found | records.filter(member__slug=text.strip()), False

    def with_rank(self, records, text: str):
        ranked = Member.objects.filter(pk=OuterRef("member")).with_rank(text)
        return records.annotate(rank=Subquery(ranked.values("rank")[:1]))

    # The list

    def name_order(self):
        return f"member__sort_{active().column}"

    @admin.display(description=_("member"), ordering="pk")
    def listed_as(self, obj) -> SafeString:
        return format_html("{}", obj.member)

    @admin.display(description=_("serving secretariat"), ordering="member__secretariat")
    def office(self, obj) -> SafeString:
        return format_html("{}", obj.member.secretariat)


class MemberPartForm(ZonesForm):
    def _get_validation_exclusions(self):
        """The member of a stored row is only shown, and known: rules that name it hold."""
        found = super()._get_validation_exclusions()
        return found - {"member"} if self.instance.pk else found

    def clean(self):
        """Of a new row the member is held fast: nobody adds another one in between."""
        member = self.cleaned_data.get("member")
        if member is not None and transaction.get_connection().in_atomic_block:
            lock(Member, [member.pk])
        return super().clean()


class MemberPartAdmin(RowsOfMembersAdmin):
    """Rows of members: who has a power at the member's office does all there is to do to them."""

    form = MemberPartForm
    rows_meet = True
    #: What is said to who gives a row to another member.
    stays: Any

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        given = super().powers(request, obj)
        may = getattr(given, self.takes)
        return Powers(may, may, may, given.languages)

    def records_for(self, request: StaffRequest, power: str):
        return super().records_for(request, self.takes)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).write and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """A row of another member is another row."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "member"] if obj and "member" not in fixed else fixed

    def refuse(self, request: StaffRequest, obj, changed):
        if obj.pk and "member" in changed:
            raise ValidationError({"member": self.stays})

    # The member is saved with its rows: they are part of it

    def follow_change(self, obj, changed):
        super().follow_change(obj, changed)
        if changed:
            touch(obj.member, getattr(obj, "_change_reason", None) or "")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            touch(form.instance.member)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        touch(obj.member)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """A member that loses several rows is saved once, as it is after the last of them."""
        with touching_once():
            for obj in queryset:
                self.delete_model(request, obj)


def office_of(row) -> int:
    """The key of the office of a row, or of a version of one, whose member may be gone."""
    if member := row._state.fields_cache.get("member"):
        return member.secretariat_id
    offices = Member.objects.filter(pk=row.member_id).values_list("secretariat", flat=True)
    return next(iter(offices), NOWHERE)
