"""How far places lie from the outlines of areas."""

import math
from itertools import pairwise

from secretariats.cartography import EARTH_RADIUS, Point, distance, goes_round, rings


def kilometres_from(code: str, place: Point) -> float:
    """How far a place lies outside the outline of an area, which has one; 0 within it."""
    outline = rings()[code]
    if goes_round(outline, place):
        return 0
    narrow = math.cos(math.radians(place[1]))  # of a degree to the east, beside one to the north

    def flat(point: Point) -> Point:
        return (point[0] - place[0]) * narrow, point[1] - place[1]

    nearest = min(
        distance((0, 0), flat(start), flat(end))
        for ring in outline
        for start, end in pairwise(ring)
    )
    return math.radians(nearest) * EARTH_RADIUS
