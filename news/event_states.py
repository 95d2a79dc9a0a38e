"""What became of an event: it is as planned, has new dates, waits for them, or is cancelled.

This stands beside publication: a cancelled event stays public, and says so. docs/adr/0035 says why.
"""

from dataclasses import replace
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editorial.languages import Text, active
from editorial.languages.spans import Span, name_days, name_moments
from editorial.records.local_times import zone_of
from news.written import Foremost, WrittenQuerySet


class State(models.TextChoices):
    """What staff say of an event. A postponed one has new dates, or waits for them."""

    PLANNED = "planned", _("As planned")
    MOVED = "moved", _("Moved to new dates")
    POSTPONED = "postponed", _("Postponed, new date not yet known")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


#: The mark that readers see beside the title of an event that is not as planned.
MARKS: dict[str, str | Promise] = {
    State.MOVED: pgettext_lazy("event", "New dates"),
    State.POSTPONED: pgettext_lazy("event", "Postponed"),
    State.CANCELLED: pgettext_lazy("event", "Cancelled"),
}
#: The columns that say what became of an event, but for the words about it.
PREVIOUS = ("previous_first_day", "previous_last_day", "previous_time")

NO_NEW_DATES = _(
    "Enter the new dates, too. If they are here already, enter when it was "
    "planned for. If they are not known yet, choose “Postponed, new date "
    "not yet known”."
)
STILL_UNKNOWN = _(
    "You entered other dates, but readers are told that the new date is not yet known. Choose "
    "“Moved to new dates”, or first “As planned” if you are only correcting a mistake."
)


class Previous(NamedTuple):
    """When an event that has new dates was planned before, as its place calls the days.

    ``time`` is when it was to start; None for whole days, and where nobody knows.
    """

    first: date
    last: date
    time: time | None


def over(at: datetime | None = None) -> Q:
    """Whether an event has ended ``at`` a moment (now): one without a date has not."""
    return Q(ends_at__lt=at or timezone.now()) & ~Q(state=State.POSTPONED)


class StatedQuerySet(WrittenQuerySet):
    """Tells events that are still to be from those that are over."""

    def coming(self, at: datetime | None = None):
        """Events that have not ended ``at`` a moment (now), the next one first.

        Cancelled ones stay until their day is over, for those who had planned to come. Those that
        wait for a new date are still to come, however long ago the old one was; they stand last,
        since nobody can say before which others they will be.
        """
        waits = Case(When(state=State.POSTPONED, then=Value(1)), default=Value(0))
        still = Q(ends_at__gte=at or timezone.now()) | Q(state=State.POSTPONED)
        return self.filter(still).order_by(waits, "starts_at", "pk")

    def past(self, at: datetime | None = None):
        """Events that have ended, the latest first; cancelled ones, whose day is over, too."""
        return self.filter(over(at)).latest_first()

    def with_past(self):
        """Each with ``is_past``, whether it is over."""
        is_past = Case(When(over(), then=Value(True)), default=Value(False))
        return self.annotate(is_past=is_past)

    def latest_first(self):
        """Those that are to be and those that are over, the latest first."""
        return self.order_by("-starts_at", "-pk")

    def with_a_date(self):
        """Those that one can note down: neither cancelled nor without a date."""
        return self.exclude(state__in=(State.CANCELLED, State.POSTPONED))

    def next_ones(self, count: int) -> Foremost:
        """The next ``count`` events that are to be, and what is cancelled among them.

        They are those of the reader's language. A cancelled one takes no place from those to which
        one can go. One query, or two where most are cancelled.
        """
        coming = self.coming()
        found = coming.foremost(2 * count)
        to_be = [event for event in found if not event.is_cancelled][:count]
        if len(to_be) < count and len(found) == 2 * count:
            to_be = [*coming.in_language().exclude(state=State.CANCELLED)[:count]]
        off = [event for event in found if event.is_cancelled]
        if len(to_be) == count:
            off = [event for event in off if in_order(event) < in_order(to_be[-1])]
        return Foremost(sorted([*to_be, *off], key=in_order), found.elsewhere)


#: The order of what is to come.
in_order = attrgetter("waits_for_date", "starts_at", "pk")


class Stated(models.Model):
    """An event that says what became of it."""

    State = State

    state = models.CharField(
        _("state of the event"),
        max_length=9,
        choices=State,
        default=State.PLANNED,
        db_default=State.PLANNED,
        help_text=_(
            "Whichever you choose, the page stays public and says so, as do lists and calendars. "
            "If new dates are known, write them where the old ones stood."
        ),
    )
    previous_first_day = models.DateField(
        _("was planned from"),
        null=True,
        blank=True,
        help_text=_(
            "The old dates of an event that has new ones. They are kept by themselves when you "
            "change the dates of an event and choose “Moved to new dates”."
        ),
    )
    previous_last_day = models.DateField(
        _("was planned until"), null=True, blank=True, help_text=_("Empty: one day.")
    )
    previous_time = models.TimeField(
        _("was planned to start at"),
        null=True,
        blank=True,
        help_text=_("By the clock of its place. Empty for whole days."),
    )

    starts_at: Any
    ends_at: Any
    all_day: Any
    days: Any
    days_in_words: Any
    times_in_words: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(previous_last_day=None)
                | Q(previous_last_day__gte=models.F("previous_first_day")),
                name="%(app_label)s_%(class)s_was_planned_until",
                violation_error_message=_("It was not planned to end before it starts."),
            ),
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def waits_for_date(self) -> bool:
        """Whether nobody knows yet when it will be: its dates are those of before."""
        return self.state == State.POSTPONED

    @property
    def mark(self) -> Text | None:
        """What stands beside its title, in the reader's language; None while it is as planned."""
        words = MARKS.get(self.state)
        return Text(str(words), active(), active()) if words else None

    def shown_days(self) -> Span | None:
        """The days under which lists have it, None while nobody knows them."""
        return None if self.waits_for_date else self.days_in_words()

    def planned_in_words(self) -> Span | None:
        """For when it was planned, if it does not take place then; as far as that is known."""
        if self.is_cancelled or self.waits_for_date:
            return self.times_in_words()
        found = self.previous
        if found is None:
            return None
        if found.time is None or found.first != found.last:
            return name_days(found.first, found.last)
        start = datetime.combine(found.first, found.time, zone_of(self))
        return name_moments(start, start)

    @property
    def instead_of_a_day(self) -> str:
        """What lists say where that day is not known; empty where it is."""
        return gettext("New date not yet known") if self.waits_for_date else ""

    @property
    def previous(self) -> Previous | None:
        """For when an event was planned that has new dates; None of others, and if not known."""
        first, at = self.previous_first_day, self.previous_time
        if self.state != State.MOVED or first is None:
            return None
        return Previous(first, self.previous_last_day or first, at)

    def previous_start(self) -> date | datetime | None:
        """The day, or the moment if that is known, on which it was to start before it was moved."""
        found = self.previous
        if found is None or found.time is None:
            return found and found.first
        return datetime.combine(found.first, found.time, zone_of(self))

    def marked(self, title: Text) -> Text:
        """Its title with the mark before it, both in one language, where only a line can be had."""
        if self.state not in MARKS:
            return title
        with override(title.language.code):
            words = {"mark": MARKS[self.state], "title": title.value}
            return replace(title, value=gettext("%(mark)s: %(title)s") % words)

    def is_at_other_times(self, stored: Any) -> bool:
        """Whether it takes place at other times, or on other days, than as ``stored``."""
        return told_when(self) != told_when(stored)

    def refuse_states(self, stored: Any) -> None:
        """Raises ValidationError where state and dates cannot both be meant."""
        is_elsewhere = stored is not None and self.is_at_other_times(stored)
        is_same = stored is not None and self.state == stored.state
        if self.state == State.POSTPONED and is_same and is_elsewhere:
            raise ValidationError({"state": STILL_UNKNOWN})
        is_told = self.previous_first_day is not None or is_elsewhere
        is_known_so = is_same and stored.previous_first_day is None
        if self.state == State.MOVED and not is_told and not is_known_so:
            raise ValidationError({"state": NO_NEW_DATES})

    def keep_previous(self, stored: Any) -> None:
        """Note for when a moved event was planned, as ``stored``, unless that is noted already.

        The first dates stay when it is moved again: they are those that most people have noted.
        What an event that was as planned again has from before is no longer meant.
        """
        if self.state != State.MOVED or stored is None or not self.is_at_other_times(stored):
            return
        kept = [getattr(self, name) for name in PREVIOUS]
        is_old = stored.state == State.PLANNED and kept == [getattr(stored, n) for n in PREVIOUS]
        if self.previous_first_day is None or is_old:
            for name, value in zip(PREVIOUS, planned(stored, self), strict=True):
                setattr(self, name, value)


def told_when(event: Any) -> tuple:
    """When an event is, as people mean it: days without a clock, or moments."""
    if event.all_day:
        return tuple(event.days())
    return (event.starts_at, event.ends_at)


def planned(stored: Any, moved: Any) -> tuple[date, date | None, time | None]:
    """When an event was planned, by the clock of the place where it is now."""
    if stored.all_day:
        first, last = stored.days()
        at = None
    else:
        start, end = (m.astimezone(zone_of(moved)) for m in (stored.starts_at, stored.ends_at))
        first, last, at = start.date(), end.date(), start.time()
    return first, (last if last != first else None), at
