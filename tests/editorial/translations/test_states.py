import pytest

from editorial.languages import BY_CODE, ENGLISH
from editorial.translations.ledger import State, entries
from editorial.translations.models import TranslationStatus
from editorial.translations.states import (
    MARKS,
    SourceChange,
    languages_in_marks,
    source_changes,
    told,
    told_of,
    told_of_entries,
)
from members.models import Member
from tests.factories.members import MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def member():
    member = MemberFactory(name_en="Suwon", summary_en="A city.", summary_ja="都市。")
    member.summary_en = "A great city."
    member.save()
    return member


def change_of(member: Member) -> SourceChange:
    return source_changes([(member, entries(member))])[(member.pk, "summary_ja")]


def test_every_state_has_a_mark_of_its_own():
    assert set(MARKS) == set(State)
    assert len(set(MARKS.values())) == len(MARKS)


def test_what_waits_is_told_with_the_worst_first():
    found = told(State.MISSING, {State.CONVERTED: 1, State.STALE: 2, State.MISSING: 3})
    assert list(map(str, found)) == ["3 missing", "2 stale", "1 converted, unreviewed"]


def test_where_nothing_waits_the_state_is_told_without_a_number():
    assert list(map(str, told(State.CURRENT, dict.fromkeys(State, 0)))) == ["current"]


def test_stored_standing_and_its_texts_tell_the_same(member):
    stored = {
        found.language: told_of(found) for found in TranslationStatus.objects.filter(key=member.pk)
    }
    assert stored == told_of_entries(entries(member), ENGLISH)
    assert list(map(str, stored["ja"])) == ["1 missing", "1 stale"]


def test_change_of_a_source_is_told_by_words(member):
    found = change_of(member)
    assert found.origin == ENGLISH
    assert [(piece.kind, piece.text) for piece in found.pieces] == [
        ("same", "A "),
        ("new", "great "),
        ("same", "city."),
    ]


def test_changes_of_many_records_are_asked_for_at_once(member, django_assert_num_queries):
    other = MemberFactory(name_en="Osan", name_ja="烏山")
    other.name_en = "Osan City"
    other.save()
    records = [(one, entries(one)) for one in (member, other)]
    with django_assert_num_queries(1):
        found = source_changes(records)
    assert set(found) == {(member.pk, "summary_ja"), (other.pk, "name_ja")}


def test_change_of_nothing_stale_asks_nothing(django_assert_num_queries):
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    found = entries(member)
    with django_assert_num_queries(0):
        assert source_changes([(member, found)]) == {}


def test_languages_are_told_in_marks_and_in_words(member):
    html = languages_in_marks(member)
    assert "JP&nbsp;○≠" in html
    assert "Japanese: 1 missing, 1 stale" in html
    assert BY_CODE["ko"].label in html


def test_languages_of_a_record_past_the_ledger_are_told_as_none(member):
    TranslationStatus.objects.all().delete()
    assert languages_in_marks(member) == ""
