"""The page on which a staff user says of what they are told by mail, and when."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from editorial.accounts.requests import StaffRequest
from editorial.notices.models import Event, NoticeChoice, Way, chosen_ways, ways_of


class NoticeForm(forms.Form):
    """A choice for each event."""

    def __init__(self, data: Any, ways: dict[Event, Way]) -> None:
        super().__init__(data)
        for event in Event:
            self.fields[event.value] = forms.ChoiceField(
                label=event.label,
                choices=[(way.value, way.label) for way in ways_of(event)],
                initial=ways[event],
            )


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: StaffRequest, shared: dict[str, Any]) -> HttpResponse:
    """What the user is told by mail."""
    if not shared["available_apps"]:
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = NoticeForm(sent, chosen_ways(request.user))
    if sent is not None and form.is_valid():
        for event, way in form.cleaned_data.items():
            NoticeChoice.objects.update_or_create(
                user=request.user, event=event, defaults={"way": way}
            )
        messages.success(request, gettext("Your choice was saved."))
        return HttpResponseRedirect(reverse("admin:notices"))
    context = {"title": gettext("Notices by mail"), "subtitle": None, "form": form}
    return TemplateResponse(request, "editorial/backoffice/notices.html", shared | context)
