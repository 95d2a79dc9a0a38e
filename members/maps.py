"""Maps of members: the region with a dot for each, and for one member the place where it lies."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from editorial.languages import columns, text_in
from members.models import Member, MemberQuerySet
from members.spreading import GAP, spread
from secretariats import cartography
from secretariats.cartography import REGION, Point, Sheet
from secretariats.models import Area

# Sheets of the map, in the pixels that they have where the page is 76 rem wide. Areas whose
# members lie closer than a fingertip have a sheet of their own.
WHOLE = replace(REGION, width=660, height=447)
ENLARGED = {
    "KR": Sheet(width=532, height=410, longitude=127.9, latitude=36.0, across=870),
    "JP": Sheet(width=532, height=360, longitude=137.2, latitude=38.4, across=2400),
    "TW": Sheet(width=208, height=322, longitude=120.9, latitude=23.5, across=320),
}


@dataclass(frozen=True)
class Dot:
    member: Member
    x: float
    y: float
    radius: float
    anchor: str  # of its name, so that it stays on the sheet: SVG's text-anchor
    reach: float = GAP / 2  # radius of what a pointer hits

    @property
    def name_height(self) -> float:
        return round(self.radius + 7, 1)


@dataclass(frozen=True)
class Frame:
    """One sheet with the members drawn on it. ``area`` is None for the region."""

    area: Area | None
    sheet: Sheet
    dots: list[Dot]
    homes: str  # path data: a mark where each dot of this sheet belongs
    leaders: str  # path data: from there to dots that had to move
    elsewhere: str = ""  # path data: a mark for each member that another sheet shows

    @property
    def matrix(self) -> str:
        """Carries the shared outline over to this sheet."""
        return " ".join(f"{number:.5g}" for number in self.sheet.matrix_from(REGION))


@dataclass(frozen=True)
class AreaCount:
    area: Area
    members: int


@dataclass(frozen=True)
class MembersMap:
    region: Frame
    enlarged: dict[str, Frame]
    areas: list[AreaCount]


def members_map(members: MemberQuerySet) -> MembersMap:
    """The map of these members, its dots in their order. One query."""
    everyone = list(_with_what_maps_need(members))
    found = [member for member in everyone if member.latitude is not None]
    enlarged = {code: _shown(found, code) for code in ENLARGED}
    elsewhere = [member for shown in enlarged.values() for member in shown]
    remaining = set(found).difference(elsewhere)
    rest = [m for m in found if m in remaining and WHOLE.shows(place_of(m, WHOLE))]
    return MembersMap(
        region=_frame(rest, WHOLE, elsewhere=elsewhere),
        enlarged={code: _frame(shown, ENLARGED[code]) for code, shown in enlarged.items() if shown},
        areas=_areas(everyone),
    )


def _with_what_maps_need(members: MemberQuerySet) -> MemberQuerySet:
    names = columns("name")
    return members.select_related("area").only(
        *("slug", "latitude", "longitude", "population", *names),
        *(f"area__{field}" for field in ("code", "order", *names)),
    )


def _shown(members: Iterable[Member], code: str) -> list[Member]:
    sheet = ENLARGED[code]
    return [m for m in members if m.area.code == code and sheet.shows(place_of(m, sheet))]


def _areas(members: Iterable[Member]) -> list[AreaCount]:
    counts = Counter(member.area for member in members)
    in_order = sorted(counts, key=lambda area: (area.order, area.code))
    return [AreaCount(area, counts[area]) for area in in_order]


def _frame(members: Sequence[Member], sheet: Sheet, elsewhere: Iterable[Member] = ()) -> Frame:
    homes = tuple(place_of(member, sheet) for member in members)
    places = spread(homes, sheet)
    dots = [_dot(member, place, sheet) for member, place in zip(members, places, strict=True)]
    moved = [
        (home, place)
        for home, place, dot in zip(homes, places, dots, strict=True)
        if math.dist(home, place) > dot.radius
    ]
    return Frame(
        area=members[0].area if sheet is not WHOLE else None,
        sheet=sheet,
        dots=dots,
        homes=_marks(homes),
        leaders="".join(f"M{_pair(home)}L{_pair(place)}" for home, place in moved),
        elsewhere=_marks(place_of(member, sheet) for member in elsewhere),
    )


def place_of(member: Member, sheet: Sheet) -> Point:
    """Where on the sheet a member lies. Raises ValueError if its coordinates are unknown."""
    return sheet.place(*_coordinates(member))


def _coordinates(member: Member) -> Point:
    if member.longitude is None or member.latitude is None:
        raise ValueError(f"{member.slug} has no coordinates")
    return member.longitude, member.latitude


def _dot(member: Member, place: Point, sheet: Sheet) -> Dot:
    x, y = place
    if x < sheet.width / 4:
        anchor = "start"
    elif x > sheet.width * 3 / 4:
        anchor = "end"
    else:
        anchor = "middle"
    return Dot(member, round(x, 1), round(y, 1), radius(member.population), anchor)


def radius(population: int | None) -> float:
    """Of a dot, in units: its area grows with the population, within what eye and sheet bear."""
    return round(min(14.0, max(4.0, 4.2 * math.sqrt((population or 0) / 1_000_000))), 1)


def _marks(places: Iterable[Point]) -> str:
    """Lines of no length: round line ends make them dots."""
    return "".join(f"M{_pair(place)}h0" for place in places)


def _pair(place: Point) -> str:
    return " ".join(f"{number:.1f}" for number in place)


# What a locator map shows, 4:3: small areas whole, large ones around the member.
LOCATOR_WIDTH, LOCATOR_HEIGHT = 480, 360
WHOLE_AREAS = {"KR": (127.8, 36.0, 900.0), "TW": (120.9, 23.65, 600.0)}  # centre and km across
AROUND = {"CN": 2400.0, "MN": 2400.0}  # km across
AROUND_ELSEWHERE = 1100.0


def locator_svg(member: Member) -> bytes:
    """Where a located member lies, as a picture of a few kB that suits light and dark paper."""
    sheet = locator_sheet(member)
    title = f"{text_in(member, 'name').value}, {text_in(member.area, 'name').value}"
    return cartography.place_svg(sheet, member.area.code, place_of(member, sheet), title)


def locator_sheet(member: Member) -> Sheet:
    """The sheet of a member's locator map. Raises ValueError if its coordinates are unknown."""
    around = (*_coordinates(member), AROUND.get(member.area.code, AROUND_ELSEWHERE))
    return Sheet(LOCATOR_WIDTH, LOCATOR_HEIGHT, *WHOLE_AREAS.get(member.area.code, around))
