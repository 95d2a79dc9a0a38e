"""When events are, in the back office: asked for and shown by the clock of their place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.http import JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page
from editorial.languages.punctuation import add_note
from editorial.languages.spans import name_days, name_moments
from editorial.languages.zones import place_of_zone
from editorial.records.keys import parse_key
from editorial.records.local_times import told
from editorial.records.scope import visible
from editorial.screens.scoped import ScopedAdmin
from members.models import Member
from news.event_form import EDGES, EventForm, WallField
from news.models import Event
from news.places import zone_at
from secretariats.models import Secretariat

#: What shows a moment by the clock of its place, where it is shown and not asked for.
SHOWN = {"starts_at": "starts", "ends_at": "ends"}


class LocalTimesScreen(ScopedAdmin):
    """The part of the screen of events that is about clocks and days."""

    form = EventForm

    def pages(self):
        yield Page("zone/", self.zone_view, "zone")
        yield from super().pages()

    @method_decorator(require_safe)
    def zone_view(self, request: StaffRequest) -> JsonResponse:
        """The time zone where an event is likely to be, by its host and its office."""
        return JsonResponse({"time_zone": likely_zone(request, request.GET)})

    def get_changeform_initial_data(self, request):
        """By the clock of the host or the office if that is known, else by the writer's."""
        initial = super().get_changeform_initial_data(request)
        likely = likely_zone(request, initial) or request.user.time_zone
        return {"time_zone": likely} | initial

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in EDGES:
            return WallField(db_field.name, label=capfirst(db_field.verbose_name))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "time_zone":
            field.widget.attrs["data-preset"] = self.address("zone")
        return field

    def get_readonly_fields(self, request, obj=None):
        return [SHOWN.get(name, name) for name in super().get_readonly_fields(request, obj)]

    def shown_fieldsets(self, request: StaffRequest, obj):
        """What the user cannot change is shown by the clock of its place, too."""
        fieldsets = super().shown_fieldsets(request, obj)
        is_closed = obj is not None and not self.has_change_permission(request, obj)
        if not is_closed and {*self.get_readonly_fields(request, obj)}.isdisjoint(SHOWN.values()):
            return fieldsets
        return [
            (label, {**options, "fields": [SHOWN.get(name, name) for name in options["fields"]]})
            for label, options in fieldsets
        ]

    @admin.display(description=_("starts"), ordering="starts_at")
    def starts(self, obj) -> str:
        return told_in_words(obj, "starts_at")

    @admin.display(description=_("ends"), ordering="ends_at")
    def ends(self, obj) -> str:
        return told_in_words(obj, "ends_at")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for words in dict.fromkeys(getattr(form, "notes", {}).values()):
            messages.info(request, words)


def told_in_words(event: Event, name: str) -> str:
    """When an event starts or ends, by the clock of its place, which is named if need be."""
    when = told(event, Event._meta.get_field(name))
    if not isinstance(when, datetime):
        return str(name_days(when, when)) if when else ""
    words = str(name_moments(when, when))
    is_here = event.zone == timezone.get_current_timezone()
    return words if is_here else add_note(words, place_of_zone(event.zone.key))


def likely_zone(request: StaffRequest, given: Mapping[str, Any]) -> str:
    """The time zone at the host or the office that is ``given`` by its key, if the user sees it."""
    host, office = (
        visible(model, request.user).filter(pk=parse_key(str(given.get(name) or "")) or 0).first()
        for model, name in ((Member, "host_member"), (Secretariat, "secretariat"))
    )
    return zone_at(host, office)
