"""Themes, members, the terms of their membership, and their key facts."""

from members.models.key_facts import KeyFact, KeyFactQuerySet
from members.models.members import Member, MemberQuerySet, months_later
from members.models.memberships import Membership, MembershipQuerySet
from members.models.themes import Theme, ThemeQuerySet

__all__ = [
    "KeyFact",
    "KeyFactQuerySet",
    "Member",
    "MemberQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Theme",
    "ThemeQuerySet",
    "months_later",
]
