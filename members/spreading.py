"""Dots moved apart on a sheet, so that each can be seen and hit, and none is far from its place."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from secretariats.cartography import Point, Sheet

GAP = 38  # between dots: still 24 pixels at 48 rem, where sheets are drawn at 0.64 of their size
CROWD = 150  # of more dots than this a sheet spreads none: leader lines would tell nothing


@lru_cache(maxsize=32)
def spread(homes: tuple[Point, ...], sheet: Sheet) -> list[Point]:
    """The points, moved just so far that all of them can be told apart and hit.

    None is nearer than ``GAP`` to another (less where the sheet is crowded) or than half of it to
    the edge, and no two leader lines cross for long. The same points always give the same places.
    """
    if len(homes) > CROWD:
        return list(homes)
    gap = min(GAP, math.sqrt(sheet.width * sheet.height / 2 / max(len(homes), 1)))
    places = [_nudged(home, turn) for turn, home in enumerate(homes)]
    for _ in range(120):
        places = _apart(_drawn_home(places, homes), gap, sheet)
    for _ in range(400):
        before, places = places, _apart(places, gap, sheet)
        if places == before:
            break
    return _uncrossed(places, homes)


def _nudged(point: Point, turn: int) -> Point:
    """So little that nobody sees it, yet enough that points on one spot know where to go."""
    angle = 2.4 * turn  # the golden angle: no two of a few hundred are alike
    return point[0] + 0.01 * math.cos(angle), point[1] + 0.01 * math.sin(angle)


def _drawn_home(places: Iterable[Point], homes: Iterable[Point]) -> list[Point]:
    pull = 0.04
    return [
        (x + pull * (home_x - x), y + pull * (home_y - y))
        for (x, y), (home_x, home_y) in zip(places, homes, strict=True)
    ]


def _apart(places: Sequence[Point], gap: float, sheet: Sheet) -> list[Point]:
    """The places after each pair that is too near has been pushed apart once."""
    moved = list(places)
    from_west = sorted(range(len(moved)), key=lambda i: moved[i])
    for at, i in enumerate(from_west):
        for j in from_west[at + 1 :]:
            if places[j][0] - places[i][0] > 2 * gap:
                break
            moved[i], moved[j] = _pushed(moved[i], moved[j], gap)
    return [_kept_on(place, sheet, gap / 2) for place in moved]


def _pushed(one: Point, other: Point, gap: float) -> tuple[Point, Point]:
    if one == other:  # pressed into the same corner
        other = (other[0] + 0.01, other[1])
    between = math.dist(one, other)
    if between >= gap:
        return one, other
    share = 0.51 * (gap - between) / between
    dx, dy = share * (other[0] - one[0]), share * (other[1] - one[1])
    return (one[0] - dx, one[1] - dy), (other[0] + dx, other[1] + dy)


def _kept_on(place: Point, sheet: Sheet, margin: float) -> Point:
    x, y = place
    return (
        min(max(x, margin), sheet.width - margin),
        min(max(y, margin), sheet.height - margin),
    )


def _uncrossed(places: Sequence[Point], homes: Sequence[Point]) -> list[Point]:
    """The places dealt out so that exchanging two would not shorten the lines: those cross."""
    dealt = list(places)
    better = True
    while better:
        better = False
        for i, j in combinations(range(len(dealt)), 2):
            kept = math.dist(homes[i], dealt[i]) + math.dist(homes[j], dealt[j])
            exchanged = math.dist(homes[i], dealt[j]) + math.dist(homes[j], dealt[i])
            if exchanged < kept - 0.01:
                dealt[i], dealt[j] = dealt[j], dealt[i]
                better = True
    return dealt
