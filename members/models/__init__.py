"""Themes, members, their terms, what contains them, facts about them and their climate record."""

from members.models.categories import Category, CategoryQuerySet, category_choices
from members.models.containments import Containment, ContainmentQuerySet
from members.models.facts import Fact, FactQuerySet
from members.models.identifiers import Identifier, Scheme
from members.models.indicators import Indicator, IndicatorChoice, IndicatorQuerySet
from members.models.inventories import Inventory, InventoryQuerySet
from members.models.members import Member, MemberQuerySet, Standing, months_later
from members.models.memberships import ENDING_SOON, Membership, MembershipQuerySet
from members.models.network_counts import NetworkCount
from members.models.other_names import OtherName
from members.models.periods import Period
from members.models.places import Place, PlaceQuerySet
from members.models.pledges import Pledge, PledgeQuerySet
from members.models.shared import Shared, SharedQuerySet
from members.models.sources import Source
from members.models.targets import Target, TargetQuerySet
from members.models.themes import Theme, ThemeQuerySet
from members.models.totals import People, people_of

__all__ = [
    "ENDING_SOON",
    "Category",
    "CategoryQuerySet",
    "Containment",
    "ContainmentQuerySet",
    "Fact",
    "FactQuerySet",
    "Identifier",
    "Indicator",
    "IndicatorChoice",
    "IndicatorQuerySet",
    "Inventory",
    "InventoryQuerySet",
    "Member",
    "MemberQuerySet",
    "Membership",
    "MembershipQuerySet",
    "NetworkCount",
    "OtherName",
    "People",
    "Period",
    "Place",
    "PlaceQuerySet",
    "Pledge",
    "PledgeQuerySet",
    "Scheme",
    "Shared",
    "SharedQuerySet",
    "Source",
    "Standing",
    "Target",
    "TargetQuerySet",
    "Theme",
    "ThemeQuerySet",
    "category_choices",
    "months_later",
    "people_of",
]
