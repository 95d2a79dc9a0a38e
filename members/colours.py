"""What the dots of the map are coloured by, and what each colour stands for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from editorial.public.facets import Words
from members.filters import MemberFilter
from members.models import Member

#: Degrees between neighbours of a list: the first green, and no two of twelve alike.
TURN = 150


def hue_of(place: int) -> str:
    """The class of a colour for the value at this place of a list."""
    return f"hue-{TURN * (place + 1) % 360}"


@dataclass(frozen=True)
class LegendEntry:
    """A colour as the style sheet names it, what it stands for, and how many members have it."""

    words: Words
    paint: str
    members: int


@dataclass(frozen=True)
class Legend:
    """``entries`` by value, in the order of the facet; ``values`` by the key of a member.

    Without entries the map has but one colour.
    """

    heading: str = ""
    entries: Mapping[str, LegendEntry] = field(default_factory=dict)
    values: Mapping[int, set[str]] = field(default_factory=dict)

    def of(self, member: Member) -> list[LegendEntry]:
        """What a member is coloured by, in the order of the legend."""
        values = self.values.get(member.pk, set())
        return [entry for value, entry in self.entries.items() if value in values]

    def paints(self, member: Member) -> list[str]:
        return [entry.paint for entry in self.of(member)]


def legend_of(found: MemberFilter) -> Legend:
    """What each colour of the map stands for."""
    name = found.colour_chosen
    if name == "none":
        return Legend()
    shown, chosen = found.tally.shown(name), found.asked[name]
    hues = {theme.slug: f"hue-{theme.hue_step}" for theme in found.themes}
    entries = {
        value: LegendEntry(words, paint_of(name, value, place, hues), shown[value])
        for place, (value, words) in enumerate(found.choices(name))
        if shown[value] and (value in chosen or not chosen)
    }
    values = {key: traits.values[name] for key, traits in found.tally.traits.items()}
    return Legend(found.label(name), entries, values)


def paint_of(name: str, value: str, place: int, hues: Mapping[str, str]) -> str:
    """The class that colours a dot by a value of a facet, which stands at a place of its list."""
    if name in ("size", "target"):
        return f"{name}-{value}"
    return hues[value] if name == "theme" else hue_of(place)
