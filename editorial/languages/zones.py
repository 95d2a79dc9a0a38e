"""Time zones: which there are, what their places are called, how far their clocks are from UTC.

Names of places are those of the Unicode CLDR; of places alone, never of countries, which go by the
names that ICLEI uses. What is stored is the name in the tz database, such as ``Asia/Seoul``.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editorial.languages import BY_CODE, Language, active
from editorial.languages.punctuation import add_note

#: The parts of the world by which the tz database names its zones.
REGIONS = {
    "Asia": _("Asia"),
    "Pacific": pgettext_lazy("ocean", "Pacific"),
    "Australia": _("Australia"),
    "Indian": pgettext_lazy("ocean", "Indian Ocean"),
    "Africa": _("Africa"),
    "Europe": _("Europe"),
    "Atlantic": pgettext_lazy("ocean", "Atlantic"),
    "America": _("America"),
    "Arctic": _("Arctic"),
    "Antarctica": _("Antarctica"),
}

#: A name and its words, as lists of choices have them.
Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


def zone_named(name: str) -> ZoneInfo:
    """The zone of that name; UTC for a name that the tz database does not know (any more)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a name that is a folder
        return ZoneInfo("UTC")


@cache
def zones_of_places() -> tuple[str, ...]:
    """The zones that people live by, without aliases; some four hundred."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(sorted(line.split("\t")[2] for line in lines))


def place_of_zone(name: str, language: Language | None = None) -> str:
    """The place that gives a zone its name, in ``language`` (the reader's): Seoul, 서울."""
    if name not in zones_of_places():
        return name
    return _place(name, (language or active()).code)


@lru_cache(maxsize=4096)
def _place(name: str, code: str) -> str:
    locale = Locale.parse(BY_CODE[code].locale)
    return get_timezone_location(ZoneInfo(name), locale, return_city=True)


def distance_from_utc(name: str, day: date) -> str:
    """How far the clocks of a zone are from UTC at noon of a day: ``UTC+09:00``."""
    return clock_of(datetime.combine(day, time(12), zone_named(name)))


def clock_of(moment: datetime) -> str:
    """How far the clock that a moment is told by is from UTC: ``UTC+09:00``."""
    return f"UTC{moment.isoformat()[-6:]}"


def zone_in_words(name: str, day: date | None = None) -> str:
    """A zone as lists show it, in the reader's language: ``Seoul (UTC+09:00)``; today's hours."""
    return add_note(place_of_zone(name), distance_from_utc(name, day or timezone.localdate()))


def zone_choices(served: Iterable[str], kept: str = "") -> list[Group]:
    """All zones by region, those that are ``served`` first, and one that is ``kept`` as it is."""
    first = dict.fromkeys(served)
    groups = [(gettext("Areas served"), [(name, zone_in_words(name)) for name in first])]
    for label, choices in _by_region(active().code, timezone.localdate()):
        groups.append((label, [choice for choice in choices if choice[0] not in first]))
    if kept and kept not in {name for _label, choices in groups for name, _words in choices}:
        groups.insert(0, (gettext("As it is stored"), [(kept, zone_in_words(kept))]))
    return [(label, choices) for label, choices in groups if choices]


@lru_cache(maxsize=8)
def _by_region(code: str, day: date) -> tuple[Group, ...]:
    """The zones of each region, from those whose day ends last to those whose day begins first."""
    found: dict[str, list[tuple[datetime, str, str]]] = {region: [] for region in REGIONS}
    for name in zones_of_places():
        noon = datetime.combine(day, time(12), ZoneInfo(name))
        words = zone_in_words(name, day)
        found[name.partition("/")[0]].append((noon, words, name))
    groups = [
        (str(label), [(name, words) for _noon, words, name in sorted(found[region])])
        for region, label in REGIONS.items()
    ]
    return (*groups, (gettext("Everywhere"), [("UTC", "UTC")]))
