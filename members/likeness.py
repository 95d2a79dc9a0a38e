"""Cities like another one: near it, of its size, at work on its themes; and why each is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from members.models import Member, Theme
from secretariats.cartography import great_circle

MOST_ALIKE = 6
NEAR = 200  # km, as far as colleagues go and return in a day
SIMILAR = 0.8  # the smaller population as a share of the larger


@dataclass(frozen=True)
class Likeness:
    """A member that is like another one, and each reason for that, if it is one."""

    member: Member
    distance: int | None  # km, None where that is far
    is_as_large: bool
    themes: list[Theme]


@dataclass
class Candidate:
    """What of a member is compared, and how much it is like that of the other."""

    slug: str
    distance: float | None  # km, None where either place is unknown
    size: float  # the smaller population as a share of the larger, 0 where either is unknown
    themes: set[int] = field(default_factory=set)

    @property
    def is_near(self) -> bool:
        return self.distance is not None and self.distance <= NEAR

    @property
    def is_as_large(self) -> bool:
        return self.size >= SIMILAR

    def nearness(self) -> float:
        """1 on the spot, a half at half of ``NEAR``, a little far away."""
        return 0 if self.distance is None else 1 / (1 + self.distance / (NEAR / 2))

    def likeness(self, themes: set[int]) -> float:
        """The sum of three shares, each between 0, unlike, and 1, the same."""
        shared = len(self.themes & themes) / (len(self.themes | themes) or 1)
        return round(self.nearness() + self.size + shared, 6)


def members_like(member: Member) -> list[Likeness]:
    """Some listed members that are like ``member``, the most alike first. Two queries.

    The same members always come in the same order.
    """
    themes = {theme.pk: theme for theme in member.themes.all()}
    own = set(themes)
    alike = [one for one in candidates(member) if has_reason(one, own)]
    alike.sort(key=lambda one: (-one.likeness(own), one.slug))
    chosen = alike[:MOST_ALIKE]
    shown = Member.objects.listed().named().in_bulk([o.slug for o in chosen], field_name="slug")
    return [
        Likeness(
            shown[one.slug],
            distance=round(one.distance) if one.distance is not None and one.is_near else None,
            is_as_large=one.is_as_large,
            themes=[theme for key, theme in themes.items() if key in one.themes],
        )
        for one in chosen
    ]


def has_reason(one: Candidate, themes: set[int]) -> bool:
    return one.is_near or one.is_as_large or bool(one.themes & themes)


def candidates(member: Member) -> list[Candidate]:
    """All other listed members, but for its own province and its own districts. One query."""
    found: dict[str, Candidate] = {}
    for slug, latitude, longitude, population, theme in rows(member):
        if slug not in found:
            distance = kilometres(member, latitude, longitude)
            found[slug] = Candidate(slug, distance, size(member.population, population))
        found[slug].themes.add(theme)
    return list(found.values())


def rows(member: Member) -> Iterator[tuple]:
    """Each of the others, as often as it has themes."""
    others = Member.objects.listed().exclude(pk=member.pk).apart_from(member).order_by()
    return others.values_list("slug", "latitude", "longitude", "population", "themes").iterator()


def kilometres(member: Member, latitude: float | None, longitude: float | None) -> float | None:
    """By great circle, None where either place is unknown."""
    if member.longitude is None or member.latitude is None:
        return None
    if longitude is None or latitude is None:
        return None
    return great_circle((member.longitude, member.latitude), (longitude, latitude))


def size(one: int | None, other: int | None) -> float:
    """The smaller population as a share of the larger, 0 where either is unknown."""
    return min(one, other) / max(one, other) if one and other else 0
