from datetime import date

import pytest

from editorial.languages import text_in
from members.models import Containment, Member, Theme
from members.surroundings import surroundings
from secretariats.models import Area
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    PlaceFactory,
    ThemeFactory,
)
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_areas_and_themes_come_by_one_query_in_their_order(django_assert_num_queries):
    for code, order in (("JP", 2), ("KR", 1)):
        AreaFactory(code=code, order=order)
    late, early = ThemeFactory(order=2, name_en="Late"), ThemeFactory(order=1, name_en="Early")
    with django_assert_num_queries(1):
        around = surroundings("nowhere")
        assert [str(text_in(theme, "name")) for theme in around.themes] == ["Early", "Late"]
    assert around.themes == [early, late] == list(Theme.objects.all())
    assert around.areas == list(Area.objects.all())
    assert around.unit is None and around.inside == set()


def test_unit_is_the_listed_member_or_the_place_of_that_name(django_assert_num_queries):
    member, place = ListedMemberFactory(slug="gyeonggi"), PlaceFactory(slug="nagano")
    MemberFactory(slug="draft")
    with django_assert_num_queries(3):
        assert surroundings("gyeonggi").unit == member
        assert surroundings("nagano").unit == place
        assert surroundings("draft").unit is None


def test_inside_is_what_lies_there_today_at_any_depth(django_assert_num_queries):
    place = PlaceFactory(slug="nagano")
    inner = PlaceFactory(within=place)
    town, ward, gone = (ListedMemberFactory() for _ in range(3))
    ContainmentFactory(member=town, place=inner, container=None)
    ContainmentFactory(member=ward, container=town)
    ContainmentFactory(member=gone, place=place, container=None, until=date(2020, 1, 1))
    with django_assert_num_queries(1):
        assert surroundings("nagano").inside == {town.pk, ward.pk}
    assert Containment.objects.inside(place) == {town.pk, ward.pk}
    assert {*Member.objects.inside(place)} == {town, ward}


def test_containers_are_those_that_totals_count_with():
    province, town, ward = (ListedMemberFactory() for _ in range(3))
    ContainmentFactory(member=town, container=province, until=date(2020, 1, 1))
    ContainmentFactory(member=ward, container=town, since=date(2099, 1, 1))
    expected = {town.pk: province.pk}
    assert surroundings().containers == Containment.objects.last_containers() == expected
