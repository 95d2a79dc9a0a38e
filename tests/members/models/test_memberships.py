"""Terms of a membership: what the database refuses, and overlaps from before there was a rule."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from members.models import Membership
from tests.factories.members import MemberFactory, MembershipFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

EARLY, MIDDLE, LATE = date(2000, 1, 1), date(2005, 1, 1), date(2010, 1, 1)


def term(member, joined_on=None, left_on=None, **fields) -> Membership:
    precision = "day" if joined_on else "unknown"
    return Membership(
        member=member, joined_on=joined_on, joined_precision=precision, left_on=left_on, **fields
    )


def refused(row: Membership) -> str:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return " ".join(caught.value.messages)


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def disputed(member) -> list[Membership]:
    """Two terms that overlap, as the migration found them."""
    terms = [term(member, EARLY, LATE), term(member, MIDDLE, None)]
    for one in terms:
        one.save()
        Membership.objects.filter(pk=one.pk).update(is_disputed=True)
    return terms


class TestOverlap:
    @pytest.mark.skipif(connection.vendor != "postgresql", reason="its constraint")
    @pytest.mark.parametrize(
        "days", [(MIDDLE, None), (None, MIDDLE), (EARLY, LATE), (None, None), (MIDDLE, MIDDLE)]
    )
    def test_database_refuses_a_day_that_two_share(self, member, days):
        term(member, EARLY, LATE).save()
        shares = days != (MIDDLE, MIDDLE)  # which is no day at all
        if not shares:
            term(member, *days).save()
            return
        with pytest.raises(IntegrityError), transaction.atomic():
            term(member, *days).save()
            connection.check_constraints()

    def test_terms_that_follow_each_other(self, member):
        for days in ((EARLY, MIDDLE), (MIDDLE, LATE), (LATE, None)):
            row = term(member, *days)
            row.full_clean()
            row.save()
        connection.check_constraints()

    def test_border_that_moves_in_one_transaction(self, member):
        """Between the two saves the terms overlap, and after them they do not."""
        first, second = term(member, EARLY, MIDDLE), term(member, MIDDLE, None)
        for row in (first, second):
            row.save()
        first.left_on = second.joined_on = LATE
        with transaction.atomic():
            first.save()
            second.save()
        connection.check_constraints()


class TestDisputes:
    def test_one_may_be_saved_as_it_stands(self, disputed):
        row = Membership.objects.get(pk=disputed[0].pk)
        row.source = SourceFactory()
        row.full_clean()
        row.save()
        assert row.is_disputed

    def test_new_term_can_never_be_one(self, member, disputed):
        new = term(member, MIDDLE, LATE)
        assert "overlaps another one" in refused(new)
        assert not new.is_disputed

    def test_both_are_free_once_they_share_no_day(self, disputed):
        row = Membership.objects.get(pk=disputed[0].pk)
        row.left_on = MIDDLE
        row.full_clean()
        row.save()
        assert not Membership.objects.filter(is_disputed=True).exists()
        connection.check_constraints()

    def test_other_is_free_once_one_is_deleted(self, disputed):
        Membership.objects.get(pk=disputed[1].pk).delete()
        assert not Membership.objects.get(pk=disputed[0].pk).is_disputed

    def test_member_counts_once(self, member, disputed):
        assert member.__class__.objects.listed().filter(pk=member.pk).count() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"joined_by_latest": MIDDLE}, "oldest and the newest evidence"),
        ({"attested_on": MIDDLE}, "oldest and the newest evidence"),
        ({"joined_by_latest": LATE, "attested_on": MIDDLE}, "oldest and the newest evidence"),
    ],
)
def test_what_a_term_cannot_say(member, fields, why):
    row = term(member, EARLY, **fields)
    assert why in refused(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_end_without_a_day(member):
    assert refused(term(member, EARLY, ended_by="merger")) == (
        "Enter the day on which the membership ended."
    )


def test_successor_of_what_was_no_merger(member):
    row = term(member, EARLY, LATE, ended_by="resignation", successor=MemberFactory())
    assert "Only a merger has a successor." in refused(row)


def test_factory_makes_no_term_that_is_disputed():
    assert not MembershipFactory().is_disputed
