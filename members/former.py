"""Members that have left: what the public reads of them, and where they lead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from members.models import Member, MemberQuerySet, Membership

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
    """What is told of former members. Two queries for each step of their mergers."""
    return [FormerMember(member, member.past_terms, successor_of(member)) for member in members]


def successor_of(member: Member) -> Member | None:
    """The last member that came of one by mergers, if the public knows it. Some queries."""
    found, passed = None, {member.pk}
    key = merged_into(member.pk)
    while key is not None and key not in passed:
        passed.add(key)
        found = Member.objects.known().named().filter(pk=key).first() or found
        key = merged_into(key)
    return found


def merged_into(member: int) -> int | None:
    """The key of the member into which one merged by its last term."""
    terms = Membership.objects.filter(member=member).order_by("-left_on")
    last = terms.values_list("ended_by", "successor")[:1]
    return next((successor for how, successor in last if how == End.MERGER), None)


def former_called(text: str) -> list[FormerMember]:
    """The former members that bear what somebody looks for, the best first."""
    named = former_members().bearing(text).with_rank(text).order_by("rank", "slug")
    return told_of(named[:MOST_NAMED])
