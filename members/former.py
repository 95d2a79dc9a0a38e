"""Members that have left: what the public reads of them, and where they lead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from editorial.languages import active, read_columns
from editorial.records.together import fetched_together
from members.models import Member, MemberQuerySet, Membership
from members.models.containments import chain_from

#: What is read of a term.
OF_TERM = ("member", "joined_on", "joined_precision", "left_on", "ended_by", "successor")

MOST_NAMED = 5  # of those who bear what somebody looks for

End = Membership.End
#: What became of a member, where no successor says it.
ENDINGS = {
    End.RESIGNATION: _("It left the network."),
    End.EXCLUSION: _("The network ended its membership."),
    End.DISSOLUTION: _("It exists no more as a local government."),
    End.MERGER: _("It merged into another local government."),
}


@dataclass(frozen=True)
class FormerMember:
    """A member that has left: its terms, and the member that came of it.

    ``successor`` is the last of a chain of mergers; it may have left too, then it has such a page.
    """

    member: Member
    terms: list[Membership]
    successor: Member | None

    @property
    def last(self) -> Membership:
        return self.terms[-1]

    @property
    def ending(self) -> str:
        """What became of it, empty where nobody has said."""
        if self.successor is not None or not self.last.ended_by:
            return ""
        return str(ENDINGS[End(self.last.ended_by)])


def former_members() -> MemberQuerySet:
    """Those that have left."""
    return Member.objects.former()


def former_asked(members: MemberQuerySet) -> dict[str, tuple[QuerySet[Any], Iterable[str]]]:
    """What is told of former members, to be fetched together with other kinds of rows."""
    of_area = ("area__code", "area__order", *read_columns("name", of="area"))
    names = ("slug", "level", *read_columns("name"), *of_area)
    keys = members.order_by().values("pk")
    into = Membership.objects.filter(ended_by=End.MERGER).values("successor")
    return {
        "former": (members, (*names, f"sort_{active().column}")),
        "terms": (Membership.objects.filter(member__in=keys), OF_TERM),
        "mergers": (terms_of_merged(), OF_TERM),
        "successors": (Member.objects.known().filter(pk__in=into), names),
    }


def former_in(found: Mapping[str, list[Any]]) -> list[FormerMember]:
    """What was asked so, in no order."""
    terms = defaultdict(list)
    for term in sorted(found["terms"], key=oldest_first):
        terms[term.member_id].append(term)
    merged = merged_by(found["mergers"])
    known = {member.pk: member for member in found["successors"]}
    return [
        FormerMember(member, terms[member.pk], last_known(member.pk, merged, known))
        for member in found["former"]
    ]


def told_of(members: MemberQuerySet) -> list[FormerMember]:
    """What is told of former members, in the order of the reader's language. One query."""
    column = f"sort_{active().column}"
    found = former_in(fetched_together(former_asked(members)))
    return sorted(found, key=lambda one: (getattr(one.member, column), one.member.slug))


def successors_of(members: Iterable[int]) -> dict[int, Member]:
    """By their keys, the last member that came of each by mergers, as far as the public knows it.

    Two queries at the most.
    """
    keys = list(members)
    if not keys:
        return {}
    merged = merged_by(terms_of_merged())
    passed = {key for start in keys for key in chain_from(start, merged)[1:]}
    known = Member.objects.known().named().in_bulk(passed)
    found = {key: last_known(key, merged, known) for key in keys}
    return {key: successor for key, successor in found.items() if successor}


def last_known(key: int, merged: Mapping[int, int], known: Mapping[int, Member]) -> Member | None:
    """The last member of a chain of mergers that the public knows."""
    return next((known[one] for one in chain_from(key, merged)[:0:-1] if one in known), None)


def terms_of_merged() -> QuerySet[Membership]:
    """All terms of members of which some term ended in a merger."""
    merged = Membership.objects.filter(ended_by=End.MERGER).values("member")
    return Membership.objects.filter(member__in=merged)


def merged_by(terms: Iterable[Membership]) -> dict[int, int]:
    """By their keys, the member into which each merged by its last term."""
    last = {term.member_id: term for term in sorted(terms, key=oldest_first)}
    return {
        key: term.successor_id
        for key, term in last.items()
        if term.ended_by == End.MERGER and term.successor_id is not None
    }


def oldest_first(term: Membership) -> tuple[int, int]:
    """By the day of its end; what goes on comes last."""
    return (term.left_on or date.max).toordinal(), term.pk


def called_so(text: str) -> MemberQuerySet:
    """The former members that bear what somebody looks for, with their ``rank``."""
    return former_members().bearing(text).with_rank(text)


def best_of(found: Iterable[FormerMember]) -> list[FormerMember]:
    """Of those that are called so, the best first, and not too many."""
    by_rank = sorted(found, key=lambda one: (getattr(one.member, "rank", 0), one.member.slug))
    return by_rank[:MOST_NAMED]


def former_called(text: str) -> list[FormerMember]:
    """The former members that bear what somebody looks for, the best first.

    Mostly nobody does: that is asked first, since the rest takes twice as long to put together.
    """
    if not former_members().bearing(text).exists():
        return []
    return best_of(told_of(called_so(text)))
