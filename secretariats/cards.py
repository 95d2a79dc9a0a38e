"""Share cards of offices, and the map that cards of places have."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageDraw

from editorial.languages import text_in
from editorial.public.cards import Card, draw_sign, said, site_name
from editorial.public.colours import BAR, accent
from editorial.records.namesakes import told_name
from secretariats import cartography
from secretariats.cartography import Point, Ring, Sheet
from secretariats.models import Secretariat

# The light colours of static/css/tokens.css, a little stronger: cards are seen small.
WATER, LAND, LAND_NEAR = "#f1f3ed", "#e3e8de", "#cdd8c9"
FINER = 2  # a map is drawn at twice its size, so that edges are soft
TOLERANCE = 0.75  # units of that size
MARK_RADIUS, DOT_RADIUS = 18, 7

#: The region, and areas by themselves, upright; all within the north that the outlines reach.
EAST_ASIA = Sheet(560, 630, longitude=122.6, latitude=34.2, across=3640)
SHEETS = {
    "JP": Sheet(560, 630, longitude=137.2, latitude=38.2, across=2000),
    "KR": Sheet(560, 630, longitude=127.8, latitude=36.0, across=620),
    "MN": Sheet(560, 630, longitude=103.8, latitude=41.5, across=2500),
    "TW": Sheet(560, 630, longitude=120.9, latitude=23.7, across=430),
}


@dataclass(frozen=True)
class Map:
    """A sheet as a picture. Places are degrees east and north, ``near`` the codes of areas.

    ``mark`` is the one place that the card is about, ``dots`` are several.
    """

    sheet: Sheet
    near: tuple[str, ...] = ()
    mark: Point | None = None
    dots: tuple[Point, ...] = ()
    hue: int | None = None

    def drawn(self, width: int, height: int) -> Image.Image:
        """At the sheet's own scale: what is narrower shows less."""
        across = self.sheet.across * width / self.sheet.width
        sheet = replace(self.sheet, width=FINER * width, height=FINER * height, across=across)
        picture = Image.new("RGB", (sheet.width, sheet.height), WATER)
        draw = ImageDraw.Draw(picture)
        for colour, rings in zip((LAND, LAND_NEAR), outlines(sheet, self.near), strict=True):
            for ring in rings:
                draw.polygon(ring, fill=colour)
        colour = accent(BAR, self.hue)
        for place in self.dots:
            at, radius = sheet.place(*place), FINER * DOT_RADIUS
            draw.circle(at, radius, fill=colour, outline=WATER, width=FINER)
        picture = picture.reduce(FINER)
        if self.mark:
            x, y = sheet.place(*self.mark)
            draw_sign(picture, (x / FINER, y / FINER), MARK_RADIUS, colour)
        return picture


@lru_cache(maxsize=32)
def outlines(sheet: Sheet, near: tuple[str, ...]) -> list[list[Ring]]:
    """All land on the sheet, and over it that of the areas that stand out a little."""
    known = cartography.rings()
    lands = {
        "land": cartography.land(known),
        "near": cartography.land(code for code in near if code in known),
    }
    drawn = cartography.drawn(lands, sheet, dict.fromkeys(lands, TOLERANCE))
    return [drawn["land"], drawn["near"]]


def office_card(office: Secretariat) -> Card:
    """The card of an office with the areas that it serves. This causes one query."""
    city = text_in(office, "host_city")
    return Card(
        title=told_name(office),
        site=site_name(),
        above=(said(office.get_kind_display()),),
        below=(city,) if city else (),
        is_name=True,
        picture=office_map(office),
    )


def office_map(office: Secretariat) -> Map | None:
    """The areas that the office serves, and its place among them; None if it serves none of ours.

    This causes one query.
    """
    codes = tuple(office.areas.values_list("code", flat=True))
    if not codes:
        return None
    sheet = SHEETS.get(codes[0], EAST_ASIA) if len(codes) == 1 else EAST_ASIA
    return Map(sheet, near=codes, mark=place_on(sheet, office.longitude, office.latitude))


def place_on(sheet: Sheet, longitude: float | None, latitude: float | None) -> Point | None:
    """A place, if it is known and lies on the sheet well within its edge."""
    if longitude is None or latitude is None:
        return None
    is_there = sheet.shows(sheet.place(longitude, latitude), margin=MARK_RADIUS)
    return (longitude, latitude) if is_there else None
