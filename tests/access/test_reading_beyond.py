"""What staff of several offices reads: all that is theirs, and no canary of others."""

import pytest

from tests.access.reading import cells, is_right

pytestmark = pytest.mark.django_db


@cells("regional")
def test_surface_shows_what_the_role_may_see(world, role, surface, record_property):
    assert is_right(world, role, surface, record_property)


#: From a superuser nothing is hidden; each posting is read by itself, and two of one user in
#: test_two_postings.
@pytest.mark.thorough
@cells("editor of A and B", "superuser")
def test_surface_shows_what_others_of_several_offices_see(world, role, surface, record_property):
    assert is_right(world, role, surface, record_property)
