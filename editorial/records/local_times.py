"""Moments by the clock of a place, and whole days, which have no clock.

A record of something that happens somewhere keeps its moments in UTC and names the time zone of its
place (``time_zone``): whoever reads or edits it, wherever they are, reads the clock there. Of what
takes whole days (``all_day``) it keeps the days themselves, in columns of their own; the moments
beside them, by which lists are sorted, follow from the days and the zone.
"""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.languages.zones import zone_named

FIRST_MINUTE, LAST_MINUTE = time.min, time(23, 59)
NO_SUCH_TIME = _("On this day clocks are put forward there, and never show this time.")


class LocalTimes(models.Model):
    """A record whose moments are read by the clock of its place."""

    #: The fields of its moments, from first to last, and the columns of the days instead of them.
    local_times: dict[str, str] = {}

    all_day: bool
    time_zone: str

    class Meta:
        abstract = True

    def settle_days(self, stored: Any = None) -> None:
        """Let days, moments and time zone say the same; ``stored`` is the record as it was.

        Days stay what they are when the zone changes. Who sets a moment alone moves the day.
        """
        zone = zone_named(self.time_zone)
        edges = zip(self.local_times.items(), (FIRST_MINUTE, LAST_MINUTE), strict=True)
        for (name, days), edge in edges:
            day, moment = getattr(self, days), getattr(self, name)
            if not self.all_day:
                setattr(self, days, None)
                continue
            is_moved = stored is not None and getattr(stored, name) != moment
            if day is None or (is_moved and getattr(stored, days) == day):
                day = moment.astimezone(zone).date()
            setattr(self, days, day)
            setattr(self, name, datetime.combine(day, edge, zone).astimezone(UTC))


def local_times_of(record: Any) -> dict[str, str]:
    """The moments by a clock of their own that a record, or a version of one, has."""
    return getattr(getattr(record, "instance_type", type(record)), "local_times", {})


def zone_of(record: Any) -> ZoneInfo:
    """The time zone of the place of a record, or of a version of one."""
    return zone_named(record.time_zone)


def told(record: Any, field: Any) -> Any:
    """The value of a field as people mean it.

    Of a moment by the clock of a place that is a moment with the zone of the place, or the day
    where the record is about whole days; of every other field it is the value itself.
    """
    value = getattr(record, field.attname)
    days = local_times_of(record).get(field.name)
    if days is None or value is None:
        return value
    at_its_place = value.astimezone(zone_of(record))
    # The days of what the version before stored are told by its moments.
    return (getattr(record, days) or at_its_place.date()) if record.all_day else at_its_place


def is_told_elsewhere(record: Any, field: Any) -> bool:
    """Whether a field is one of days, which is told under the name of the moment instead."""
    return field.name in local_times_of(record).values()


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The moment when clocks in ``zone`` show that; the first of two, None where they never do."""
    wanted = datetime.combine(day, at)
    found = wanted.replace(tzinfo=zone)
    back = found.astimezone(UTC).astimezone(zone)
    return found if back.replace(tzinfo=None) == wanted else None


def comes_twice(moment: datetime) -> bool:
    """Whether the clock shows the same again, since it was put back."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
