"""Targets: the newest report, what is about a whole city, and what follows from its numbers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from members.models import Target
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def city():
    return ListedMemberFactory(population=200_000)


def test_newest_rows_are_those_of_the_latest_report(city):
    TargetFactory(member=city, reported_year=2019)
    rows = [TargetFactory(member=city, target_year=year) for year in (2030, 2050)]
    TargetFactory(member=city, reported_year=2023, is_doubtful=True, doubt="Odd.")
    other = TargetFactory(reported_year=2018)
    assert {*Target.objects.public().newest()} == {*rows, other}


def test_targets_whose_year_has_passed(city):
    gone = TargetFactory(member=city, target_year=2020)
    TargetFactory(member=city, target_year=2021)
    TargetFactory(member=city, target_year=None)
    TargetFactory(member=city, target_year=2019, status="withdrawn")
    assert [*Target.objects.passed(date(2021, 12, 31))] == [gone]


@pytest.mark.parametrize(
    ("given", "is_whole"),
    [
        ({}, True),
        ({"boundary": "administrative"}, True),
        ({"boundary": "smaller"}, False),
        ({"boundary": ""}, False),
        ({"sector": "energy"}, False),
        ({"sector": ""}, False),
    ],
)
def test_target_of_a_whole_city(given, is_whole):
    target = TargetFactory(**given)
    assert target.is_of_whole_city is is_whole
    assert Target.objects.of_whole_cities().exists() is is_whole


@pytest.mark.parametrize(
    ("given", "aim"),
    [
        ({}, 600_000),
        ({"target_t": 0}, 0),
        ({"reduction_percent": None}, None),
        ({"base_t": None}, None),
        ({"kind": "intensity"}, None),
        ({"kind": "scenario", "target_t": 5}, 5),
    ],
)
def test_tonnes_in_the_target_year(given, aim):
    assert TargetFactory.build(**given).aim_t == aim


@pytest.mark.parametrize("lacks", ["base_year", "base_t", "target_year"])
def test_path_has_all_of_its_numbers(lacks):
    assert TargetFactory.build().is_path
    assert not TargetFactory.build(**{lacks: None}).is_path


def test_year_in_which_it_was_set_is_none_after_its_report():
    assert TargetFactory.build(year_set=2021).set_in == 2021
    assert TargetFactory.build(year_set=2030).set_in is None
    assert TargetFactory.build().set_in is None


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"target_year": 2004}, "target_year"),
        ({"reduction_percent": 100.1}, "reduction_percent"),
        ({"achieved_percent": -1}, "achieved_percent"),
        ({"base_t": -5}, "base_t"),
        ({"base_t": 5_000}, "base_t"),
        ({"year_set": 20}, "year_set"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_cannot_be_or_is_odd_is_told_at_its_field(city, given, column):
    target = TargetFactory.build(member=city, source=SourceFactory(), **given)
    with pytest.raises(ValidationError) as error:
        target.full_clean()
    assert [*error.value.message_dict] == [column]


def test_without_people_its_unit_is_told_by_what_else_the_city_reported():
    city = ListedMemberFactory(population=None)
    InventoryFactory(member=city, basic_t=5_000_000)
    target = TargetFactory.build(member=city, source=SourceFactory(), base_t=5_000)
    assert [oddity.column for oddity in target.oddities()] == ["base_t"]
    target.base_t = 6_000_000
    assert not [*target.oddities()]


def test_row_is_once_with_a_year_and_without(city):
    for year in (2030, None):
        TargetFactory(member=city, target_year=year)
        again = TargetFactory.build(member=city, source=SourceFactory(), target_year=year)
        with pytest.raises(ValidationError, match="in that year already"):
            again.full_clean()
        again.sector_words = "Forestry"
        again.full_clean()
