"""Maps of members: the region with a dot for each, and for one member the place where it lies."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from editorial.languages import read_columns, text_in
from editorial.languages.punctuation import join_list
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

#: A dot of several colours, in units: less could not be told apart.
LEAST_WITH_SLICES = 7.0

#: Classes of the style sheet that colour the dot of a member; with none it is green.
Paints = Callable[[Member], Sequence[str]]


def in_green(member: Member) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Slice:
    """A sector of a dot that has several colours: path data for a radius of 1."""

    paint: str
    path: str


@dataclass(frozen=True)
class Dot:
    member: Member
    x: float
    y: float
    radius: float
    anchor: str  # of its name, so that it stays on the sheet: SVG's text-anchor
    home: Point | None = None  # where the member lies, if the dot had to move
    paints: Sequence[str] = ()
    reach: float = GAP / 2  # radius of what a pointer hits

    @property
    def name_height(self) -> float:
        return round(self.radius + 7, 1)

    @property
    def slices(self) -> list[Slice]:
        """What covers the dot in its first colour, clockwise from the top."""
        cuts = [_on_circle(i / len(self.paints)) for i in range(1, len(self.paints) + 1)]
        return [
            Slice(paint, f"M0 0L{_pair(start, 3)}A1 1 0 0 1 {_pair(end, 3)}z")
            for paint, start, end in zip(self.paints[1:], cuts, cuts[1:], strict=False)
        ]


@dataclass(frozen=True)
class Marks:
    """Places of one colour: path data with a line of no length for each, round at its ends."""

    paint: str
    path: str


@dataclass(frozen=True)
class Frame:
    """One sheet with the members drawn on it. ``area`` is None for the region."""

    area: Area | None
    sheet: Sheet
    dots: list[Dot]
    homes: list[Marks]  # where each dot of this sheet belongs
    leaders: str  # path data: from there to dots that had to move
    elsewhere: Sequence[Marks] = ()  # members that another sheet shows

    @property
    def matrix(self) -> str:
        """Carries the shared outline over to this sheet."""
        return matrix(self.sheet)


def matrix(sheet: Sheet) -> str:
    """What carries the shared outline over to a sheet: SVG's numbers for ``matrix()``."""
    return " ".join(f"{number:.5g}" for number in sheet.matrix_from(REGION))


@dataclass(frozen=True)
class AreaCount:
    area: Area
    members: int


@dataclass(frozen=True)
class MembersMap:
    region: Frame
    enlarged: dict[str, Frame]
    areas: list[AreaCount]
    members: list[Member]  # all of them, in their order, even those that no sheet shows


def members_map(members: Iterable[Member], paints: Paints = in_green) -> MembersMap:
    """The map of these members, its dots in their order."""
    everyone = list(members)
    found = [member for member in everyone if member.latitude is not None]
    enlarged = {code: _shown(found, code) for code in ENLARGED}
    elsewhere = [member for shown in enlarged.values() for member in shown]
    remaining = set(found).difference(elsewhere)
    rest = [m for m in found if m in remaining and WHOLE.shows(place_of(m, WHOLE))]
    return MembersMap(
        region=_frame(rest, WHOLE, paints, elsewhere),
        enlarged={
            code: _frame(shown, ENLARGED[code], paints) for code, shown in enlarged.items() if shown
        },
        areas=_areas(everyone),
        members=everyone,
    )


def for_maps(members: MemberQuerySet) -> MemberQuerySet:
    """With what maps show, and no more."""
    return members.select_related("area").only(
        *("slug", "latitude", "longitude", "population", "population_year"),
        *read_columns("name"),
        *("area__code", "area__order", *read_columns("name", of="area")),
    )


def _shown(members: Iterable[Member], code: str) -> list[Member]:
    sheet = ENLARGED[code]
    return [m for m in members if m.area.code == code and sheet.shows(place_of(m, sheet))]


def _areas(members: Iterable[Member]) -> list[AreaCount]:
    counts = Counter(member.area for member in members)
    in_order = sorted(counts, key=lambda area: (area.order, area.code))
    return [AreaCount(area, counts[area]) for area in in_order]


def _frame(
    members: Sequence[Member], sheet: Sheet, paints: Paints, elsewhere: Iterable[Member] = ()
) -> Frame:
    homes = tuple(place_of(member, sheet) for member in members)
    places = spread(homes, sheet)
    dots = [
        _dot(member, home, place, sheet, paints(member))
        for member, home, place in zip(members, homes, places, strict=True)
    ]
    moved = [(dot.home, (dot.x, dot.y)) for dot in dots if dot.home]
    return Frame(
        area=members[0].area if sheet is not WHOLE else None,
        sheet=sheet,
        dots=dots,
        homes=_marks(members, sheet, paints),
        leaders="".join(f"M{_pair(home)}L{_pair(place)}" for home, place in moved),
        elsewhere=_marks(elsewhere, sheet, paints),
    )


def place_of(member: Member, sheet: Sheet) -> Point:
    """Where on the sheet a member lies. Raises ValueError if its coordinates are unknown."""
    return sheet.place(*_coordinates(member))


def _coordinates(member: Member) -> Point:
    if member.longitude is None or member.latitude is None:
        raise ValueError(f"{member.slug} has no coordinates")
    return member.longitude, member.latitude


def _dot(member: Member, home: Point, place: Point, sheet: Sheet, paints: Sequence[str]) -> Dot:
    x, y = place
    if x < sheet.width / 4:
        anchor = "start"
    elif x > sheet.width * 3 / 4:
        anchor = "end"
    else:
        anchor = "middle"
    size = max(radius(member.population), LEAST_WITH_SLICES if len(paints) > 1 else 0)
    return Dot(
        member,
        round(x, 1),
        round(y, 1),
        size,
        anchor,
        home=(round(home[0], 1), round(home[1], 1)) if math.dist(home, place) > size else None,
        paints=paints,
    )


def radius(population: int | None) -> float:
    """Of a dot, in units: its area grows with the population, within what eye and sheet bear."""
    return round(min(14.0, max(4.0, 4.2 * math.sqrt((population or 0) / 1_000_000))), 1)


def _marks(members: Iterable[Member], sheet: Sheet, paints: Paints) -> list[Marks]:
    """Of several colours a mark shows the first."""
    paths: dict[str, str] = defaultdict(str)
    for member in members:
        paint = next(iter(paints(member)), "")
        paths[paint] += f"M{_pair(place_of(member, sheet))}h0"
    return [Marks(paint, path) for paint, path in paths.items()]


def _pair(place: Point, digits: int = 1) -> str:
    return " ".join(f"{number:.{digits}f}" for number in place)


def _on_circle(turn: float) -> Point:
    """On a circle of radius 1, a part of a turn clockwise from the top."""
    return math.sin(math.tau * turn), -math.cos(math.tau * turn)


# What a locator map shows, 4:3: small areas whole, large ones around the member.
LOCATOR_WIDTH, LOCATOR_HEIGHT = 480, 360
WHOLE_AREAS = {"KR": (127.8, 36.0, 900.0), "TW": (120.9, 23.65, 600.0)}  # centre and km across
AROUND = {"CN": 2400.0, "MN": 2400.0}  # km across
AROUND_ELSEWHERE = 1100.0
#: Islands in sight of an area, which the land of the shared outline lacks.
ISLANDS_NEAR = {"CN": ("TW", "JP"), "KR": ("JP",)}


@dataclass(frozen=True)
class Locator:
    """A locator map as a part of a page that shares the outline with others of its kind."""

    area_code: str
    matrix: str
    x: float
    y: float

    @property
    def islands(self) -> Sequence[str]:
        return ISLANDS_NEAR.get(self.area_code, ())


def locator(member: Member) -> Locator:
    """Raises ValueError if its coordinates are unknown."""
    sheet = locator_sheet(member)
    x, y = place_of(member, sheet)
    return Locator(member.area.code, matrix(sheet), round(x, 1), round(y, 1))


def locator_svg(member: Member) -> bytes:
    """Where a located member lies, as a picture of a few kB that suits light and dark paper."""
    sheet = locator_sheet(member)
    title = join_list(text_in(named, "name") for named in (member, member.area))
    return cartography.place_svg(sheet, member.area.code, place_of(member, sheet), title)


def locator_sheet(member: Member) -> Sheet:
    """The sheet of a member's locator map. Raises ValueError if its coordinates are unknown."""
    around = (*_coordinates(member), AROUND.get(member.area.code, AROUND_ELSEWHERE))
    return Sheet(LOCATOR_WIDTH, LOCATOR_HEIGHT, *WHOLE_AREAS.get(member.area.code, around))
