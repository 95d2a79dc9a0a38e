"""The back office for members, what contains them, what is said of them, and themes."""

from members.admin import climate, members, memberships, network_counts, places, sources

__all__ = ["climate", "members", "memberships", "network_counts", "places", "sources"]
