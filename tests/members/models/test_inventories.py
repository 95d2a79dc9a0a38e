"""Inventories: which report of a period holds, what is drawn, and what cannot be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from members.models import Inventory
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    MemberFactory,
    SourceFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def city():
    return ListedMemberFactory(population=200_000)


def years(rows) -> list[int]:
    return sorted(rows.values_list("reported_year", flat=True))


def test_newest_report_of_a_period_supersedes_the_others(city):
    for year in (2018, 2019, 2020):
        InventoryFactory(member=city, reported_year=year)
    InventoryFactory(member=city, reported_year=2021, period_from=date(2019, 1, 1))
    InventoryFactory(reported_year=2018)
    rows = Inventory.objects.filter(member=city)
    assert (years(rows.superseded()), years(rows.current())) == ([2018, 2019], [2020, 2021])


def test_report_without_a_number_supersedes_none_that_has_one(city):
    InventoryFactory(member=city, reported_year=2018)
    InventoryFactory(member=city, reported_year=2019, basic_t=None)
    InventoryFactory(member=city, reported_year=2020, basic_t=None)
    assert years(Inventory.objects.superseded()) == [2019]
    assert years(Inventory.objects.drawn()) == [2018]


def test_doubtful_report_supersedes_none(city):
    InventoryFactory(member=city, reported_year=2018)
    InventoryFactory(member=city, reported_year=2019, is_doubtful=True, doubt="Odd.")
    assert years(Inventory.objects.trusted().current()) == [2018]


def test_without_a_period_or_a_number_it_is_listed_and_not_drawn(city):
    none = {"period_from": None, "period_to": None}
    InventoryFactory(member=city, reported_year=2018, **none)
    InventoryFactory(member=city, reported_year=2019, **none)
    InventoryFactory(member=city, reported_year=2020, basic_t=None, scope1_t=5)
    InventoryFactory(
        member=city,
        reported_year=2021,
        period_from=date(2019, 4, 1),
        basic_t=None,
        scope1_t=0,
        scope2_t=7,
    )
    assert years(Inventory.objects.current()) == [2018, 2019, 2020, 2021]
    assert years(Inventory.objects.drawn()) == [2021]


def test_public_sees_trusted_rows_of_listed_members(city):
    shown = InventoryFactory(member=city)
    InventoryFactory(member=city, reported_year=2019, is_doubtful=True, doubt="Odd.")
    InventoryFactory(member=MemberFactory())
    assert [*Inventory.objects.public()] == [shown]


@pytest.mark.parametrize(
    ("given", "total", "is_sum"),
    [
        ({"basic_t": 9, "scope1_t": 4, "scope2_t": 4}, 9, False),
        ({"basic_t": None, "scope1_t": 4, "scope2_t": 5}, 9, True),
        ({"basic_t": 0}, 0, False),
        ({"basic_t": None, "scope1_t": 4}, None, False),
        ({"basic_t": None, "basic_plus_t": 4}, None, False),
    ],
)
def test_total(given, total, is_sum):
    inventory = InventoryFactory.build(**given)
    assert (inventory.total_t, inventory.is_sum) == (total, is_sum)


@pytest.mark.parametrize(
    ("begins", "year"), [(date(2017, 1, 1), 2017), (date(2017, 4, 1), 2017), (None, None)]
)
def test_year_in_which_most_of_the_period_lies(begins, year):
    assert InventoryFactory.build(period_from=begins).year == year
    assert InventoryFactory.build(period_from=date(2017, 10, 1)).year == 2018


def test_rows_are_comparable_where_protocol_and_boundary_agree():
    one = InventoryFactory.build()
    assert one.is_comparable_with(InventoryFactory.build(reported_year=2015))
    for other in ({"boundary": "administrative"}, {"protocol": "own"}, {"basic_t": None}):
        others = {"scope1_t": 1, "scope2_t": 2} | other
        assert not one.is_comparable_with(InventoryFactory.build(**others))
    unsaid = InventoryFactory.build(protocol="")
    assert not unsaid.is_comparable_with(InventoryFactory.build(protocol=""))


def problems(inventory: Inventory) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        inventory.full_clean()
    return error.value.message_dict


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"period_to": date(2017, 12, 31)}, "period_to"),
        ({"period_from": None}, "period_from"),
        ({"period_from": date(2021, 1, 1), "period_to": None}, "period_from"),
        ({"reported_year": 1899, "period_from": None, "period_to": None}, "reported_year"),
        ({"reported_year": 2101}, "reported_year"),
        ({"scope1_t": -1}, "scope1_t"),
        ({"basic_t": -1}, "basic_t"),
        ({"area_km2": -1.0}, "area_km2"),
        ({"population_year": 19}, "population_year"),
        ({"basic_t": 9_000}, "basic_t"),
        ({"basic_plus_t": 999_999}, "basic_plus_t"),
        ({"population": 900_000}, "population"),
    ],
)
def test_what_cannot_be_or_is_odd_is_told_at_its_field(city, given, column):
    inventory = InventoryFactory(member=city, reported_year=2020)
    for name, value in given.items():
        setattr(inventory, name, value)
    assert [*problems(inventory)] == [column]


def test_words_of_a_city_hold_no_name_that_is_not_to_be_used(city):
    city.area.forbidden_variants.create(text="Cathay", language="")
    inventory = InventoryFactory(member=city)
    inventory.protocol_words = "Guidelines of Cathay"
    assert "Cathay" in problems(inventory)["protocol_words"][0]


def test_row_is_once(city):
    InventoryFactory(member=city)
    twice = InventoryFactory.build(member=city, source=SourceFactory())
    assert "in that year already" in str(problems(twice))
    none = {"period_from": None, "period_to": None}
    InventoryFactory(member=city, **none)
    twice = InventoryFactory.build(member=city, source=SourceFactory(), **none)
    assert "without a period already" in str(problems(twice))
