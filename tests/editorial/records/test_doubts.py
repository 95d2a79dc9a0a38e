"""What is unlikely is asked once, answered with a reason, and asked again when it changes."""

from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records import doubts
from editorial.records.doubts import (
    LONGEST_REASON,
    Doubt,
    DoubtError,
    answering,
    answers_of,
    split_doubts,
    unanswered,
)
from editorial.records.models import DoubtAnswer
from members.models import Member
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory, ThemeFactory

pytestmark = pytest.mark.django_db


class Crowd:
    """Doubts whether so many people live there: a check on any field of any model."""

    def doubts(self, obj: Any):
        if getattr(obj, "population", None) and abs(obj.population) > 1_000:
            about = str(obj.population)
            yield Doubt("crowd", "population", "Population", about, "So many?", about, record=obj)


@pytest.fixture(autouse=True)
def crowd(monkeypatch):
    monkeypatch.setattr(doubts, "CHECKS", [Crowd()])


def asked(obj, **kwargs) -> list[str]:
    """The fields at which a validation asks."""
    try:
        obj.full_clean(**kwargs)
    except ValidationError as error:
        assert all(
            isinstance(e, DoubtError) for listed in error.error_dict.values() for e in listed
        )
        return list(error.error_dict)
    return []


def test_doubt_is_an_error_of_its_own_code_at_its_field():
    with pytest.raises(ValidationError) as error:
        MemberFactory.build(slug="a", population=5_000).full_clean()
    (one,) = error.value.error_dict["population"]
    assert (one.code, one.messages) == ("doubt", ["So many?"])


def test_reason_is_stored_with_the_save_and_holds():
    member = MemberFactory(population=5_000)
    member.answer_doubt("population", "  Counted twice. ")
    assert asked(member) == []
    assert not DoubtAnswer.objects.exists()
    member.save()
    answer = DoubtAnswer.objects.get()
    assert (answer.kind, answer.key, answer.column) == ("members.member", member.pk, "population")
    assert (answer.reason, answer.words, answer.by) == ("Counted twice.", "5000", None)
    assert answer.version == member.version
    again = Member.objects.get()
    assert asked(again) == []
    again.save()
    assert DoubtAnswer.objects.count() == 1
    ((doubt, kept),) = answers_of(again)
    assert (doubt.words, kept) == ("5000", answer)


def test_answer_to_a_new_record_is_kept_for_it():
    member = MemberFactory(population=2_000)
    Member.objects.filter(pk=member.pk).delete()
    member.pk, member._state.adding = None, True
    member.answer_doubts("A large town.")
    assert asked(member) == []
    member.save()
    assert DoubtAnswer.objects.get().key == member.pk


def test_changed_value_is_asked_about_again():
    member = MemberFactory(population=5_000)
    member.answer_doubt("population", "Counted.")
    member.full_clean()
    member.save()
    member = Member.objects.get()
    member.population = 6_000
    assert asked(member) == ["population"]
    member.population = 5_000
    assert asked(member) == []


@pytest.mark.parametrize("reason", ["", "  \n", "\u3000"])
def test_blank_reason_is_none(reason):
    member = MemberFactory(population=5_000)
    member.answer_doubt("population", reason)
    assert asked(member) == ["population"]


def test_reason_is_cut_to_what_is_kept():
    member = MemberFactory(population=5_000)
    member.answer_doubts("x" * 900)
    member.full_clean()
    member.save()
    assert len(DoubtAnswer.objects.get().reason) == LONGEST_REASON


def test_reason_answers_the_questions_that_it_was_given_for():
    member = MemberFactory(population=5_000)
    (doubt,) = unanswered(member)
    member.answer_doubts("Another question.", digests=["0" * 32])
    assert asked(member) == ["population"]
    member.answer_doubts("Counted.", digests=[doubt.digest])
    assert asked(member) == []


def test_answer_is_for_one_record():
    member = MemberFactory(population=5_000)
    member.answer_doubts("Counted.")
    member.full_clean()
    member.save()
    assert asked(MemberFactory(population=5_000)) == ["population"]


def test_column_beyond_the_senders_reach_is_not_asked_about_unless_they_publish_it():
    member = MemberFactory(population=5_000)
    assert asked(member, exclude=["population"]) == []
    draft = MemberFactory(population=5_000, status="draft")
    draft.status = "published"
    assert asked(draft, exclude=["population"]) == [NON_FIELD_ERRORS]


def test_wrong_value_is_put_right_before_it_is_asked_about():
    member = MemberFactory(population=5_000)
    member.population = -5_000
    with pytest.raises(ValidationError) as error:
        member.full_clean()
    wrong, found = split_doubts(error.value)
    assert (list(wrong), found) == (["population"], [])


def test_command_answers_all_by_one_reason():
    member = MemberFactory(population=5_000)
    with answering("From the census."):
        member.full_clean()
    member.save()
    assert DoubtAnswer.objects.get().reason == "From the census."
    assert asked(MemberFactory(population=7_000)) == ["population"]


def test_answer_names_whoever_a_job_stores_for():
    member, user = MemberFactory(population=5_000), UserFactory()
    member.answer_doubts("Counted.")
    member.full_clean()
    member._history_user = user
    member.save()
    assert DoubtAnswer.objects.get().by == user


@contextmanager
def counted():
    with CaptureQueriesContext(connection) as queries:
        yield queries


def test_record_without_doubts_costs_no_query_and_one_with_doubts_one():
    theme, member = ThemeFactory(), MemberFactory(population=5_000)
    with counted() as none:
        assert unanswered(theme) == []
    with counted() as one:
        assert len(unanswered(member)) == 1
    assert (len(none), len(one)) == (0, 1)
