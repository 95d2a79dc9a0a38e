import pytest

from members.climate.network import network_record
from members.climate.neutrality import Neutrality, neutrality_of
from members.models import Member
from tests.factories.members import ListedMemberFactory, MemberFactory, PledgeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def counted() -> Neutrality:
    return neutrality_of(Member.objects.listed().count())


def test_it_is_counted_by_one_query_as_the_record_counts_it(django_assert_num_queries):
    for status in ("proposed", "declared", "policy", "law", "achieved", ""):
        PledgeFactory(status=status)
    for kind in ("reduction", "other", "none"):
        PledgeFactory(kind=kind, reduction_percent=100)
    for year in (2051, None):
        PledgeFactory(end_year=year)
    ListedMemberFactory()
    with django_assert_num_queries(1):
        found = neutrality_of(12)
    assert found == network_record().neutrality == Neutrality(pledged=5, proposed=1, total=12)


def test_nobody_counts_who_is_not_listed_or_doubted():
    PledgeFactory(member=MemberFactory())
    PledgeFactory(is_doubtful=True, doubt="Of another city")
    assert counted() == Neutrality(pledged=0, proposed=0, total=1)
    assert not counted()


def test_the_latest_pledge_counts_and_no_earlier_one():
    pledge = PledgeFactory(kind="reduction")
    PledgeFactory(member=pledge.member, recorded_on="2019-01-01")
    assert not counted()


def test_who_but_proposed_it_is_told_apart():
    assert Neutrality(1, 0, 3).sentence == "Neutrality by 2050 is pledged by 1 of 3 members."
    assert Neutrality(36, 1, 75).sentence == (
        "Neutrality by 2050 is pledged by 36 of 75 members, and proposed by 1 more."
    )
