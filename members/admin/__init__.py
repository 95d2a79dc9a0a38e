"""The back office for members, what contains them, what is said of them, and themes."""

from members.admin import (
    categories,
    climate,
    containments,
    facts,
    indicators,
    members,
    memberships,
    network_counts,
    other_names,
    places,
    sources,
)

__all__ = [
    "categories",
    "climate",
    "containments",
    "facts",
    "indicators",
    "members",
    "memberships",
    "network_counts",
    "other_names",
    "places",
    "sources",
]
