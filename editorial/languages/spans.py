"""When something takes place, as its readers write that: with weekdays, and nothing said twice.

From one day to another the year and the month are named once: 2027년 5월 20일(목)~21일(금), and in
English, which begins with the day, Thursday 20 to Friday 21 May 2027. Moments are read by the clock
of the zone that they carry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import override

from editorial.languages import ENGLISH, Language, active
from editorial.languages.zones import clock_of


@dataclass(frozen=True)
class Span:
    """From ``first`` to ``last`` in words, with ``to`` between; a single day or moment has no last.

    ``starts`` and ``ends`` are the same in ISO 8601. ``clock`` says how far the clock of the place
    is from UTC, where there are times.
    """

    first: str
    starts: str
    to: str = ""
    last: str = ""
    ends: str = ""
    clock: str = ""

    def __str__(self) -> str:
        return f"{self.first}{self.to}{self.last}"


@dataclass(frozen=True)
class EasternDates:
    """The dates of a language that goes from the year to the day."""

    year: str
    month: str
    day: str  # with its weekday
    weekdays: Sequence[str]  # from Monday
    to: str
    at: str  # between a day and a time

    def name_ends(self, first: date, last: date) -> tuple[str, str]:
        """The first day in full, of the last what differs from it."""
        return self.name_day(first, None), self.name_day(last, first)

    def name_day(self, day: date, before: date | None) -> str:
        is_year = before is None or day.year != before.year
        is_month = before is None or is_year or day.month != before.month
        parts = (self.year * is_year, self.month * is_month, self.day)
        weekday = self.weekdays[day.weekday()]
        return "".join(parts).format(y=day.year, m=day.month, d=day.day, weekday=weekday)

    def name_times(self, days: tuple[str, str], times: tuple[str, str]) -> tuple[str, str]:
        first, last = (
            f"{day}{self.at if day else ''}{at}" for day, at in zip(days, times, strict=True)
        )
        return first, last


@dataclass(frozen=True)
class EnglishDates:
    """The dates of English, in the order of its readers in Britain and Asia."""

    to: str = " to "

    def name_ends(self, first: date, last: date) -> tuple[str, str]:
        """The last day in full, of the first what differs from it."""
        return self.name_day(first, last), self.name_day(last, None)

    def name_day(self, day: date, after: date | None) -> str:
        is_year = after is None or day.year != after.year
        is_month = after is None or is_year or day.month != after.month
        with override(ENGLISH.code):
            words = [f"{WEEKDAYS[day.weekday()]} {day.day}"]
            words += [str(MONTHS[day.month])] * is_month + [str(day.year)] * is_year
        return " ".join(words)

    def name_times(self, days: tuple[str, str], times: tuple[str, str]) -> tuple[str, str]:
        if not days[1]:
            return f"{days[0]}, {times[0]}", times[1]
        return f"{days[0]} at {times[0]}", f"{days[1]} at {times[1]}"


DATES: dict[str, EnglishDates | EasternDates] = {
    "en": EnglishDates(),
    "zh-hant": EasternDates("{y}年", "{m}月", "{d}日（{weekday}）", "一二三四五六日", "至", ""),
    "ko": EasternDates("{y}년 ", "{m}월 ", "{d}일({weekday})", "월화수목금토일", "~", " "),
    "ja": EasternDates("{y}年", "{m}月", "{d}日（{weekday}）", "月火水木金土日", "〜", ""),
    "zh-hans": EasternDates("{y}年", "{m}月", "{d}日（周{weekday}）", "一二三四五六日", "至", ""),
}


def name_days(first: date, last: date, language: Language | None = None) -> Span:
    """From a first to a last day, which may be the same, in ``language`` (the reader's)."""
    dates = DATES[(language or active()).code]
    if first == last:
        return Span(dates.name_day(first, None), first.isoformat())
    words = dates.name_ends(first, last)
    return Span(words[0], first.isoformat(), dates.to, words[1], last.isoformat())


def name_moments(start: datetime, end: datetime, language: Language | None = None) -> Span:
    """From one moment to another by the clock of the zone that they carry."""
    dates = DATES[(language or active()).code]
    first, last = start.date(), end.date()
    days = dates.name_ends(first, last) if first != last else (dates.name_day(first, None), "")
    words = dates.name_times(days, (f"{start:%H:%M}", f"{end:%H:%M}"))
    starts, ends = start.isoformat(timespec="seconds"), end.isoformat(timespec="seconds")
    if start == end:
        return Span(words[0], starts, clock=clock_of(start))
    clocks = dict.fromkeys((clock_of(start), clock_of(end)))
    return Span(words[0], starts, dates.to, words[1], ends, dates.to.join(clocks))
