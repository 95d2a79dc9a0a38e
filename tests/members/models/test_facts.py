"""Facts: where their values stand, what is asked about them, and what is trusted."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from members.models import Fact, Indicator
from members.models.facts import is_great_change
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Kind = Indicator.Kind
VALUES = {
    Kind.NUMBER: {"number": Decimal("12.5")},
    Kind.PERCENTAGE: {"number": Decimal("12.5")},
    Kind.YEAR: {"number": Decimal(1908)},
    Kind.TEXT: {"wording_en": "by the sea"},
}


@pytest.fixture
def member():
    return MemberFactory()


def fact_of(kind: str, member, **values) -> Fact:
    """One that is not stored, with all that is asked for."""
    indicator = IndicatorFactory(kind=kind, secretariat=member.secretariat, decimals=1)
    source = SourceFactory(secretariat=member.secretariat)
    told = {"year": 2020, "source": source} | values
    return Fact(member=member, indicator=indicator, **told)


def refusals(fact: Fact) -> dict[str, list[str]]:
    try:
        fact.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("held", VALUES)
def test_value_stands_where_the_kind_of_the_indicator_has_it(member, kind, held):
    same_place = VALUES[kind].keys() == VALUES[held].keys()
    value = VALUES[kind] if same_place else VALUES[held]
    assert bool(refusals(fact_of(kind, member, **value))) is not same_place


def test_choice_is_one_of_its_own_indicator(member):
    own, other = (fact_of(Kind.CHOICE, member) for _ in range(2))
    high = own.indicator.choices.create(code="high", name_en="High", name_ko="높음")
    own.choice, other.choice = high, high
    assert refusals(own) == {}
    assert "choice" in refusals(other)
    with translation.override("ko"):
        assert (own.shown, own.told.tag) == ("높음", "ko")


@pytest.mark.parametrize("year", ["1908.5", "0", "2101", "-5"])
def test_year_is_one(member, year):
    assert "number" in refusals(fact_of(Kind.YEAR, member, number=Decimal(year)))


@pytest.mark.parametrize(
    ("kind", "number", "decimals", "shown"),
    [
        (Kind.NUMBER, "1210150", 0, "1,210,150"),
        (Kind.NUMBER, "46.51", 1, "46.5"),
        (Kind.PERCENTAGE, "12", 1, "12.0%"),
        (Kind.YEAR, "1908", 0, "1908"),
    ],
)
def test_number_is_written_as_its_kind_is(member, kind, number, decimals, shown):
    fact = fact_of(kind, member, number=Decimal(number))
    fact.indicator.decimals = decimals
    assert fact.shown == shown


def test_one_value_for_a_year_by_a_source(member):
    source = SourceFactory()
    first = FactFactory(member=member, year=2020, source=source)
    FactFactory(member=member, indicator=first.indicator, year=2021, source=source)
    FactFactory(member=member, indicator=first.indicator, year=2020)
    for year, named in ((2020, source), (2020, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactFactory(member=member, indicator=first.indicator, year=year, source=named)


@pytest.mark.parametrize(
    ("before", "after", "is_great"),
    [(300, 400, False), (300, 401, True), (300, 199, True), (300, 200, False), (0, 9, False)],
)
def test_change_of_more_than_a_third_is_great(before, after, is_great):
    assert is_great_change(before, after) is is_great


def test_figure_without_year_or_source_is_asked_about(member):
    fact = fact_of(Kind.NUMBER, member, number=5, year=None, source=None)
    assert set(refusals(fact)) == {"year", "source"}
    fact.answer_doubts("Nobody says when.")
    assert refusals(fact) == {}
    assert refusals(fact_of(Kind.TEXT, member, wording_en="x", year=None, source=None)) == {}


def test_great_change_is_asked_about_and_a_doubtful_value_is_no_measure(member):
    before = fact_of(Kind.NUMBER, member, number=300)
    before.save()
    later = fact_of(Kind.NUMBER, member, number=500, year=2021)
    later.indicator = before.indicator
    assert "300.0 (2020)" in refusals(later)["number"][0]
    before.is_doubtful, before.doubt = True, "Of another city."
    before.save()
    assert refusals(later) == {}


def test_doubtful_fact_has_a_reason_and_is_not_trusted(member):
    fact = fact_of(Kind.NUMBER, member, number=5, is_doubtful=True)
    assert "doubt" in refusals(fact)
    fact.doubt = "In another unit."
    assert refusals(fact) == {}
    fact.save()
    assert not Fact.objects.trusted().exists()
