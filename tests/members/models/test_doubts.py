"""Doubtful rows: none without a reason, asked about once, and never among what is trusted."""

import pytest
from django.core.exceptions import ValidationError

from editorial.records.doubts import split_doubts
from editorial.records.models import DoubtAnswer
from members.models import Target
from tests.factories.members import ListedMemberFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def odd() -> Target:
    """Thousands of tonnes, taken for tonnes."""
    member = ListedMemberFactory(population=790_000)
    return TargetFactory.build(member=member, source=SourceFactory(), base_t=5_725)


@pytest.mark.parametrize("doubt", ["", "  ", "–"])
def test_doubtful_row_without_a_reason_is_refused(odd, doubt):
    odd.is_doubtful, odd.doubt = True, doubt
    with pytest.raises(ValidationError) as error:
        odd.full_clean()
    assert error.value.message_dict == {"doubt": ["Say why it is doubtful."]}


def test_doubtful_row_is_kept_and_not_trusted(odd):
    odd.is_doubtful, odd.doubt = True, "In thousands of tonnes."
    odd.full_clean()
    odd.save()
    sound = TargetFactory(member=odd.member, reported_year=2020)
    assert [*Target.objects.trusted()] == [sound]
    assert [*Target.objects.doubtful()] == [odd]


def test_what_is_odd_is_asked_about_once(odd):
    with pytest.raises(ValidationError) as error:
        odd.full_clean()
    wrong, (doubt,) = split_doubts(error.value)
    assert (wrong, doubt.column) == ({}, "base_t")
    assert doubt.message == (
        "5,725 t are 0.00725 t per head: another unit, or only part of the city. "
        "Mark the row as doubtful, or give a reason."
    )
    odd.answer_doubt("base_t", "A village that became a city in the year after.")
    odd.full_clean()
    odd.save()
    assert DoubtAnswer.objects.get().column == "base_t"
    stored = Target.objects.get()
    stored.full_clean()
    stored.base_t = 5_726
    with pytest.raises(ValidationError):
        stored.full_clean()


def test_what_is_odd_is_marked_where_nobody_can_be_asked(odd):
    odd.mark_oddities()
    assert (odd.is_doubtful, odd.doubt) == (
        True,
        "5,725 t are 0.00725 t per head: another unit, or only part of the city.",
    )
    odd.full_clean()


def test_what_is_not_odd_is_not_marked(odd):
    odd.base_t = 5_725_000
    odd.mark_oddities()
    assert (odd.is_doubtful, odd.doubt) == (False, "")
