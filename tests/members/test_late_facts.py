"""What code of version 0.2 writes after the move: past our models, as that code does."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from editorial.records.history import versions_of
from members.late_facts import take_over
from members.models import Fact, Indicator, Member, Membership, Source
from tests.factories.members import MemberFactory, MembershipFactory, SourceFactory
from tests.factories.secretariats import UserFactory
from tests.upgrades.moved import LANGUAGES, insert

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT = "https://example.org/parks"


@pytest.fixture
def member() -> Member:
    return MemberFactory(name_en="Suwon")


@pytest.fixture
def user():
    return UserFactory()


def keep(member: Member, user: Any, number: int, value: str, kind: str = "~", **more: Any) -> None:
    """A version of the key fact 7 as the old code keeps it."""
    values: dict[str, Any] = {"unit": "km²", "year": 2020, "source_url": AT, "order": 3}
    values |= {f"label_{code}": "" for code in LANGUAGES} | {"label_en": "Parks"}
    values |= {"id": 7, "member_id": member.pk, "version": number, "value": value}
    values |= {"history_type": kind, "history_date": NOW + timedelta(minutes=number)}
    values |= {"history_user_id": user.pk, **more}
    values["history_date"] = connection.ops.adapt_datetimefield_value(values["history_date"])
    insert("members_historicalkeyfact", **values)


def test_late_key_fact_is_taken_over_with_its_versions_and_once(member, user):
    keep(member, user, 1, "41", "+")
    keep(member, user, 2, "42.5")
    assert take_over()["key facts"] == 1
    fact = Fact.objects.get()
    indicator = fact.indicator
    assert (fact.member, fact.number, fact.year, fact.source.url) == (
        *(member, Decimal("42.5")),
        *(2020, AT),
    )
    assert (indicator.name_en, indicator.unit_ko, indicator.decimals) == ("Parks", "km²", 1)
    assert indicator.secretariat == member.secretariat
    first, second = versions_of(Fact).order_by("history_id")
    assert (first.number, second.number) == (41, Decimal("42.5"))
    assert (first.history_user, first.history_date) == (user, NOW + timedelta(minutes=1))
    assert take_over() == {}
    assert (Fact.objects.count(), versions_of(Fact).count()) == (1, 2)


def test_later_version_of_one_that_was_taken_over_changes_the_same_fact(member, user):
    keep(member, user, 1, "41", "+")
    take_over()
    keep(member, user, 2, "43")
    assert take_over()["key facts"] == 1
    assert Fact.objects.get().number == 43
    assert Indicator.objects.count() == 1


def test_key_fact_that_was_deleted_late_is_gone_and_can_be_brought_back(member, user):
    keep(member, user, 1, "41", "+")
    take_over()
    keep(member, user, 1, "41", "-", history_date=NOW + timedelta(minutes=5))
    take_over()
    assert not Fact.objects.exists()
    assert versions_of(Fact).first().history_type == "-"


def test_what_our_code_saved_since_stands_and_the_late_value_is_a_version(member, user):
    keep(member, user, 1, "41", "+")
    take_over()
    fact = Fact.objects.get()
    fact._history_date = NOW + timedelta(minutes=9)
    fact.number = 50
    fact.save()
    keep(member, user, 2, "42")
    take_over()
    assert Fact.objects.get().number == 50
    numbers = versions_of(Fact).order_by("history_id").values_list("number", flat=True)
    assert [*numbers] == [41, 50, 42, 50]
    assert take_over() == {}


def test_two_of_one_label_are_both_kept(member, user):
    keep(member, user, 1, "41", "+")
    keep(member, user, 2, "44", "+", id=8)
    take_over()
    assert {int(fact.number) for fact in Fact.objects.all()} == {41, 44}


def test_words_are_a_text(member, user):
    keep(member, user, 1, "about 40", "+", unit="", source_url="")
    take_over()
    fact = Fact.objects.get()
    assert (fact.indicator.kind, fact.wording_en, fact.number) == ("text", "about 40", None)
    assert fact.source is None


def write_count(member: Member, words: str, number: int) -> None:
    """Save a count as the old code does: it knows no facts, and sources in words."""
    Member.objects.filter(pk=member.pk).update(population=number, population_year=2025)
    newest = versions_of(Member).filter(id=member.pk).first()
    newest.pk, newest.population, newest.population_year = None, number, 2025
    newest.population_source = None
    newest.save()
    with connection.cursor() as cursor:
        for table, key in (("members_member", "id"), ("members_historicalmember", "history_id")):
            where = member.pk if key == "id" else newest.history_id
            query = f"UPDATE {table} SET population_source = %s WHERE {key} = %s"
            cursor.execute(query, [words, where])


def test_late_count_is_a_fact_with_its_source(member):
    write_count(member, "A letter of the city", 1_200_000)
    assert take_over()["sources"] == 1
    member.refresh_from_db()
    count = Fact.objects.of("population").trusted().get()
    assert member.population_source.title_en == "A letter of the city"
    assert (count.number, count.year, count.source) == (
        *(1_200_000, 2025),
        member.population_source,
    )
    late = versions_of(Member).filter(id=member.pk)[1]
    assert late.population_source_id == count.source_id
    assert take_over() == {}


def test_late_count_of_a_known_source_names_that(member):
    known = SourceFactory(title_en="Yearbook")
    write_count(member, "Yearbook", 1_200_000)
    take_over()
    member.refresh_from_db()
    assert member.population_source == known
    assert Source.objects.count() == 1


def test_count_without_a_source_is_a_fact_too(member):
    Member.objects.filter(pk=member.pk).update(population=5_000)
    assert take_over() == {}
    assert Fact.objects.of("population").get().number == 5_000


def write_term(term: Membership, **values: Any) -> None:
    """Save a term as the old code does: it knows addresses of evidence, and no sources."""
    newest = versions_of(Membership).filter(id=term.pk).first()
    newest.pk, newest.source = None, None
    newest.save()
    tables = {"members_membership": ("id", term.pk)}
    tables["members_historicalmembership"] = ("history_id", newest.history_id)
    told = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        for table, (key, number) in tables.items():
            query = f"UPDATE {table} SET {told} WHERE {key} = %s"
            cursor.execute(query, [*values.values(), number])


def test_late_evidence_of_a_term_is_a_source_of_its_office(member):
    term = MembershipFactory(member=member)
    write_term(term, evidence=AT)
    assert take_over() == {"terms": 1}
    term.refresh_from_db()
    assert (term.source.url, term.source.secretariat) == (AT, member.secretariat)
    assert (term.source.title_en, term.source.is_verified) == ("example.org", False)
    newest, first = versions_of(Membership).filter(id=term.pk)
    assert (newest.source_id, first.source_id) == (term.source_id, None)
    assert take_over() == {}


def test_late_evidence_names_a_source_that_the_office_may_name_and_no_other(member):
    SourceFactory(url=AT)
    term = MembershipFactory(member=member)
    write_term(term, evidence=AT)
    take_over()
    term.refresh_from_db()
    assert term.source.secretariat == member.secretariat
    known = SourceFactory(url="https://example.org/list", secretariat=member.secretariat)
    write_term(term, evidence=known.url)
    take_over()
    term.refresh_from_db()
    assert term.source == known
    assert Source.objects.count() == 3


def test_late_term_with_the_evidence_of_before_keeps_the_source_that_our_code_gave_it(member):
    term = MembershipFactory(member=member)
    write_term(term, evidence=AT)
    take_over()
    term.refresh_from_db()
    term.source = given = SourceFactory(secretariat=member.secretariat)
    term.save()
    write_term(term, evidence=AT, category="associate")
    assert take_over() == {"terms": 1}
    term.refresh_from_db()
    assert (term.category, term.source) == ("associate", given)
    assert versions_of(Membership).filter(id=term.pk).first().source_id == given.pk


def test_command_says_how_many(member, user):
    keep(member, user, 1, "41", "+")
    told = StringIO()
    call_command("take_over_facts", stdout=told)
    assert told.getvalue() == "Taken over: 1 key facts, 0 sources, 0 terms.\n"
