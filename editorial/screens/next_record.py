"""Saving a record and going on to the next of the list that the user came from."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages

#: The button that saves and goes on, and where the address keeps how the list was left.
NEXT, LIST = "_next", "_changelist_filters"


class NextRecord(ScreenPages):
    """A form that can lead to the next record, in the order of the list and as far as it goes."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The next is looked up first: once saved, a record may stand elsewhere, or in no list."""
        theirs: Any = super()
        if NEXT in request.POST and object_id:
            request.following = self.following(request, object_id)
        return theirs.changeform_view(request, object_id, form_url, extra_context)

    def following(self, request: StaffRequest, key: str) -> str | None:
        """The key of the record after ``key`` in the list; None at its end, or out of it."""
        asked: Any = copy(request)
        asked.method, asked.GET = "GET", QueryDict(request.GET.get(LIST, ""))
        screen: Any = self
        try:
            listed = screen.get_changelist_instance(asked).queryset
        except (IncorrectLookupParameters, PermissionDenied, SuspiciousOperation):
            return None
        keys = [*dict.fromkeys(map(str, listed.values_list("pk", flat=True)))]
        return keys[keys.index(key) + 1] if key in keys[:-1] else None

    def response_change(self, request, obj):
        theirs: Any = super()
        response = theirs.response_change(request, obj)
        if NEXT not in request.POST or response.status_code != 302:
            return response
        following = getattr(request, "following", None)
        if following is not None:
            return HttpResponseRedirect(self.keeping(request, self.address("change", following)))
        messages.info(request, gettext("That was the last record of this list."))
        return HttpResponseRedirect(self.list_address(request))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Who changes a record goes on to the next; who adds one, may add another."""
        if change:
            context["show_save_and_add_another"] = False
            context["may_go_on"] = self.has_change_permission(request, obj)
        theirs: Any = super()
        return theirs.render_change_form(request, context, add, change, form_url, obj)
