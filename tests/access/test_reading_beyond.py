"""What staff of several offices reads: all that is theirs, and no canary of others."""

import pytest

from tests.access.reading import cells, is_right

pytestmark = pytest.mark.django_db


@cells("regional", "superuser")
def test_surface_shows_what_the_role_may_see(world, role, surface, record_property):
    assert is_right(world, role, surface, record_property)


@pytest.mark.thorough  # each posting is read by itself, and two together in test_two_postings
@cells("editor of A and B")
def test_surface_shows_what_two_postings_see(world, role, surface, record_property):
    assert is_right(world, role, surface, record_property)
