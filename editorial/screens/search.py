"""One search over all kinds: what a staff user finds under a text, kind by kind."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.accounts.requests import StaffRequest
from editorial.screens.start_page import screens_seen


class SearchForm(forms.Form):
    """What to look for. A text that no field could hold is refused in words."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)


@require_safe
def search(request: StaffRequest, shared: dict[str, Any]) -> TemplateResponse:
    """What the user finds under a text, by kind: each record leads to its form."""
    if not shared["available_apps"]:
        raise PermissionDenied
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    asked = [s for s in screens_seen(site, request) if text and s.is_found_at_large]
    screens = [screen for screen in asked if screen.get_search_fields(request)]
    groups = [group for screen in screens if (group := screen.search_block(request, text)).entries]
    context = {
        "title": gettext("Search"),
        "subtitle": None,
        "form": form,
        "sought": text,
        "groups": groups,
        "total": sum(group.total for group in groups),
    }
    return TemplateResponse(request, "editorial/screens/search.html", shared | context)
