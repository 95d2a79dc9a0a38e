"""The form of an event: times by the clock of its place, or days without a clock."""

from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages.spans import name_days
from editorial.languages.zones import place_of_zone, zone_in_words, zone_named
from editorial.records.local_times import (
    FIRST_MINUTE,
    LAST_MINUTE,
    NO_SUCH_TIME,
    comes_twice,
    local_moment,
    told,
)
from editorial.screens.day_fields import DayField
from editorial.screens.widgets import ClockInput, DayInput
from news.models import Event
from secretariats.admin import OfficePublicationForm

EDGES = {"starts_at": FIRST_MINUTE, "ends_at": LAST_MINUTE}
#: Years in which events are; others are slips of a finger.
FIRST_YEAR, LAST_YEAR = 1900, 2199
#: Days after which it is said how long an event lasts.
LONG = 366

WRITE_TIME = _("Enter the time, too, or tick “whole days”.")
NO_LENGTH = _("It ends at the time at which it starts. Enter when it ends.")
NO_DAY = {
    "starts_at": _("Enter the date on which it starts."),
    "ends_at": _(
        "Enter the date on which it ends. If it lasts one day, enter the same date again."
    ),
}


class Wall(NamedTuple):
    """What a clock at the place shows; no time where it is about the day."""

    day: date
    at: time | None


class WallWidget(forms.MultiWidget):
    """A day and a time, each in the browser's own field."""

    def __init__(self, attrs: dict | None = None) -> None:
        day = DayInput({"aria-label": _("Date")})
        at = ClockInput({"type": "time", "aria-label": _("Time")})
        super().__init__([day, at], attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A moment as the clock of its own zone shows it."""
        if isinstance(value, datetime):
            return [value.date(), value.time()]
        return list(value) if isinstance(value, tuple) else [value, None]


class WallField(forms.MultiValueField):
    """A day and a time that nobody has read by any clock yet."""

    widget = WallWidget

    def __init__(self, name: str, **kwargs: Any) -> None:
        day = DayField(error_messages={"incomplete": NO_DAY[name]})
        fields = (day, forms.TimeField(required=False))
        said = {"required": NO_DAY[name]}
        super().__init__(fields, require_all_fields=False, error_messages=said, **kwargs)

    def compress(self, data_list):
        day, at = data_list
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Enter the year with four digits, such as 2027."))
        return Wall(day, at)


class EventForm(OfficePublicationForm):
    """Reads what is written by the clock of the event's place, whoever writes it and wherever.

    While two people's changes are merged, a moment stands with the zone of its place, and a day
    as a day: so a day that nobody changed is unchanged, whatever became of the zone.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        #: What was understood and should be said: words by the name of a field.
        self.notes: dict[str, str] = {}
        self.days: dict[str, date | None] = {}
        for name in self._times():
            if self.instance.pk:
                self.initial[name] = told(self.instance, self._field(name))
            self.fields[name].help_text = self._clock()

    def _times(self) -> list[str]:
        return [name for name in EDGES if name in self.fields]

    @staticmethod
    def _field(name: str) -> Any:
        return Event._meta.get_field(name)

    def _clock(self) -> SafeString:
        """By which clock the fields are read, which a script follows when the zone changes."""
        sent = self.data.get(self.add_prefix("time_zone")) if self.is_bound else None
        name = sent or self.initial.get("time_zone") or self.instance.time_zone
        words = format_html('<span class="clock-of">{}</span>', zone_in_words(name))
        return format_html(gettext("By the clock of its place: {}."), words)

    def clean(self):
        self._read_walls()
        data = super().clean()
        self._settle()
        return data

    def _value(self, name: str) -> Any:
        """What is sent in a field, or stored where the form has none or what is sent is wrong."""
        return self.cleaned_data.get(name, getattr(self.instance, name))

    def _read_walls(self) -> None:
        """Put the day, or the moment with its zone, in place of what was written."""
        zone, is_whole = zone_named(self._value("time_zone")), self._value("all_day")
        for name in self._times():
            wall = self.cleaned_data.get(name)
            if wall is None:
                continue
            if is_whole:
                self.cleaned_data[name] = wall.day
            elif wall.at is None:
                self.add_error(name, WRITE_TIME)
            elif (moment := self._moment(name, wall, zone)) is None:
                self.add_error(name, NO_SUCH_TIME)
            else:
                self.cleaned_data[name] = moment

    def _moment(self, name: str, wall: Wall, zone: ZoneInfo) -> datetime | None:
        """The moment that is meant; of two, the stored one, or else the first, which is told."""
        found = local_moment(wall.day, wall.at or FIRST_MINUTE, zone)
        if found is None or not comes_twice(found):
            return found
        stored = getattr(self.instance, name) if self.instance.pk else None
        for either in (found, found.replace(fold=1)):
            if stored == either.astimezone(UTC):
                return either
        words = gettext(
            "In %(place)s, clocks show %(time)s twice on this day. The earlier one is taken."
        )
        shown = {"place": place_of_zone(zone.key), "time": date_format(found, "H:i")}
        self.notes[name] = words % shown
        return found

    def _settle(self) -> None:
        """Give each field the moment that is stored, now that all are merged."""
        zone, is_whole = zone_named(self._value("time_zone")), self._value("all_day")
        self.days = dict.fromkeys(Event.local_times.values())
        for name in self._times():
            value = self.cleaned_data.get(name)
            if value is None:
                continue
            is_moment = isinstance(value, datetime)
            if is_whole:
                day = value.astimezone(zone).date() if is_moment else value
                self.days[Event.local_times[name]] = day
                self.cleaned_data[name] = datetime.combine(day, EDGES[name], zone)
            elif not is_moment:
                self.add_error(name, WRITE_TIME)
        self._check_order()

    def _check_order(self) -> None:
        start, end = (self.cleaned_data.get(name) for name in EDGES)
        if start is None or end is None:
            return
        if end.astimezone(UTC) < start.astimezone(UTC):
            refused = _("It ends before it starts. Enter when it ends, or correct the start.")
            self.add_error("ends_at", refused)
        elif start == end and {*EDGES} & {*self.changed_data}:
            self.add_error("ends_at", NO_LENGTH)
        elif (count := (end - start).days) >= LONG:
            words = gettext("It lasts %(count)d days, until %(day)s. Is the year right?")
            day = end.astimezone(zone_named(self._value("time_zone"))).date()
            self.notes["ends_at"] = words % {"count": count, "day": name_days(day, day)}

    def _post_clean(self):
        for name, day in self.days.items() if self._times() else ():
            setattr(self.instance, name, day)
        super()._post_clean()
