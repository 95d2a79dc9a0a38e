"""How many members are to be neutral by a year: what the network says of itself in a sentence."""

from dataclasses import dataclass

from django.db.models import Count, Q
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


def neutrality_of(total: int) -> Neutrality:
    """Of all listed members, of whom there are so many. One query."""
    rows = Pledge.objects.public().newest().neutral_by(BY).order_by()
    proposed = Count("pk", filter=Q(status=Pledge.Status.PROPOSED))
    found = rows.aggregate(all=Count("pk"), proposed=proposed)
    return Neutrality(found["all"] - found["proposed"], found["proposed"], total)
