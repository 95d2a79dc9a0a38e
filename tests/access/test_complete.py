"""Nothing is forgotten: each model has an example, each address is visited."""

import pytest
from django.contrib import admin

from tests.access.asking import routes_of_the_back_office, routes_visited
from tests.access.cast import KINDS, ROWS

pytestmark = pytest.mark.django_db


def test_each_model_of_the_back_office_has_an_example():
    assert {kind.model for kind in KINDS} == {*admin.site._registry}


def test_rows_of_each_screen_have_an_example():
    shown = {inline.model for kind in KINDS for inline in kind.screen.inlines}
    assert shown - {kind.model for kind in KINDS} == {*ROWS}


def test_some_surface_visits_each_address(world):
    missed = {*routes_of_the_back_office()} - routes_visited(world)
    assert sorted(missed) == [], "no surface in tests/access/surfaces.py visits these"
