"""Whether tonnes can be those of a city: the one rule by which another unit is told.

A city as a whole emits some tonnes per head. Less than ``LEAST`` is a part of it, or in thousands
of tonnes; more than ``MOST`` is in kilograms where a thousandth would be an ordinary figure. A
place of heavy industry may come to hundreds of tonnes, so that alone says nothing. Where nobody
knows how many live there, the other figures of the city say of which size its own are.
"""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext

from members.models.reasons import FAR_FROM_OTHERS, OTHER_UNIT, PART_OR_UNIT

#: Tonnes of CO2 equivalent per head and year: what is believed, and what is ordinary.
LEAST, MOST, NEVER = 0.2, 100.0, 1000.0
ORDINARY = (1.0, 50.0)
#: Figures of one city that lie further apart than by this factor are not in one unit.
APART = 100


def odd_tonnes(tonnes: int, people: int | None, others: Iterable[int] = ()) -> str:
    """Why ``tonnes`` can hardly be what a city emits in a year, for staff; empty if they can.

    ``people`` live there, if that is known; ``others`` are other figures of the city as a whole.
    """
    if not tonnes:
        return ""
    if people:
        return odd_per_head(tonnes, people)
    return odd_beside(tonnes, [other for other in others if other])


def odd_per_head(tonnes: int, people: int) -> str:
    each = tonnes / people
    told = {"tonnes": number_format(tonnes, force_grouping=True), "each": f"{each:.3g}"}
    if each < LEAST:
        return gettext(PART_OR_UNIT) % told
    in_kilograms = each > MOST and ORDINARY[0] <= each / 1000 <= ORDINARY[1]
    if in_kilograms or each > NEVER:
        return gettext(OTHER_UNIT) % told
    return ""


def odd_beside(tonnes: int, others: list[int]) -> str:
    if not others or any(tonnes < APART * one and one < APART * tonnes for one in others):
        return ""
    return gettext(FAR_FROM_OTHERS) % {"tonnes": number_format(tonnes, force_grouping=True)}
