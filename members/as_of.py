"""The directory as of a day of the past: who was a member, as far as anybody can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from members.models import Member, NetworkCount
from members.models.standings import ANSWERS, ATTESTED, CERTAIN, FIRST_DAY


@dataclass(frozen=True)
class Answer:
    """One of the four answers, and the members of which it is true."""

    key: int
    words: Promise
    members: list[Member]


@dataclass(frozen=True)
class DirectoryOn:
    """Who was a member on a day, and what the network itself counted by then."""

    day: date
    answers: list[Answer]
    counted: NetworkCount | None

    @property
    def named(self) -> int:
        """How many were members, for certain or by evidence."""
        return sum(len(a.members) for a in self.answers if a.key in (CERTAIN, ATTESTED))


def day_in(text: str) -> date | None:
    """The day that an address asks for: ISO 8601, since the network was founded, up to today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if len(text) == 10 and FIRST_DAY <= day <= timezone.localdate() else None


def directory_on(day: date, members: Iterable[Member]) -> DirectoryOn:
    """``members`` are those of a query with their ``standing``. Two queries."""
    found = list(members)
    answers = [
        Answer(key, words, [member for member in found if member.standing == key])
        for key, words in ANSWERS.items()
    ]
    return DirectoryOn(day, answers, NetworkCount.objects.latest_of_region(day))
