"""What whoever has no office reads: all that is theirs, and no canary of others."""

import pytest

from tests.access.reading import cells, is_right

pytestmark = pytest.mark.django_db


@cells("stranger", "not staff", "no posting")
def test_surface_shows_what_the_role_may_see(world, role, surface, record_property):
    assert is_right(world, role, surface, record_property)
