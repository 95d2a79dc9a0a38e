from datetime import date

import pytest

from members.climate.records import NOTHING, records_of
from members.models import Inventory, Target
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    PledgeFactory,
    TargetFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def city():
    return ListedMemberFactory()


def record(city):
    return records_of([city]).get(city.pk, NOTHING)


@pytest.mark.parametrize("factory", [InventoryFactory, TargetFactory, PledgeFactory])
def test_doubtful_rows_are_not_in_a_record(city, factory):
    row = factory(member=city)
    assert record(city)
    type(row).objects.update(is_doubtful=True, doubt="Another unit.")
    assert not record(city)


def test_records_of_several_members_come_by_one_query(city, django_assert_num_queries):
    other, bare = ListedMemberFactory(), ListedMemberFactory()
    InventoryFactory(member=city)
    PledgeFactory(member=other)
    with django_assert_num_queries(1):
        found = records_of([city, other, bare])
        assert found[city.pk].latest.total_t == 1_000_000
        assert found[other.pk].pledge.source.title_en
    assert bare.pk not in found
    with django_assert_num_queries(0):
        assert records_of([]) == {}


def test_of_a_period_that_was_reported_twice_the_report_that_holds_is_drawn(city):
    InventoryFactory(member=city, reported_year=2019, basic_t=10)
    InventoryFactory(member=city, reported_year=2021, basic_t=20)
    InventoryFactory(member=city, reported_year=2022, basic_t=None)
    found = record(city)
    assert [row.total_t for row in found.drawn] == [20]
    assert len(found.inventories) == 3
    assert {row.pk for row in found.drawn} == {
        *Inventory.objects.drawn().values_list("pk", flat=True)
    }


def test_rows_without_period_or_number_are_listed_and_not_drawn(city):
    InventoryFactory(member=city, reported_year=2019, period_from=None, period_to=None)
    InventoryFactory(member=city, basic_t=None)
    InventoryFactory(
        member=city,
        reported_year=2021,
        basic_t=None,
        scope1_t=3,
        scope2_t=4,
        period_from=date(2019, 4, 1),
        period_to=date(2020, 3, 31),
    )
    found = record(city)
    assert len(found.inventories) == 3
    assert [(row.year, row.total_t) for row in found.drawn] == [(2019, 7)]


def test_paths_are_those_of_the_latest_report_by_their_base(city):
    TargetFactory(member=city, reported_year=2019, target_year=2025)
    for year in (2050, 2030):
        TargetFactory(member=city, target_year=year)
    TargetFactory(member=city, target_year=2040, base_year=2013)
    assert [[row.target_year for row in rows] for rows in record(city).paths] == [
        [2030, 2050],
        [2040],
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"boundary": "smaller"},
        {"sector": Target.Sector.WASTE},
        {"status": Target.Status.WITHDRAWN},
        {"kind": Target.Kind.INTENSITY, "target_t": 5},
        {"base_t": None},
        {"target_year": None},
    ],
)
def test_no_path_leads_to_another_kind_of_target(city, fields):
    TargetFactory(member=city, **fields)
    assert record(city).paths == []
    assert len(record(city).targets) == 1


def test_the_latest_pledge_comes_first_and_each_source_once(city):
    old = PledgeFactory(member=city, recorded_on=date(2020, 1, 1))
    new = PledgeFactory(member=city, recorded_on=date(2022, 1, 1))
    InventoryFactory(member=city, source=old.source)
    found = record(city)
    assert [row.pk for row in found.pledges] == [new.pk, old.pk]
    assert {source.pk for source in found.sources} == {old.source_id, new.source_id}
    assert len(found.sources) == 2
