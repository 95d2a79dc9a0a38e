"""How many members are to be neutral by a year: what the network says of itself in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import Pledge

#: Neutrality by this year is what the sentence counts.
BY = 2050


@dataclass(frozen=True)
class Neutrality:
    """Of ``total`` members, those whose latest pledge is neutral by ``BY``.

    ``pledged`` have more than proposed it.
    """

    pledged: int
    proposed: int
    total: int

    def __bool__(self) -> bool:
        return bool(self.pledged or self.proposed)

    @property
    def sentence(self) -> str:
        """“Neutrality by 2050 is pledged by 36 of 75 members, and proposed by 1 more.”"""
        told = {"count": self.pledged, "total": self.total, "year": BY, "more": self.proposed}
        if self.proposed:
            return (
                _(
                    "Neutrality by %(year)s is pledged by %(count)s of %(total)s members, "
                    "and proposed by %(more)s more."
                )
                % told
            )
        return _("Neutrality by %(year)s is pledged by %(count)s of %(total)s members.") % told


def neutrality_of(pledges: Iterable[Pledge | None]) -> Neutrality:
    """Of members whose latest pledges these are; None where no pledge is known."""
    latest = list(pledges)
    in_time = [one for one in latest if one is not None and one.is_neutral_by(BY)]
    proposed = sum(one.status == Pledge.Status.PROPOSED for one in in_time)
    return Neutrality(len(in_time) - proposed, proposed, len(latest))
