import pytest

from iclei.figures import figures, for_figures
from members.climate.network import network_record
from members.climate.neutrality import Neutrality
from members.models import Member
from tests.factories.members import ListedMemberFactory, MemberFactory, PledgeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def counted() -> Neutrality:
    return network_record().neutrality


def test_pledges_that_are_neutral_in_time_count_and_no_others():
    for status in ("proposed", "declared", "policy", "law", "achieved", ""):
        PledgeFactory(status=status)
    for kind in ("reduction", "other", "none"):
        PledgeFactory(kind=kind, reduction_percent=100)
    for year in (2051, None):
        PledgeFactory(end_year=year)
    ListedMemberFactory()
    assert counted() == Neutrality(pledged=5, proposed=1, total=12)


def test_home_counts_as_the_page_of_the_record_does():
    for status in ("proposed", "declared", ""):
        PledgeFactory(status=status)
    ListedMemberFactory()
    listed = for_figures(Member.objects.listed())
    assert figures(listed, []).neutrality == counted() == Neutrality(2, 1, 4)


@pytest.mark.parametrize("hidden", [{"is_doubtful": True, "doubt": "Of another city"}, {}])
def test_nobody_counts_who_is_not_listed_or_doubted(hidden):
    PledgeFactory(**hidden or {"member": MemberFactory()})
    assert not counted()
    assert not figures(for_figures(Member.objects.listed()), []).neutrality


def test_the_latest_pledge_counts_and_no_earlier_one():
    pledge = PledgeFactory(kind="reduction")
    PledgeFactory(member=pledge.member, recorded_on="2019-01-01")
    assert not counted()
    assert not figures(for_figures(Member.objects.listed()), []).neutrality


def test_who_but_proposed_it_is_told_apart():
    assert Neutrality(1, 0, 3).sentence == "Neutrality by 2050 is pledged by 1 of 3 members."
    assert Neutrality(36, 1, 75).sentence == (
        "Neutrality by 2050 is pledged by 36 of 75 members, and proposed by 1 more."
    )
