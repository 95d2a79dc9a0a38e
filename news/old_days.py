"""Which texts of an event name days on which it no longer is.

Only days that it had are looked for, in the ways in which our languages write them: a day that a
text names for another reason, such as that of the first congress, is never taken for an old one.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import override

from editorial.languages import ENGLISH, columns
from editorial.languages.punctuation import label_text, quote_text
from editorial.texts.differences import caption, is_rich, plain
from news.models import Event

#: The texts that may name days. The note on the state may well name the old ones.
TEXTS = ("title", "summary", "body", "place")
#: So many days of a long event are looked for, from each end.
MOST = 31
YEAR = r"(?P<year>[0-9]{4})"
#: Behind the first day of several: 20 to 21 May, 20 and 21 May.
FURTHER = r"(?:\s*(?:and|to|until|or|[-–—~])\s*[0-9]{1,2}(?:st|nd|rd|th)?)?"


def days_between(first: date, last: date) -> set[date]:
    count = (last - first).days + 1
    numbers = {*range(min(count, MOST)), *range(max(count - MOST, 0), count)}
    return {first + timedelta(days=number) for number in numbers}


def days_of(event: Event) -> set[date]:
    return days_between(*event.days())


def previous_days(event: Event) -> set[date]:
    """The days for which a moved event was planned before."""
    found = event.previous
    return days_between(found.first, found.last) if found else set()


def ways_to_write(day: date) -> Iterator[str]:
    """Patterns of the day in our languages, with a group for the year where it is named."""
    with override(ENGLISH.code):
        name = str(MONTHS[day.month])
    month = rf"(?:{name}|{name[:3]}t?\b\.?)"
    number = rf"(?<![0-9.,:]){day.day}(?:st|nd|rd|th)?"
    yield rf"{number}{FURTHER}\s+(?:of\s+)?{month}(?:,?\s+{YEAR})?(?![A-Za-z])"
    yield rf"\b{month}\s+{day.day}(?:st|nd|rd|th)?(?![0-9:]){FURTHER}(?:,?\s+{YEAR})?"
    eastern = rf"(?<![0-9]){day.month}\s*[月월]\s*{day.day}(?![0-9])\s*[日일號号]?"
    yield rf"(?:{YEAR}\s*[年년]\s*)?{eastern}"
    yield rf"(?<![0-9]){YEAR}([-/.])\s?0?{day.month}\2\s?0?{day.day}(?![0-9])"


def written_in(text: str, old: Collection[date], now: Collection[date]) -> str:
    """The first of the ``old`` days as ``text`` writes it; empty if it names none of them.

    Without its year a day is not told from the same day of another: one that is ``now`` is meant.
    """
    kept = {(day.month, day.day) for day in now}
    found = [
        (match.start(), match[0].strip())
        for day in old
        for way in ways_to_write(day)
        for match in re.finditer(way, text)
        if (match["year"] == str(day.year) if match["year"] else (day.month, day.day) not in kept)
    ]
    return min(found)[1] if found else ""


def texts_with_old_days(event: Event, old: Collection[date]) -> list[str]:
    """Each text that names one of the ``old`` days of the event, with its words for it."""
    now = days_of(event)
    gone = set(old) - now
    found = []
    for name in (column for text in TEXTS for column in columns(text)):
        field: Any = Event._meta.get_field(name)
        text = getattr(event, name) or ""
        seen = unicodedata.normalize("NFKC", plain(text) if is_rich(field) else text)
        if words := written_in(seen, gone, now):
            found.append(label_text(caption(field), quote_text(words)))
    return found
