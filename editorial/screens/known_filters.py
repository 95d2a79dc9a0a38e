"""Lists at addresses that they do not know: an old bookmark is the list, and says what it lacks."""

from django.contrib import messages
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.languages.punctuation import join_list
from editorial.screens.filter_queries import PASSING, FilterQueries

#: What no list is narrowed by, and what Django's admin adds to the address of a list that failed.
NO_FILTERS = PASSING | {PAGE_VAR, ERROR_FLAG}
#: So much of what was left out is told: addresses can be made up.
MOST_TOLD, LONGEST_TOLD = 3, 60


class KnownFilters(ScreenPages):
    """A list that leaves out of its address what it does not know, and says so."""

    def changelist_view(self, request, extra_context=None):
        if unknown := self.unknown_filters(request):
            known = request.GET.copy()
            for name in unknown:
                del known[name]
            tell_left_out(request, unknown)
            request.GET = known
        return super().changelist_view(request, extra_context)

    def unknown_filters(self, request: StaffRequest) -> list[str]:
        """The parameters that no filter of the list offers, or not with these values."""
        if not self.has_view_permission(request):
            return []
        queries, given = FilterQueries(self, request), request.GET
        asked = {name: given.getlist(name) for name in given.keys() - NO_FILTERS}
        known = queries.lasting(given)
        return [
            name
            for name, values in sorted(asked.items())
            if not (
                queries.holds(name, values)
                if name in known
                else queries.is_lasting(name, values) and not any(values)
            )
        ]


def tell_left_out(request: StaffRequest, names: list[str]) -> None:
    """Say which of the parameters ``names`` the list does without; whatever their values were."""
    given = (name[:LONGEST_TOLD] for name in names[:MOST_TOLD])
    words = gettext("These filters are unknown in this list and were left out: %(filters)s")
    messages.warning(request, words % {"filters": join_list(given)})
