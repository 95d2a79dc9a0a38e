"""Members that have left: what the public reads of them, and where they lead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _

from members.models import Member, MemberQuerySet, Membership
from members.models.containments import chain_from

#: What is read of the end of a term.
OF_END = ("member", "ended_by", "successor")

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
    """Those that have left, with what is told of them and no more."""
    terms = Membership.objects.order_by("left_on")
    shown = Member.objects.former().named()
    return shown.prefetch_related(Prefetch("memberships", terms, to_attr="past_terms"))


def told_of(members: Iterable[Member]) -> list[FormerMember]:
    """What is told of former members. Two queries for all of them."""
    found = list(members)
    successors = successors_of(member.pk for member in found)
    return [FormerMember(one, one.past_terms, successors.get(one.pk)) for one in found]


def successors_of(members: Iterable[int]) -> dict[int, Member]:
    """By their keys, the last member that came of each by mergers, as far as the public knows it.

    Two queries at the most.
    """
    keys = list(members)
    if not keys:
        return {}
    merged = mergers()
    chains = {key: chain_from(key, merged)[1:] for key in keys}
    passed = {key for chain in chains.values() for key in chain}
    known = Member.objects.known().named().in_bulk(passed)
    shown = {key: [known[one] for one in chain if one in known] for key, chain in chains.items()}
    return {key: chain[-1] for key, chain in shown.items() if chain}


def mergers() -> dict[int, int]:
    """By their keys, the member into which each merged by its last term. One query."""
    merged = Membership.objects.filter(ended_by=End.MERGER).values("member")
    oldest_first = F("left_on").asc(nulls_last=True)
    terms = Membership.objects.filter(member__in=merged).order_by(oldest_first)
    last = {member: (how, into) for member, how, into in terms.values_list(*OF_END)}
    return {
        member: into
        for member, (how, into) in last.items()
        if how == End.MERGER and into is not None
    }


def former_called(text: str) -> list[FormerMember]:
    """The former members that bear what somebody looks for, the best first.

    Mostly nobody does: that is asked first, since the rest takes twice as long to put together.
    """
    if not Member.objects.former().bearing(text).exists():
        return []
    named = former_members().bearing(text).with_rank(text).order_by("rank", "slug")
    return told_of(named[:MOST_NAMED])
