"""East Asia on paper: the projection, the land, and the sheets that maps are drawn on.

The land is Natural Earth's at 1:50 million, by way of ``sample/east-asia.geojson``. It serves
orientation and states nothing about borders or status, and no name is ever written on it.
Points are (x, y): degrees east and north before they are placed, units of a sheet after.
"""

import json
import math
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from xml.sax.saxutils import escape

from django.conf import settings

Point = tuple[float, float]
Ring = list[Point]
Stretch = tuple[Point, ...]  # of an outline, from one meeting of lands to the next
Land = list[list[Stretch]]  # one list for each ring

EARTH_RADIUS = 6371.0  # km, mean
AREAS = ("CN", "TW", "JP", "KR", "MN")  # ISO 3166-1: lands with an outline of their own
DRAWN_WITH = {"HK": "CN", "MO": "CN"}  # else the coast would have holes at this scale
ISLANDS = ("TW", "JP")  # areas that border no other land


@dataclass(frozen=True)
class Albers:
    """Albers' equal-area conic projection of a sphere; angles in degrees.

    Source: J. P. Snyder, "Map Projections: A Working Manual" (1987), equations 14-1 to 14-6.
    """

    central_meridian: float
    origin: float
    parallels: tuple[float, float] = (25.0, 47.0)  # the pair that maps of East Asia mostly take
    radius: float = EARTH_RADIUS

    @cached_property
    def cone(self) -> float:
        return sum(math.sin(math.radians(parallel)) for parallel in self.parallels) / 2

    @cached_property
    def constant(self) -> float:
        first = math.radians(self.parallels[0])
        return math.cos(first) ** 2 + 2 * self.cone * math.sin(first)

    def distance_from_apex(self, latitude: float) -> float:
        square = self.constant - 2 * self.cone * math.sin(math.radians(latitude))
        return math.sqrt(square) / self.cone

    def project(self, longitude: float, latitude: float) -> Point:
        """East and north of the origin, in the unit of ``radius``."""
        turn = self.cone * math.radians(longitude - self.central_meridian)
        distance = self.distance_from_apex(latitude)
        north = self.distance_from_apex(self.origin) - distance * math.cos(turn)
        return self.radius * distance * math.sin(turn), self.radius * north


@dataclass(frozen=True)
class Sheet:
    """Paper of ``width`` by ``height`` units around a centre in degrees, north up there.

    ``across`` is how many kilometres its width shows.
    """

    width: int
    height: int
    longitude: float
    latitude: float
    across: float

    @cached_property
    def projection(self) -> Albers:
        return Albers(self.longitude, self.latitude)

    def place(self, longitude: float, latitude: float) -> Point:
        east, north = self.projection.project(longitude, latitude)
        scale = self.width / self.across
        return self.width / 2 + east * scale, self.height / 2 - north * scale

    def shows(self, point: Point, margin: float = 0) -> bool:
        """Whether a placed point lies on the sheet, ``margin`` units or more from its edge."""
        x, y = point
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def matrix_from(self, other: "Sheet") -> tuple[float, ...]:
        """SVG's ``matrix(a b c d e f)`` that carries what is drawn on ``other`` over to this sheet.

        Sheets differ by a turn about the cone's apex, a scale and a shift, so two points tell.
        """
        ends = ((self.longitude, self.latitude), (self.longitude + 1, self.latitude))
        ours, our_end = (complex(*self.place(*end)) for end in ends)
        theirs, their_end = (complex(*other.place(*end)) for end in ends)
        turn = (our_end - ours) / (their_end - theirs)
        shift = ours - turn * theirs
        return turn.real, turn.imag, -turn.imag, turn.real, shift.real, shift.imag


REGION = Sheet(width=960, height=650, longitude=110.4, latitude=36.0, across=6360)

# Units of REGION. Lands that maps enlarge are kept finer, so that they bear it.
TOLERANCES = {"land": 1.4, "CN": 0.75, "MN": 0.75, "JP": 0.35, "KR": 0.2, "TW": 0.1}

# Half transparent, so that one picture lies well on light paper and on dark.
LAND_START = '<g fill="#5b7a66" fill-opacity=".22">'
DOT_INK = "#2c8a5e"  # 3:1 or more on either


def on_region(longitude: float, latitude: float) -> Point | None:
    """Where on the outline file a place lies, None if beyond its edge."""
    x, y = REGION.place(longitude, latitude)
    return (round(x, 1), round(y, 1)) if REGION.shows((x, y)) else None


def land_at(longitude: float, latitude: float) -> str | None:
    """The code of the land on which a place lies, None at sea: which language is spoken there.

    At this scale, and stating nothing about borders.
    """
    place = (longitude, latitude)
    return next((code for code, outline in rings().items() if goes_round(outline, place)), None)


def goes_round(outline: Iterable[Ring], place: Point) -> bool:
    """Whether a line from the place due east crosses the outline an odd number of times."""
    x, y = place
    crossings = (
        (before_y > y) != (next_y > y)
        and x < before_x + (y - before_y) / (next_y - before_y) * (next_x - before_x)
        for ring in outline
        for (before_x, before_y), (next_x, next_y) in pairwise(ring)
    )
    return sum(crossings) % 2 == 1


def region_svg() -> str:
    """The outline file: ``land``, all of it but the islands of the network, and ``areas`` by code.

    Pages take these by ``<use>`` and colour them; by itself the file is a picture of the region.
    """
    lands = {"land": land(code for code in rings() if code not in ISLANDS)}
    lands |= {code: land([code]) for code in AREAS}
    shared, *areas = (
        f'<path id="{name}" transform="scale(.1)" d="{path_data(outline)}"/>'
        for name, outline in drawn(lands, REGION, TOLERANCES).items()
    )
    shapes = "\n".join((shared, '<g id="areas">', *areas, "</g>"))
    return f"{svg_start(REGION)}{LAND_START}\n{shapes}\n</g></svg>\n"


def surroundings(sheet: Sheet, code: str) -> tuple[list[Ring], list[Ring]]:
    """All land on a sheet, and over it that of one area, which is to stand out a little."""
    lands = {"land": land(rings()), "area": land([code] if code in rings() else [])}
    outlines = drawn(lands, sheet, dict.fromkeys(lands, 0.75))
    return outlines["land"], outlines["area"]


@lru_cache(maxsize=256)
def surroundings_svg(sheet: Sheet, code: str) -> str:
    paths = (
        f'<path transform="scale(.1)" d="{path_data(outline)}"/>'
        for outline in surroundings(sheet, code)
    )
    return f"{LAND_START}{''.join(paths)}</g>"


def place_svg(sheet: Sheet, code: str, place: Point, title: str) -> bytes:
    """A sheet with one place marked on it, as a picture that suits light and dark paper."""
    x, y = place
    return (
        f"{svg_start(sheet)}<title>{escape(title)}</title>{surroundings_svg(sheet, code)}"
        f'<g fill="{DOT_INK}"><circle cx="{x:.1f}" cy="{y:.1f}" r="6.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="14" fill="none" stroke="{DOT_INK}"'
        ' stroke-width="4"/></g></svg>\n'
    ).encode()


def as_data(svg: bytes) -> str:
    """A picture as an address that holds it (RFC 2397), where no other address may give it."""
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def svg_start(sheet: Sheet) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}">'


@cache
def rings() -> dict[str, list[Ring]]:
    """Outlines in degrees by ISO 3166-1 code, closed: the last point is the first."""
    base = json.loads((settings.BASE_DIR / "sample" / "east-asia.geojson").read_text())
    found: dict[str, list[Ring]] = defaultdict(list)
    for feature in base["features"]:
        code = feature["properties"]["iso"]
        found[DRAWN_WITH.get(code, code)] += _rings_of(feature["geometry"])
    return dict(found)


def _rings_of(geometry: dict) -> list[Ring]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[(x, y) for x, y in ring] for polygon in polygons for ring in polygon]


@cache
def stretches() -> dict[str, list[Stretch]]:
    """The outlines of ``rings()``, cut where lands meet: neighbours share whole stretches."""
    meetings = _meetings()
    return {
        code: [stretch for ring in lands for stretch in _cut(ring, meetings)]
        for code, lands in rings().items()
    }


def _meetings() -> set[Point]:
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in (ring for lands in rings().values() for ring in lands):
        for before, after in pairwise(ring):
            neighbours[before].add(after)
            neighbours[after].add(before)
    return {point for point, near in neighbours.items() if len(near) > 2}


def _cut(ring: Ring, meetings: set[Point]) -> list[Stretch]:
    points = ring[:-1]
    start = next((i for i, point in enumerate(points) if point in meetings), 0)
    turned = points[start:] + points[: start + 1]
    cuts = [i for i, point in enumerate(turned) if i == 0 or point in meetings]
    if cuts[-1] != len(points):
        cuts.append(len(points))
    return [tuple(turned[a : b + 1]) for a, b in pairwise(cuts)]


def land(codes: Iterable[str]) -> Land:
    """The outline of lands taken as one, without borders or gaps between them."""
    lines = [stretch for code in codes for stretch in stretches()[code]]
    times = Counter(_either_way(line) for line in lines)
    onward: dict[Point, list[Stretch]] = defaultdict(list)
    for line in lines:
        if times[_either_way(line)] == 1:
            onward[line[0]].append(line)
    outline = []
    for point in list(onward):
        while onward[point]:
            outline.append(_followed(point, onward))
    return [ring for ring in outline if _turns_left(ring)]


def _turns_left(ring: list[Stretch]) -> bool:
    """Whether a ring goes round land, as RFC 7946 has it, and not round a gap."""
    steps = (step for line in ring for step in pairwise(line))
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in steps) > 0


def _either_way(line: Stretch) -> Stretch:
    return min(line, line[::-1])


def _followed(start: Point, onward: dict[Point, list[Stretch]]) -> list[Stretch]:
    ring = [onward[start].pop()]
    while ring[-1][-1] != start:
        ring.append(onward[ring[-1][-1]].pop())
    return ring


def drawn(
    lands: Mapping[str, Land], sheet: Sheet, tolerances: Mapping[str, float]
) -> dict[str, list[Ring]]:
    """Each land on the sheet, off by no more than its tolerance in units. No island is lost."""
    # The finest first: a stretch that two share is simplified once, as the finer one needs it.
    done: dict[Stretch, Ring] = {}
    order = sorted(lands, key=lambda name: (tolerances[name], name))
    rings_by_name = {
        name: [_drawn(ring, sheet, tolerances[name], done) for ring in lands[name]]
        for name in order
    }
    return {
        name: [kept for ring in rings_by_name[name] if len(kept := clipped(ring, sheet)) > 2]
        for name in lands
    }


def _drawn(ring: list[Stretch], sheet: Sheet, tolerance: float, done: dict[Stretch, Ring]) -> Ring:
    lines = [_line(stretch, sheet, tolerance, done) for stretch in ring]
    if sum(len(line) - 1 for line in lines) < 3:
        lines = [[sheet.place(*point) for point in stretch] for stretch in ring]
    return [point for line in lines for point in line[:-1]]


def _line(stretch: Stretch, sheet: Sheet, tolerance: float, done: dict[Stretch, Ring]) -> Ring:
    key = _either_way(stretch)
    if key not in done:
        placed = [sheet.place(*point) for point in key]
        done[key] = simplified(placed, math.inf if _beyond(placed, sheet) else tolerance)
    return done[key] if key == stretch else done[key][::-1]


def _beyond(line: Ring, sheet: Sheet) -> bool:
    """Whether the whole line, and so whatever is made of it, lies beyond one edge of the sheet."""
    return any(
        max(point[axis] for point in line) < 0 or min(point[axis] for point in line) > size
        for axis, size in enumerate((sheet.width, sheet.height))
    )


def simplified(line: Sequence[Point], tolerance: float) -> Ring:
    """The line without the points that lie within ``tolerance`` of what is left.

    Source: D. H. Douglas and T. K. Peucker (1973).
    """
    inner = range(1, len(line) - 1)
    at = max(inner, key=lambda i: distance(line[i], line[0], line[-1]), default=0)
    if not at or distance(line[at], line[0], line[-1]) <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: at + 1], tolerance)[:-1] + simplified(line[at:], tolerance)


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the straight stretch between two others."""
    px, py = point[0] - start[0], point[1] - start[1]
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / square)) if square else 0.0
    return math.hypot(px - along * dx, py - along * dy)


def great_circle(one: Point, other: Point) -> float:
    """Kilometres between two places in degrees, along the shortest way on a sphere."""
    (x, y), (next_x, next_y) = ((math.radians(d) for d in place) for place in (one, other))
    across = math.cos(y) * math.cos(next_y) * math.sin((next_x - x) / 2) ** 2
    haversine = math.sin((next_y - y) / 2) ** 2 + across
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, haversine)))


def bearing(one: Point, other: Point) -> float:
    """In which direction ``other`` lies of ``one``: degrees clockwise from north, 0 up to 360."""
    (x, y), (next_x, next_y) = ((math.radians(d) for d in place) for place in (one, other))
    east = math.sin(next_x - x) * math.cos(next_y)
    ahead = math.cos(y) * math.sin(next_y)
    north = ahead - math.sin(y) * math.cos(next_y) * math.cos(next_x - x)
    return math.degrees(math.atan2(east, north)) % 360


def clipped(ring: Ring, sheet: Sheet, margin: float = 2) -> Ring:
    """What of a ring lies on the sheet, or no further than ``margin`` units beside it.

    Source: I. E. Sutherland and G. W. Hodgman (1974).
    """
    for axis, size in enumerate((sheet.width, sheet.height)):
        ring = _cut_off(ring, axis, -margin, inward=1)
        ring = _cut_off(ring, axis, size + margin, inward=-1)
    return ring


def _cut_off(ring: Ring, axis: int, limit: float, inward: int) -> Ring:
    kept = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside = (point[axis] - limit) * inward >= 0
        if inside != ((before[axis] - limit) * inward >= 0):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append(_between(before, point, share))
        if inside:
            kept.append(point)
    return kept


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def path_data(rings: Iterable[Ring]) -> str:
    """SVG path data of closed rings in whole tenths of a unit: draw it at ``scale(.1)``."""
    return "".join(_ring_data(ring) for ring in rings)


def _ring_data(ring: Ring) -> str:
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring]
    steps = [
        (x - before_x, y - before_y)
        for (before_x, before_y), (x, y) in pairwise(tenths)
        if (x, y) != (before_x, before_y)
    ]
    return f"M{_numbers(tenths[:1])}l{_numbers(steps)}z" if len(steps) > 1 else ""


def _numbers(pairs: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y}" for x, y in pairs).replace(" -", "-")
