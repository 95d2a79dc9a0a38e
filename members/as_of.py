"""The directory as of a day of the past: who was a member, as far as anybody can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.facets import FACETS
from members.filters import SORTS, TABLE_SORTS, MemberFilter
from members.models import Member, MemberQuerySet, NetworkCount
from members.models.standings import ANSWERS, ATTESTED, CERTAIN, FIRST_DAY

#: What a page and a file as of a day say of themselves.
NOTE = _(
    "Names, figures and offices are those of today. The list is not complete: "
    "of many members it is not known since when they have been one."
)
#: Of a former member the public knows this to put it in order by.
SORTED_BY = ("name", "-name", "area", "-area")


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


class FilterOnDay(MemberFilter):
    """The members that the public knows, with their ``standing`` on a day; former ones as such.

    What has left is found by its names and its area alone, and nothing else puts it in order: the
    rest of its record is not public any more.
    """

    def __init__(self, data: QueryDict, day: date):
        listed = Member.objects.listed().filter(pk=OuterRef("pk")).order_by()
        known = Member.objects.as_of(day).annotate(is_former=~Exists(listed))
        super().__init__(data, known)
        sorts = [sort for sort in (*SORTS, *TABLE_SORTS) if sort[0] in SORTED_BY]
        self.filters["sort"].extra["choices"] = sorts

    def filter_queryset(self, queryset: MemberQuerySet) -> MemberQuerySet:
        return super().filter_queryset(queryset.exclude(self.kept_back()))

    def kept_back(self) -> Q:
        """The former members that an answer would tell more of than is public."""
        if self.unit or any(self.asked[name] for name in FACETS if name != "area"):
            return Q(is_former=True)
        if not self.asked["q"]:
            return Q(pk__in=())
        called = Member.objects.former().bearing(self.asked["q"])
        return Q(is_former=True) & ~Q(pk__in=called.values("pk"))


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
