"""What a list of members is narrowed by and counted with, whoever is in it: read by one query."""

from dataclasses import dataclass
from functools import cached_property

from editorial.languages import read_columns
from editorial.records.together import fetched_together
from members.models import Containment, Member, Place, Theme
from members.models.containments import inside, last_containers
from secretariats.models import Area

#: What is read of a row that says what contains a member.
OF_ROW = ("member", "container", "place", "since", "until")


@dataclass(frozen=True)
class Surroundings:
    """All areas and themes in order, what contains what, and the unit that an address names."""

    areas: list[Area]
    themes: list[Theme]
    rows: list[Containment]
    places: list[Place]
    unit: Member | Place | None

    @cached_property
    def containers(self) -> dict[int, int]:
        """By its key, the member that each is counted with."""
        return last_containers(self.rows)

    @property
    def inside(self) -> set[int]:
        """The keys of the members that lie in the unit today, or in what lies there."""
        held = (row for row in self.rows if not row.has_ended())
        return inside(self.unit, held, self.places) if self.unit else set()


def surroundings(slug: str = "") -> Surroundings:
    """With the listed member, or the place, that an address calls ``slug``. One query."""
    names = read_columns("name")
    of_area = ("area__code", "area__order", *read_columns("name", of="area"))
    kinds = {
        "areas": (Area.objects.all(), ("code", "order", *names)),
        "themes": (Theme.objects.all(), ("slug", "order", "hue", *names)),
        "rows": (Containment.objects.begun(), OF_ROW),
    }
    if slug:
        called = Member.objects.listed().filter(slug=slug)
        kinds["members"] = (called, ("slug", "level", *names, *of_area))
        kinds["places"] = (Place.objects.all(), ("slug", "level", "within", *names, *of_area))
    found = fetched_together(kinds)
    places = found.get("places", [])
    units = [*found.get("members", []), *(one for one in places if one.slug == slug)]
    return Surroundings(
        areas=sorted(found["areas"], key=lambda area: (area.order, area.code)),
        themes=sorted(found["themes"], key=lambda theme: (theme.order, theme.slug)),
        rows=found["rows"],
        places=places,
        unit=next(iter(units), None),
    )
