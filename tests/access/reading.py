"""Reading as a test: what each of some roles sees on each surface."""

import pytest

from tests.access.asking import leaks
from tests.access.cast import ROLES, Role
from tests.access.speaking import OF_POWERS
from tests.access.surfaces import SURFACES, Surface, nothing
from tests.access.tally import noted


def tells_something(role: str, surface: Surface) -> bool:
    """From a superuser nothing is hidden, and a publisher sees what an editor sees."""
    if role == "superuser":
        return surface.shows is not nothing
    return role != "publisher of A" or surface.name in OF_POWERS


def speaks_for_itself(role: str, surface: Surface) -> bool:
    """A translator reads what an editor of the same office reads, and may do less with it."""
    return role != "translator of A" or surface.name in OF_POWERS


def cells(*roles: str):
    """Each surface for each role, where that tells something; ``--all`` adds what others say."""
    return pytest.mark.parametrize(
        ("role", "surface"),
        [
            pytest.param(
                ROLES[role],
                surface,
                id=f"{role}-{surface.name}",
                marks=() if speaks_for_itself(role, surface) else pytest.mark.thorough,
            )
            for role in roles
            for surface in SURFACES.values()
            if tells_something(role, surface)
        ],
    )


def is_right(world, role: Role, surface: Surface, record) -> bool:
    """Whether who may see an example finds it, and nobody else does; says so otherwise."""
    wrong = noted(record, *leaks(world, role, surface))
    assert wrong == [], "; ".join(wrong)
    return True
