"""People who live in members that lie within others are counted once."""

from datetime import date

import pytest
from django.utils import timezone

from members.models import Member, People
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    PlaceFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ENDED = date(2026, 6, 30)


def city(slug: str, population: int | None, within=None, **days) -> Member:
    made = ListedMemberFactory(slug=slug, population=population)
    if within is not None:
        kind = "container" if isinstance(within, Member) else "place"
        ContainmentFactory(member=made, **{kind: within}, **days)
    return made


def people(**conditions) -> People:
    return Member.objects.listed().filter(**conditions).people()


def test_city_within_its_province():
    city("suwon", 1_200_000, within=city("gyeonggi", 13_000_000))
    found = people()
    assert (found.number, found.inner, found.outer) == (13_000_000, 1, 1)


def test_two_within_one_that_is_not_of_the_set():
    province = city("gyeonggi", 13_000_000)
    for slug in ("suwon", "osan"):
        city(slug, 500_000, within=province)
    found = people(slug__in=["suwon", "osan"])
    assert (found.number, found.inner) == (1_000_000, 0)


def test_town_within_a_county_that_is_not_of_the_set_within_a_province():
    province = city("province", 900)
    county = city("county", 90, within=province)
    city("town", 9, within=county)
    assert people(slug__in=["province", "town"]).number == 900
    assert people().number == 900
    assert people().outer == 1


def test_within_a_place_alone():
    province = PlaceFactory()
    for slug in ("iida", "nagano"):
        city(slug, 100, within=province)
    assert people().number == 200


def test_within_the_listed_member_that_contained_it_last():
    """A province that has merged away counts what lay in it, while it is listed."""
    province = city("south-jeolla", 1_800)
    yeosu = city("yeosu", 270, within=province, until=ENDED)
    ContainmentFactory(member=yeosu, place=PlaceFactory(), since=date(2026, 7, 1))
    assert people().number == 1_800
    province.status = "withdrawn"
    province.save()
    assert people().number == 270


def test_within_another_member_since():
    old, new = city("old", 1_000), city("new", 2_000)
    moved = city("moved", 10, within=old, until=ENDED)
    ContainmentFactory(member=moved, container=new, since=date(2026, 7, 1))
    assert people(slug__in=["old", "moved"]).number == 1_010
    assert people(slug__in=["new", "moved"]).number == 2_000


def test_within_from_a_day_to_come():
    tomorrow = timezone.localdate().replace(year=timezone.localdate().year + 1)
    city("suwon", 10, within=city("gyeonggi", 100), since=tomorrow)
    assert people().number == 110


def test_population_of_the_outer_one_unknown():
    city("suwon", 1_200_000, within=city("gyeonggi", None))
    found = people()
    assert (found.number, found.unknown, found.inner) == (1_200_000, 1, 0)


def test_hidden_members_are_no_part_of_a_total():
    draft = MemberFactory(status="draft", population=5_000)
    city("suwon", 100, within=draft)
    assert people().number == 100


def test_circle_of_rows_that_share_no_day():
    """Each has contained the other: what does so today counts."""
    one, other = city("one", 10), city("other", 20)
    ContainmentFactory(member=one, container=other, until=date(1999, 12, 31))
    ContainmentFactory(member=other, container=one, since=date(2000, 1, 1))
    assert people().number == 10


@pytest.mark.parametrize("number, rounded", [(0, 0), (999, 999), (1_234_567, 1_230_000)])
def test_rounded_to_three_digits(number, rounded):
    assert People(number).rounded == rounded


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries(rows, django_assert_num_queries):
    for at in range(rows):
        city(f"inner-{at}", 10, within=city(f"outer-{at}", 100))
    with django_assert_num_queries(2):
        assert people().number == 100 * rows
