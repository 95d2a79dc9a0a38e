"""Screens of what is recorded of a member beside its own form, and may be doubtful."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.screens.start_page import Block, Section
from members.admin.member_parts import RowsOfMembersAdmin

DOUBTFUL = Section(64, _("Doubtful values"))
OUTDATED = Section(66, _("To look up again"))


class DoubtfulRows(RowsOfMembersAdmin):
    """A list of rows of members, some of which may be doubtful."""

    def doubtful_block(self, request: StaffRequest) -> Block:
        """The doubtful rows that the user may put right."""
        doubtful = self.with_related(self.records_for(request, "write").doubtful())
        return self.block(
            DOUBTFUL,
            doubtful.order_by(*self.list_order(request)),
            lambda shown: self.doubt_of,
            is_doubtful__exact="1",
        )

    def doubt_of(self, row: Any) -> str:
        """Why a row is doubtful."""
        return row.why_marked

    @admin.display(description=_("why it is doubtful"), ordering="doubt")
    def why(self, obj) -> str:
        return obj.why_marked


class MemberRowsAdmin(DoubtfulRows):
    """A list of rows of members that are no part of these."""

    #: In which order rows of one member are listed.
    row_order: tuple[str, ...] = ()
    autocomplete_fields = ["member", "source"]

    def get_ordering(self, request):
        return [self.name_order(), *self.row_order]

    def waiting(self, request: StaffRequest):
        yield self.doubtful_block(request)
        yield from super().waiting(request)
