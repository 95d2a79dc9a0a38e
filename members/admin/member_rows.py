"""Screens of what is recorded of a member: its powers, and what is in doubt there."""

from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import columns
from editorial.screens.scoped import ScopedAdmin
from editorial.screens.start_page import Section
from members.models import Member
from secretariats.admin import OfficeScope, offices_for, powers_at
from secretariats.admin.powers import ROLES

DOUBTFUL = Section(64, _("Doubtful values"))
OUTDATED = Section(66, _("To look up again"))


class MemberScope(OfficeScope):
    """The powers over a row of a member are those at the office of the member."""

    def powers(self, request: StaffRequest, obj=None):
        member = obj.member if obj is not None and obj.member_id else None
        return powers_at(request.user, member and member.secretariat_id)

    def records_for(self, request: StaffRequest, power: str):
        """Those of members at the offices where the user has the power."""
        offices = offices_for(request.user, ROLES[power])
        return self.get_queryset(request).filter(member__secretariat__in=offices)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "member":
            offices = offices_for(request.user)
            kwargs["queryset"] = Member.objects.filter(secretariat__in=offices)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MemberRowsAdmin(MemberScope, ScopedAdmin):
    """A list of rows of members, some of which may be doubtful. They go into sheets and back."""

    has_sheet = True
    list_select_related = ["member", "source"]
    search_fields = ["member__slug", "doubt", *columns("member__name")]
    autocomplete_fields = ["member", "source"]

    def waiting(self, request: StaffRequest):
        """With the doubtful rows that the user may put right."""
        doubtful = self.records_for(request, "write").doubtful().select_related("member")
        yield self.block(
            DOUBTFUL,
            doubtful.order_by(*self.list_order(request)),
            lambda shown: lambda row: row.doubt,
            is_doubtful__exact="1",
        )
        yield from super().waiting(request)
