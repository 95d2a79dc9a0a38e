import pytest

from members.facets import FACETS, SIZES, Tally, of_size, size_of
from members.models import Member
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def tally(question: str = "", **chosen: list[str]) -> Tally:
    facets = {facet: chosen.get(facet, []) for facet in FACETS}
    return Tally(Member.objects.listed(), question, facets)


@pytest.fixture
def suwon():
    themes = [ThemeFactory(slug="resilient"), ThemeFactory(slug="low-carbon")]
    suwon = ListedMemberFactory(slug="suwon", name_en="Suwon", population=1_210_150)
    suwon.themes.set(themes)
    return suwon


@pytest.fixture
def kyoto():
    japan = AreaFactory(code="JP", name_en="Japan")
    return ListedMemberFactory(
        slug="kyoto", name_en="Kyoto", area=japan, level=Member.Level.METROPOLIS, population=400_000
    )


@pytest.mark.parametrize("population", [1, 100_000, 100_001, 1_000_000, 5_000_001])
def test_size_of_a_population_is_the_one_that_finds_it(population):
    ListedMemberFactory(population=population)
    found = [size for size in SIZES if Member.objects.filter(of_size(size)).exists()]
    assert found == [size_of(population)]


def test_unknown_population_has_no_size():
    ListedMemberFactory(population=None)
    assert size_of(None) is None
    assert not tally().known("size")


def test_tally_counts_each_value_once_for_a_member(suwon, kyoto):
    counted = tally()
    assert counted.total == 2
    assert counted.counts("area") == {"KR": 1, "JP": 1}
    assert counted.counts("theme") == {"resilient": 1, "low-carbon": 1}
    assert counted.counts("size") == {"xl": 1, "m": 1}


def test_tally_counts_a_facet_under_the_other_parameters(suwon, kyoto):
    counted = tally(area=["KR"], size=["xl"])
    assert counted.total == 1
    assert counted.counts("area") == {"KR": 1}
    assert counted.counts("level") == {"city": 1}
    assert tally(area=["KR"]).counts("area") == {"KR": 1, "JP": 1}
    assert tally(area=["KR"]).shown("area") == {"KR": 1}


def test_tally_knows_values_that_nobody_found_has(suwon, kyoto):
    assert tally(area=["KR"]).known("level") == {"city", "metropolis"}


def test_tally_tells_what_one_parameter_keeps_out(suwon, kyoto):
    counted = tally("suwon", area=["JP"])
    assert counted.total == 0
    assert counted.without("area") == 1
    assert counted.without("level") == 0


def test_tally_of_a_question_without_a_word_finds_nobody(suwon):
    assert tally("<b>").total == 0


def test_tally_leaves_out_who_is_not_listed(suwon):
    MemberFactory(area=suwon.area, level=Member.Level.TOWN)
    assert tally().total == 1
    assert tally().known("level") == {"city"}


@pytest.mark.parametrize(("question", "queries"), [("", 1), ("suwon", 1)])
def test_tally_asks_as_often_for_any_number(
    suwon, kyoto, question, queries, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        counted = tally(question, area=["KR"])
        assert [counted.counts(facet) for facet in FACETS]
        assert counted.known("area") == {"KR", "JP"}


def test_tally_knows_values_of_those_who_do_not_answer(suwon, kyoto):
    ListedMemberFactory(name_en="Osan", population=None)
    MemberFactory(level=Member.Level.TOWN)
    for question in ("kyoto", "nobody"):
        counted = tally(question)
        assert counted.known("area") == {"KR", "JP"}
        assert counted.known("theme") == {"resilient", "low-carbon"}
        assert counted.known("level") == {"city", "metropolis"}
        assert counted.known("size") == {"xl", "m"}


def test_tally_of_nobody_knows_nothing():
    assert [tally("suwon").known(facet) for facet in FACETS] == [set()] * len(FACETS)
