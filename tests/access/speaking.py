"""Who speaks for whom in an ordinary run: what is left out there, ``--all`` tries.

Rows of members are scoped by one rule and shown by one screen: memberships and pledges speak for
the other kinds of them. A manager sees and does what an editor does, and manages staff besides.
"""

from dataclasses import dataclass

from members.models import Containment, Inventory, OtherName, Target
from tests.access.cast import Example, Role

#: Rows of members for which others speak, but for where their own query decides.
LIKE_OTHERS = (Containment, OtherName, Inventory, Target)
BY_THEIR_QUERY = ("listed", "searched", "form", "exported", "autocomplete")

#: Surfaces that show what somebody may do with what they see.
OF_POWERS = ("listed", "form", "add", "version", "delete", "undelete")


@dataclass(frozen=True)
class Speakers:
    """Which examples a run tries; with ``is_all``, all of them."""

    is_all: bool

    def of_kind(self, example: Example) -> bool:
        return self.is_all or example.kind.model not in LIKE_OTHERS

    def read(self, role: Role, surface: str, example: Example) -> bool:
        """Whether the role reads the example on the surface."""
        is_own = surface in BY_THEIR_QUERY or self.of_kind(example)
        return is_own and (surface in OF_POWERS or self.of_role(role, example))

    def forged(self, role: Role, example: Example) -> bool:
        """Whether the role tries to change the example."""
        is_own = role.name == "editor of A" or self.of_kind(example)
        return is_own and self.of_role(role, example)

    def of_role(self, role: Role, example: Example) -> bool:
        return self.is_all or role.name != "manager of A" or example.kind.is_managed
