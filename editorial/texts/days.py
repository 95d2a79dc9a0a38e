"""Days and moments as people write them: the year first, which leaves no doubt about the rest."""

import re
from datetime import date, datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from editorial.texts.numbers import plain_signs

NOT_A_DAY = _("Enter the date as year, month and day: 2026-05-31.")
LONGEST = 60  # characters
#: What programs write behind a day that has no time.
NO_TIME = ("", "0:00", "00:00", "00:00:00", "T00:00", "T00:00:00")

#: 2026-05-31, 2026/5/31, 2026. 5. 31.; 2026年5月31日, 2026년 5월 31일; 20260531.
WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})\s*(?P<sign>[-/.])\s*(?P<month>[0-9]{1,2})\s*(?P=sign)\s*"
    r"(?P<day>[0-9]{1,2})(?![0-9])\.?"
)
IN_WORDS = re.compile(
    r"(?P<year>[0-9]{4})\s*[年년]\s*(?P<month>[0-9]{1,2})\s*[月월]\s*(?P<day>[0-9]{1,2})\s*[日일号號]"
)
IN_ONE = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])")
#: A day of the week behind it, from Monday on, in each script.
WEEKDAYS = ("月월一", "火화二", "水수三", "木목四", "金금五", "土토六", "日일天")
WEEKDAY = re.compile(
    r"\s*[(]?(?:星期|周|週|礼拜|禮拜)?(?P<weekday>[月火水木金土日월화수목금토일一二三四五六天])"
    r"(?:曜日?|요일)?[)]?(?![^\s0-9])"
)


def parse_day(text: str) -> date | None:
    """Return the day that ``text`` says, the year first; None where it says none or is in doubt."""
    found, rest = split_day(text)
    return found if rest in NO_TIME else None


def parse_moment(text: str) -> datetime | None:
    """Return the moment that ``text`` says: a day, then a time, as ISO 8601 has it.

    Without a distance from UTC it is of no zone yet.
    """
    day, rest = split_day(text)
    if day is None or not rest:
        return None
    try:
        return parse_datetime(f"{day.isoformat()}T{rest.removeprefix('T').strip()}")
    except ValueError:
        return None


def split_day(text: str) -> tuple[date | None, str]:
    """The day with which ``text`` begins, and what stands behind it."""
    plain = plain_signs(text) if len(text) <= LONGEST else ""
    for pattern in (WRITTEN, IN_WORDS, IN_ONE):
        if found := pattern.match(plain):
            day, rest = existing_day(found), plain[found.end() :]
            named = WEEKDAY.match(rest)
            if named and day and named["weekday"] in WEEKDAYS[day.weekday()]:
                rest = rest[named.end() :]
            return day, rest.strip()
    return None, plain


def existing_day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
