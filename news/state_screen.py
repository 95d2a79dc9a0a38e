"""What became of an event, in the back office: what readers see of it is said when it is stored."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import join_clauses
from editorial.screens.scoped import ScopedAdmin
from editorial.screens.widgets import ClockInput, DayInput
from news.event_states import PREVIOUS, State
from news.models import WHEN, Event
from news.old_days import days_of, previous_days, texts_with_old_days

#: The browser's own fields, as for the dates of today.
DAY, CLOCK = DayInput(), ClockInput({"type": "time"})

SEEN: dict[str, Any] = {
    State.PLANNED: _("Readers now see the event as planned."),
    State.MOVED: _(
        "Readers now see that the event has new dates, and calendars that have subscribed follow."
    ),
    State.POSTPONED: _(
        "Readers now see that the event is postponed, and that its new date is not yet known."
    ),
    State.CANCELLED: _(
        "Readers now see that the event is cancelled. Its page stays, marked in lists, and "
        "calendars that have subscribed strike it out."
    ),
}


class StatesScreen(ScopedAdmin):
    """The part of the screen of events that is about their state."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in PREVIOUS:
            kwargs["widget"] = CLOCK if db_field.name == "previous_time" else DAY
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        stored = Event._base_manager.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if obj.is_public() and is_told(obj, set(form.changed_data)):
            messages.info(request, SEEN[obj.state])
        old = previous_days(obj) | (days_of(stored) if stored else set())
        if named := texts_with_old_days(obj, old):
            words = gettext(
                "These texts still name days on which the event no longer takes place: %(texts)s"
            )
            messages.warning(request, words % {"texts": join_clauses(named)})


def is_told(event: Event, changed: set[str]) -> bool:
    """Whether something of what readers see of its state is among the ``changed`` fields."""
    is_about_dates = event.state == State.MOVED and not changed.isdisjoint((*WHEN, *PREVIOUS))
    return "state" in changed or is_about_dates
