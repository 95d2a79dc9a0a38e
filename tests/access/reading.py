"""Reading as a test: what each of some roles sees on each surface."""

import pytest

from tests.access.asking import leaks
from tests.access.cast import ROLES, Role
from tests.access.surfaces import SURFACES, Surface, nothing
from tests.access.tally import noted


def cells(*roles: str):
    """Each surface for each role; a superuser, from whom nothing is hidden, where all is shown."""
    return pytest.mark.parametrize(
        ("role", "surface"),
        [
            pytest.param(ROLES[role], surface, id=f"{role}-{surface.name}")
            for role in roles
            for surface in SURFACES.values()
            if role != "superuser" or surface.shows is not nothing
        ],
    )


def is_right(world, role: Role, surface: Surface, record) -> bool:
    """Whether who may see an example finds it, and nobody else does; says so otherwise."""
    wrong = noted(record, *leaks(world, role, surface))
    assert wrong == []
    return True
