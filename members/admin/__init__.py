"""The back office for members, what contains them, what is said of them, and themes."""

from members.admin import members, network_counts, places, sources

__all__ = ["members", "network_counts", "places", "sources"]
