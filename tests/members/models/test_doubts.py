"""Doubtful rows: none without a reason, asked about once, and never among what is trusted."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from editorial.records.doubts import split_doubts
from editorial.records.history import versions_of
from editorial.records.models import DoubtAnswer
from members.models import Target, reasons
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


@pytest.mark.parametrize("language", ["ko", "ja", "zh-hans"])
def test_reason_of_ours_is_kept_in_one_language_and_told_in_each(odd, language):
    """Whoever marks it: a loader, a command, or the save of a colleague."""
    with override(language):
        odd.mark_oddities()
        odd.full_clean()
        odd.save()
        own = odd.why
    odd.refresh_from_db()
    assert odd.doubt.startswith("5,725 t are 0.00725 t per head: another unit")
    assert "per head" not in own and "0.00725" in own
    kept = versions_of(Target).get(id=odd.pk)
    assert kept.doubt == odd.doubt


def test_reason_that_came_in_another_language_is_kept_in_english(odd):
    with override("ko"):
        odd.is_doubtful, odd.doubt = True, gettext(reasons.SET_ASIDE)
    odd.save()
    assert Target.objects.get().doubt == odd.doubt == reasons.SET_ASIDE


def test_what_is_not_odd_is_not_marked(odd):
    odd.base_t = 5_725_000
    odd.mark_oddities()
    assert (odd.is_doubtful, odd.doubt) == (False, "")
