"""Moments that staff choose for something to happen: by the clock of the portal, and to come."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from editorial.languages.zones import place_of_zone, zone_in_words, zone_named
from editorial.records.local_times import NO_SUCH_TIME, local_moment
from editorial.records.portal import home_zone

#: Nothing is planned further ahead: a year beyond that is a slip of the finger.
FURTHEST = timedelta(days=3 * 366)


def read_moment(written: str) -> datetime:
    """The moment that a browser's field of day and time sent, by the clock of the portal.

    Raises ValidationError for what is no moment, one that is past, or that no clock there shows.
    """
    try:
        wall = datetime.fromisoformat(written.strip()).replace(tzinfo=None)
    except ValueError:
        raise ValidationError(gettext("Enter a day and a time.")) from None
    moment = local_moment(wall.date(), wall.time(), zone_named(home_zone()))
    if moment is None:
        raise ValidationError(NO_SUCH_TIME)
    now = timezone.now()
    if moment <= now:
        raise ValidationError(gettext("This moment is past. Choose one to come."))
    if moment > now + FURTHEST:
        raise ValidationError(gettext("This moment is more than three years ahead."))
    return moment


def clocks_in_words() -> tuple[str, str]:
    """The zone of the portal, and that of the user if it is another one, for beside a field."""
    own, home = timezone.get_current_timezone_name(), home_zone()
    return zone_in_words(home), zone_in_words(own) if own != home else ""


def clocks_beside(stored: datetime | None) -> str:
    """By which clock a field is read, and what that of the user shows where it is another."""
    home, own = clocks_in_words()
    words = [gettext("By the clock of %(home)s.") % {"home": home}]
    if own and stored:
        moment, place = in_zone(stored, timezone.get_current_timezone_name())
        seen = {"moment": moment, "place": place}
        words.append(gettext("On yours, in %(place)s: %(moment)s") % seen)
    elif own:
        words.append(gettext("Yours is that of %(own)s.") % {"own": own})
    return " ".join(words)


def moment_on_both_clocks(moment: datetime) -> str:
    """A moment by the clock of the portal and, where it is another one, by that of the user."""
    shown = [in_zone(moment, name) for name in (home_zone(), timezone.get_current_timezone_name())]
    if shown[0][0] == shown[1][0]:
        return shown[0][0]
    words = gettext("%(first)s in %(place)s, %(second)s in %(other)s")
    (first, place), (second, other) = shown
    return words % {"first": first, "place": place, "second": second, "other": other}


def in_zone(moment: datetime, name: str) -> tuple[str, str]:
    """A moment by the clock of a zone, and the place that gives the zone its name."""
    return date_format(moment.astimezone(zone_named(name)), "DATETIME_FORMAT"), place_of_zone(name)
