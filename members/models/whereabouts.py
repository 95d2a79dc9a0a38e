"""Where a member lies, in words: in which part of its area, and how far from its chief city."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import BY_CODE, Text, active, text_in
from editorial.records.names import Named
from secretariats.cartography import Point, bearing, great_circle
from secretariats.models import Area

#: The eighths of the compass, clockwise from north.
REGIONS = (
    _("in the north of %(area)s"),
    _("in the north-east of %(area)s"),
    _("in the east of %(area)s"),
    _("in the south-east of %(area)s"),
    _("in the south of %(area)s"),
    _("in the south-west of %(area)s"),
    _("in the west of %(area)s"),
    _("in the north-west of %(area)s"),
)
DISTANCES = (
    _("%(number)s km north of %(place)s"),
    _("%(number)s km north-east of %(place)s"),
    _("%(number)s km east of %(place)s"),
    _("%(number)s km south-east of %(place)s"),
    _("%(number)s km south of %(place)s"),
    _("%(number)s km south-west of %(place)s"),
    _("%(number)s km west of %(place)s"),
    _("%(number)s km north-west of %(place)s"),
)

#: The middle of each area as people take it, in degrees, and how far it reaches, in km: there is
#: no side to name. Far islands do not shift it.
MIDDLES = {
    "CN": ((104.0, 36.0), 550),
    "JP": ((137.3, 36.0), 155),
    "KR": ((127.8, 36.4), 80),
    "MN": ((104.5, 46.8), 230),
    "TW": ((121.0, 23.8), 55),
}
INSIDE = 25  # km: a large city reaches so far, and a place may lie within it


@dataclass(frozen=True)
class Whereabouts:
    """A place in degrees in an area, and the chief city from which it is told, if it is another."""

    place: Point
    area: Area
    landmark: "Located | None"

    def region(self) -> str:
        """In which part of its area."""
        words = {"area": text_in(self.area, "name")}
        if self.area.code not in MIDDLES:
            return gettext("in %(area)s") % words
        middle, reach = MIDDLES[self.area.code]
        if great_circle(middle, self.place) <= reach:
            return gettext("in the middle of %(area)s") % words
        return str(REGIONS[eighth(middle, self.place)]) % words

    def distance(self) -> str:
        """How far and in which direction from the chief city; empty where that says nothing."""
        if self.landmark is None or self.landmark.place is None:
            return ""
        far = great_circle(self.landmark.place, self.place)
        if far < 1:
            return ""
        place = str(text_in(self.landmark, "name"))
        if far < INSIDE:
            place = gettext("the centre of %(place)s") % {"place": place}
        words = {"number": f"{rounded(far):,}", "place": place}
        return str(DISTANCES[eighth(self.landmark.place, self.place)]) % words

    def of(self, name: str) -> str:
        """Both behind the name of what lies there."""
        words = {"name": name, "region": self.region(), "distance": self.distance()}
        if not words["distance"]:
            return gettext("%(name)s, %(region)s") % words
        return gettext("%(name)s, %(region)s, %(distance)s") % words


def eighth(one: Point, other: Point) -> int:
    """The eighth of the compass in which ``other`` lies of ``one``, clockwise from north."""
    return round(bearing(one, other) / 45) % 8


def rounded(kilometres: float) -> int:
    """As people say distances: to the kilometre nearby, to 5 below 100, else to 10."""
    step = 1 if kilometres < 20 else 5 if kilometres < 100 else 10
    return round(kilometres / step) * step


class Located(Named):
    """A named place in an area; the place may be unknown."""

    told_apart_among = "listed"
    told_apart_with = ("area",)

    latitude: float | None
    longitude: float | None
    area: Area
    area_id: int
    level: str
    official_name: str

    class Meta:
        abstract = True

    @property
    def place(self) -> Point | None:
        """Degrees east and north, None if unknown."""
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude

    @cached_property
    def landmark(self) -> "Located | None":
        """The chief city of its area, None for itself. Causes one query unless it was set."""
        self.make_ready([self])
        return self.landmark

    @classmethod
    def make_ready(cls, records):
        """Fetch the chief cities of their areas, in one query."""
        listed: Any = cls._default_manager
        areas = {record.area_id for record in records}
        chief = {city.area_id: city for city in listed.listed().landmarks(areas)}
        for record in records:
            city = chief.get(record.area_id)
            record.landmark = None if city == record else city

    def whereabouts(self) -> Whereabouts | None:
        """Where it lies, None if that is unknown."""
        return Whereabouts(self.place, self.area, self.landmark) if self.place else None

    def differences(self) -> Iterator[Text]:
        found, wanted = self.whereabouts(), active()
        level: Any = self
        yield text_in(self.area, "name")
        yield Text(str(level.get_level_display()), wanted, wanted)
        yield Text(self.official_name, BY_CODE[self.area.default_language], wanted)
        english, address = super().differences()
        yield english
        yield Text(found.distance() if found else "", wanted, wanted)
        yield Text(found.region() if found else "", wanted, wanted)
        yield address
