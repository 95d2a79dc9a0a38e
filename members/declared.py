"""What a column is: one thing that is said of a member, in files and to machines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise

from editorial.public.structured import Node
from members.models import Member

Value = str | int | float | None


@dataclass(frozen=True)
class LeftOut:
    """Why something is not said in one kind of file."""

    reason: str


BESIDE = LeftOut("It is said once, of the file as a whole.")
ITS_PAGE = LeftOut("It is the address and the identity of the node.")


@dataclass(frozen=True)
class Column:
    """One thing that is said of a member.

    ``fields`` of the model are told by it, ``reads`` names what a query fetches for it (else the
    fields), and ``prefetch`` what is fetched beside. GeoJSON has the value of the cell, unless
    ``in_geojson`` says otherwise. ``of_place`` and ``of_government`` are properties in JSON-LD of
    the member as a place, and of its government, which is what has joined. What ``is_of_source``
    is not ours to license: its terms are those of the source that the row names.
    """

    name: str
    heading: str | Promise
    value: Callable[[Member], Value]
    fields: tuple[str, ...]
    of_place: Callable[[Member], Node] | LeftOut
    of_government: Callable[[Member], Node] | None = None
    in_geojson: Callable[[Member], Any] | LeftOut | None = None
    reads: tuple[str, ...] | None = None
    prefetch: Callable[[], Prefetch] | None = None
    is_of_source: bool = False

    @property
    def fetched(self) -> tuple[str, ...]:
        return self.fields if self.reads is None else self.reads

    def properties(self, member: Member) -> dict[str, Any]:
        """What GeoJSON says in the properties of a member."""
        if isinstance(self.in_geojson, LeftOut):
            return {}
        return {self.name: (self.in_geojson or self.value)(member)}
