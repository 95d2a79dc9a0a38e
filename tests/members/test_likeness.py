from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.likeness import MOST_ALIKE, members_like, size
from tests.factories.members import ContainmentFactory, ListedMemberFactory, ThemeFactory
from tests.members.cast import HIDDEN

pytestmark = pytest.mark.django_db

SUWON = {"latitude": 37.2911, "longitude": 127.0089, "population": 1_200_000}
OSAN = {"latitude": 37.1498, "longitude": 127.0772}
SAPPORO = {"latitude": 43.0667, "longitude": 141.35}


@pytest.fixture
def suwon():
    member = ListedMemberFactory(slug="suwon", **SUWON)
    member.themes.set([ThemeFactory(slug="resilient"), ThemeFactory(slug="low-carbon")])
    return member


def test_a_member_near_by_says_how_far(suwon):
    ListedMemberFactory(slug="osan", **OSAN)
    (alike,) = members_like(suwon)
    assert (alike.member.slug, alike.distance, alike.is_as_large) == ("osan", 17, False)


def test_a_member_of_similar_size_says_so(suwon):
    ListedMemberFactory(slug="sapporo", population=1_000_000, **SAPPORO)
    (alike,) = members_like(suwon)
    assert (alike.distance, alike.is_as_large, alike.themes) == (None, True, [])


def test_a_member_with_shared_themes_names_them(suwon):
    resilient = suwon.themes.get(slug="resilient")
    ListedMemberFactory(slug="sapporo", **SAPPORO).themes.set([resilient, ThemeFactory()])
    (alike,) = members_like(suwon)
    assert (alike.distance, alike.is_as_large, alike.themes) == (None, False, [resilient])


def test_a_member_without_a_reason_is_not_named(suwon):
    ListedMemberFactory(population=10_000, **SAPPORO)
    ListedMemberFactory()
    assert members_like(suwon) == []


def test_the_most_alike_come_first(suwon):
    ListedMemberFactory(slug="far", population=1_200_000, **SAPPORO)
    ListedMemberFactory(slug="near", **OSAN)
    both = ListedMemberFactory(slug="both", population=1_200_000, **OSAN)
    both.themes.set(suwon.themes.all())
    assert [alike.member.slug for alike in members_like(suwon)] == ["both", "far", "near"]


def test_equals_come_by_their_address(suwon):
    for slug in "cab":
        ListedMemberFactory(slug=slug, **OSAN)
    assert [alike.member.slug for alike in members_like(suwon)] == ["a", "b", "c"]


def test_no_more_than_a_few_are_named(suwon):
    for _ in range(MOST_ALIKE + 1):
        ListedMemberFactory(**OSAN)
    assert len(members_like(suwon)) == MOST_ALIKE


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_hidden_is_not_named(suwon, state):
    hidden = ListedMemberFactory(slug="ghost", **SUWON, **HIDDEN[state])
    hidden.themes.set(suwon.themes.all())
    assert members_like(suwon) == []


def test_nothing_known_of_a_member_is_like_nothing():
    ListedMemberFactory(**SUWON).themes.add(ThemeFactory())
    assert members_like(ListedMemberFactory()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_two_queries(suwon, count):
    for _ in range(count):
        ListedMemberFactory(**OSAN).themes.set(suwon.themes.all())
    themes = list(suwon.themes.all())
    with CaptureQueriesContext(connection) as captured:
        assert len(members_like(suwon)) == count
    assert len(captured) == 3  # the third is for its own themes, which a page has at hand
    assert themes


@pytest.mark.parametrize(
    ("one", "other", "share"), [(2, 1, 0.5), (1, 2, 0.5), (1, 1, 1), (None, 1, 0), (0, 0, 0)]
)
def test_size_compares_either_way(one, other, share):
    assert size(one, other) == share


def test_its_own_province_and_districts_are_not_like_it(suwon):
    """Nor what contains its province, nor what did before: they are the same place."""
    around = [ListedMemberFactory(slug=f"around-{at}", **OSAN) for at in range(4)]
    country, province, former, district = around
    ContainmentFactory(member=province, container=country)
    ContainmentFactory(member=suwon, container=province)
    ContainmentFactory(member=suwon, container=former, until=date(1990, 1, 1))
    ContainmentFactory(member=district, container=suwon)
    ListedMemberFactory(slug="osan", **OSAN)
    assert [alike.member.slug for alike in members_like(suwon)] == ["osan"]
