"""The counts of the network, compared with counts of the files by brute force."""

import pytest
from django.utils import translation

from members.climate.network import network_record
from members.models import Member
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    MemberFactory,
    PledgeFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def test_record_is_that_of_listed_members(django_assert_num_queries):
    ListedMemberFactory()
    hidden = MemberFactory()
    for factory in (InventoryFactory, TargetFactory, PledgeFactory):
        factory(member=hidden)
    with django_assert_num_queries(2):
        record = network_record()
        assert (record.total, record.known, record.pledged) == (1, 0, 0)
    with django_assert_num_queries(0):
        assert record.sources == []


@pytest.mark.parametrize("kind", ["reduction", "other", "none"])
def test_what_is_not_neutral_is_not_counted_so(kind):
    PledgeFactory(kind=kind, reduction_percent=100)
    record = network_record()
    assert (record.pledged, record.proposed) == (0, 0)
    assert record.by_kind[0].counts == [0] * 7
    assert record.sentence == "Neutrality by 2050 is pledged by 0 of 1 members."


@pytest.mark.parametrize(("year", "counts"), [(2050, 1), (2045, 1), (2051, 0), (None, 0)])
def test_neutrality_counts_by_its_year(year, counts):
    PledgeFactory(end_year=year)
    assert network_record().pledged == counts


def test_withdrawn_targets_are_not_counted():
    city = TargetFactory(reported_year=2021, status="withdrawn").member
    assert network_record().by_report == []
    TargetFactory(member=city, reported_year=2021, target_year=2040)
    (line,) = network_record().by_report
    assert (line.year, line.targets) == (2021, 1)


def test_the_latest_pledge_counts():
    pledge = PledgeFactory(kind="reduction")
    PledgeFactory(member=pledge.member, recorded_on="2019-01-01")
    assert network_record().pledged == 0


def test_areas_have_their_names_in_the_language_of_the_reader():
    member = ListedMemberFactory(area__name_ko="대한민국")
    with translation.override("ko"):
        (line,) = network_record().by_area
    assert line.words.value == "대한민국"
    assert Member.objects.get().area == member.area
