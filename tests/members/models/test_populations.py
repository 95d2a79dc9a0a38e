"""The record of a member and the facts of its inhabitants say the same, whoever is saved."""

import pytest

from editorial.records.history import versions_of
from members.models import Fact, Indicator, Member
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import signed_in
from tests.factories.members import MemberFactory, SourceFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def member() -> Member:
    office = SecretariatFactory(parent=SecretariatFactory())
    return MemberFactory(secretariat=office, population=1_000, population_year=2020)


def counts(member: Member) -> list[tuple]:
    """The trusted ones, the newest first."""
    facts = Fact.objects.filter(member=member).of("population").trusted().newest_first()
    return list(facts.values_list("year", "number"))


def change(member: Member, **values) -> None:
    found = Member.objects.get(pk=member.pk)
    for name, value in values.items():
        setattr(found, name, value)
    found.save()


def told(member: Member) -> tuple:
    found = Member.objects.get(pk=member.pk)
    return found.population_year, found.population


def test_count_of_the_record_is_a_fact_of_an_indicator_of_the_region(member):
    assert counts(member) == [(2020, 1_000)]
    indicator = Indicator.objects.get(code="population")
    assert indicator.secretariat == member.secretariat.parent
    assert (indicator.name_en, indicator.name_ko) == ("Inhabitants", "인구")


def test_newer_count_keeps_the_one_before(member):
    change(member, population=1_100, population_year=2021)
    assert counts(member) == [(2021, 1_100), (2020, 1_000)]


def test_corrected_count_is_the_same_fact(member):
    change(member, population=1_001)
    assert counts(member) == [(2020, 1_001)]
    assert versions_of(Fact).count() == 2


def test_record_without_a_count_has_no_fact():
    MemberFactory()
    assert not Fact.objects.exists()


def test_saving_a_record_as_it_is_changes_nothing(member):
    change(member, summary_en="Walls.")
    assert versions_of(Fact).count() == 1


def test_newer_fact_fills_the_record(member):
    indicator = Indicator.objects.get(code="population")
    source = SourceFactory()
    fact = member.facts.create(indicator=indicator, year=2024, number=1_200, source=source)
    assert told(member) == (2024, 1_200)
    assert Member.objects.get().population_source == source
    fact.is_doubtful, fact.doubt = True, "Half of it is missing."
    fact.save()
    assert told(member) == (2020, 1_000)
    fact.is_doubtful, fact.doubt = False, ""
    fact.save()
    assert told(member) == (2024, 1_200)
    fact.delete()
    assert told(member) == (2020, 1_000)


def test_older_fact_leaves_the_record_as_it_is(member):
    indicator = Indicator.objects.get(code="population")
    member.facts.create(indicator=indicator, year=2010, number=900)
    assert told(member) == (2020, 1_000)
    assert Member.objects.get().version == member.version


def test_old_version_that_is_restored_sets_newer_counts_aside(member):
    change(member, population=1_100, population_year=2021)
    change(member, population=1_000, population_year=2020)
    assert counts(member) == [(2020, 1_000)]
    aside = Fact.objects.doubtful().get()
    assert (aside.year, aside.number) == (2021, 1_100)
    assert aside.doubt
    change(member, population=1_100, population_year=2021)
    assert counts(member) == [(2021, 1_100), (2020, 1_000)]


def test_count_that_is_taken_out_is_kept_as_doubtful(member):
    change(member, population=None, population_year=None)
    assert told(member) == (None, None)
    assert Fact.objects.doubtful().get().number == 1_000


def test_last_fact_that_goes_empties_the_record(member):
    member.facts.get().delete()
    assert told(member) == (None, None)


# Through the history of the member, whose pages have it at hand while its rows are stored


@pytest.fixture
def recounted(client, member) -> Fact:
    """The newer of two counts, corrected once; who manages the office is signed in."""
    signed_in(client, member.secretariat, Posting.Role.MANAGER)
    source = SourceFactory(secretariat=member.secretariat)
    change(member, population_source=source)
    Fact.objects.filter(source=None).delete()
    indicator = Indicator.objects.get(code="population")
    fact = member.facts.create(indicator=indicator, year=2021, number=1_100, source=source)
    fact.number = 1_150
    fact.save()
    return fact


def go_back(client, fact: Fact, version) -> None:
    number = Fact.objects.filter(pk=fact.pk).values_list("version", flat=True).first() or 0
    where = f"/admin/members/member/{version.member_id}/history/fact/{version.pk}/"
    assert client.post(where, {"seen_version": number}).status_code == 302


def test_record_follows_a_fact_that_goes_back_to_an_older_version(client, member, recounted):
    go_back(client, recounted, versions_of(Fact).filter(id=recounted.pk).last())
    assert told(member) == (2021, 1_100)
    assert counts(member) == [(2021, 1_100), (2020, 1_000)]


def test_record_follows_a_fact_that_comes_back(client, member, recounted):
    newest = versions_of(Fact).filter(id=recounted.pk).first()
    recounted.delete()
    assert told(member) == (2020, 1_000)
    go_back(client, recounted, newest)
    assert told(member) == (2021, 1_150)
    assert counts(member) == [(2021, 1_150), (2020, 1_000)]


def test_record_that_was_deleted_comes_back_with_its_counts(client, member, recounted):
    client.post(f"/admin/members/member/{member.pk}/delete/", {"post": "yes"})
    assert not Fact.objects.exists()
    deletion = versions_of(Member).filter(id=member.pk, history_type="-").get()
    page = client.post(f"/admin/members/member/deleted/{deletion.pk}/")
    assert page.status_code == 302, page.context["questions"] or page.context["errors"]
    assert told(member) == (2021, 1_150)
    assert counts(member) == [(2021, 1_150), (2020, 1_000)]
