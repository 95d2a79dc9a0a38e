"""Columns of moments by the clock of a place, and of the days of what takes whole days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_time
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import add_note
from editorial.languages.zones import clock_of, zone_named
from editorial.records.local_times import (
    FIRST_MINUTE,
    LAST_MINUTE,
    NO_SUCH_TIME,
    local_moment,
    told,
    zone_of,
)
from editorial.sheets.cells import Column, Kept
from editorial.sheets.value_columns import MomentColumn
from editorial.texts.days import parse_day, parse_moment
from editorial.texts.numbers import plain_signs


class LocalMomentColumn(MomentColumn):
    """A moment by the clock of a place, kept with its distance from UTC; or a day without a clock.

    A cell without that distance is read by the clock of the zone that its own row names.
    """

    def kept_of(self, record):
        value = told(record, self.field)
        return "" if value is None else value.isoformat()

    def cell(self, kept):
        return str(kept).replace("T", " ")

    def comparable(self, kept):
        value = self.value(kept)
        return value.astimezone(UTC) if isinstance(value, datetime) else value

    def parse(self, raw):
        """The day or the moment as it is written; a moment may be one of no zone yet."""
        if isinstance(raw, str):
            raw = parse_moment(raw) or parse_day(raw)
        if not isinstance(raw, date):
            raise ValidationError(
                _("Enter a date, or a date and a time: 2026-05-31, or 2026-05-31 09:00.")
            )
        return raw.isoformat()

    def read_in_row(self, raw, beside: Callable[[str], Kept]):
        kept = self.read(raw)
        if kept == "":
            return kept
        zone = zone_named(str(beside("time_zone")))
        return self._settled(self.value(kept), zone, bool(beside("all_day"))).isoformat()

    def _settled(self, value: date, zone: ZoneInfo, is_whole: bool) -> date:
        """The day of what takes whole days, else the moment; Excel writes days as midnights."""
        try:
            if not isinstance(value, datetime):
                value = value if is_whole else datetime.combine(value, self._edge)
            if not isinstance(value, datetime):
                return value
            if is_whole:
                return (value.astimezone(zone) if value.tzinfo else value).date()
            found = value if value.tzinfo else local_moment(value.date(), value.time(), zone)
            if found is None:
                raise ValidationError(NO_SUCH_TIME)
            return found.astimezone(zone)
        except (OverflowError, ValueError) as error:
            raise ValidationError(_("This time does not exist.")) from error

    @property
    def _edge(self):
        """Where on its day a moment lies of which nothing but the day is said."""
        is_first = self.name == next(iter(self.field.model.local_times))
        return FIRST_MINUTE if is_first else LAST_MINUTE

    def value(self, kept):
        if not kept:
            return None
        return parse_date(str(kept)) or datetime.fromisoformat(str(kept))

    def set_on(self, record, kept):
        value, days = self.value(kept), record.local_times[self.name]
        is_moment = value is None or isinstance(value, datetime)
        setattr(record, days, None if is_moment else value)
        if not is_moment:
            value = datetime.combine(value, self._edge, zone_of(record))
        setattr(record, self.name, value)

    def words(self, kept):
        value = self.value(kept)
        if isinstance(value, datetime):
            return add_note(date_format(value, "SHORT_DATETIME_FORMAT"), clock_of(value))
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class ClockColumn(Column):
    """A time of day without a day, as the clock of a place shows it, to the minute."""

    is_text = False

    def kept(self, value):
        return "" if value is None else f"{value:%H:%M}"

    def comparable(self, kept):
        return kept

    def parse(self, raw):
        if isinstance(raw, str):
            raw = clock_time(raw)
        if not isinstance(raw, time):
            raise ValidationError(_("Enter the time as hours and minutes: 09:00."))
        return self.kept(raw)

    def value(self, kept):
        return time.fromisoformat(str(kept)) if kept else None


def clock_time(text: str) -> time | None:
    """The time of day that a text says, in full-width digits too; None where it says none."""
    try:
        return parse_time(plain_signs(text))
    except ValueError:
        return None
