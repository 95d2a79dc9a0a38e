"""Who was a member on a day of the past: four answers, and no fifth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from members.models import Member
from members.models.standings import ATTESTED, CERTAIN, NOT_A_MEMBER, NOT_KNOWN
from tests.factories.members import MemberFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

DAY = date(2012, 10, 18)


def member(*terms: dict) -> Member:
    made = MemberFactory()
    for term in terms:
        MembershipFactory(member=made, **term)
    return made


def standing(made: Member, day: date = DAY) -> int | None:
    return Member.objects.as_of(day).filter(pk=made.pk).values_list("standing", flat=True).first()


def joined(day: date, precision: str) -> dict:
    return {"joined_on": day, "joined_precision": precision}


def seen(first: date, last: date | None = None) -> dict:
    return {"joined_by_latest": first, "attested_on": last or first}


@pytest.mark.parametrize(
    ("term", "answers"),
    [
        # By the day: from that day on.
        (joined(DAY, "day"), {-1: NOT_A_MEMBER, 0: CERTAIN, 9000: CERTAIN}),
        # By the month: certain from its last day, none before its first.
        (
            joined(date(2012, 10, 5), "month"),
            {-18: NOT_A_MEMBER, -17: NOT_KNOWN, 0: NOT_KNOWN, 12: NOT_KNOWN, 13: CERTAIN},
        ),
        # By the year likewise.
        (
            joined(date(2012, 3, 1), "year"),
            {-292: NOT_A_MEMBER, -291: NOT_KNOWN, 0: NOT_KNOWN, 73: NOT_KNOWN, 74: CERTAIN},
        ),
        # Evidence within the year tells from its day on.
        (
            joined(date(2012, 1, 1), "year") | seen(date(2012, 9, 17)),
            {-291: NOT_KNOWN, -32: NOT_KNOWN, -31: ATTESTED, 0: ATTESTED, 74: CERTAIN},
        ),
        # Without a start nothing is known, but for evidence.
        ({}, {-9000: NOT_KNOWN, 0: NOT_KNOWN}),
        (seen(DAY), {-1: NOT_KNOWN, 0: ATTESTED, 5000: ATTESTED}),
        # What has ended is over from the day of leaving.
        ({"left_on": DAY}, {-1: NOT_KNOWN, 0: NOT_A_MEMBER}),
        (
            joined(date(2005, 1, 1), "day") | {"left_on": DAY},
            {-1: CERTAIN, 0: NOT_A_MEMBER},
        ),
    ],
)
def test_answers_of_one_term(term, answers):
    made = member(term)
    found = {days: standing(made, DAY + timedelta(days=days)) for days in answers}
    assert found == answers


def test_december_is_over_on_its_last_day():
    made = member(joined(date(2011, 12, 1), "month"))
    assert standing(made, date(2011, 12, 30)) == NOT_KNOWN
    assert standing(made, date(2011, 12, 31)) == CERTAIN
    assert standing(made, date(2011, 11, 30)) == NOT_A_MEMBER


def test_firmest_of_several_terms_counts():
    first = joined(date(2000, 1, 1), "day") | {"left_on": date(2010, 1, 1)}
    made = member(first, joined(date(2015, 1, 1), "day"))
    days = (date(2005, 1, 1), DAY, date(2020, 1, 1))
    assert [standing(made, day) for day in days] == [CERTAIN, NOT_A_MEMBER, CERTAIN]


def test_day_of_the_newest_evidence():
    made = member(seen(date(2012, 9, 17), date(2019, 5, 1)))
    assert Member.objects.as_of(DAY).get(pk=made.pk).attested_on == date(2019, 5, 1)


@pytest.mark.parametrize("status", ["draft", "review", "approved", "withdrawn"])
def test_what_the_public_never_sees_is_in_no_answer(status):
    made = member(joined(date(2000, 1, 1), "day"))
    assert standing(made) == CERTAIN
    Member.objects.filter(pk=made.pk).update(status=status)
    assert standing(made) is None


def test_member_that_is_to_join_is_in_no_answer():
    made = member(joined(date(2099, 1, 1), "day"))
    assert standing(made) is None


days = st.dates(date(1990, 1, 1), date(2026, 11, 30))


class Evidence(TestCase):
    @given(days, days, days, days)
    def test_more_of_it_never_takes_an_attested_day_away(self, one, other, more, asked):
        first, last = sorted((one, other))
        made = member(seen(first, last))
        before = standing(made, asked)
        made.memberships.update(joined_by_latest=min(first, more), attested_on=max(last, more))
        assert standing(made, asked) <= before
