import pytest

from members.narrowing import (
    chosen_in,
    facets_of,
    loosenings_of,
    query_elsewhere,
    table_heads,
)
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory
from tests.members.directory import filtered, listed_kyoto, listed_suwon

pytestmark = pytest.mark.django_db


@pytest.fixture
def suwon():
    return listed_suwon()


@pytest.fixture
def kyoto():
    return listed_kyoto()


def test_facet_counts_members_under_the_other_parameters(suwon, kyoto):
    MemberFactory(slug="hidden", area=suwon.area)

    areas, _, levels, sizes, *_ = facets_of(filtered("area=KR"))

    assert [(one.value, one.count, one.is_chosen) for one in areas.options] == [
        ("JP", 1, False),
        ("KR", 1, True),
    ]
    assert [(one.value, one.count) for one in levels.options] == [("metropolis", 0), ("city", 1)]
    assert [(one.value, one.count) for one in sizes.options] == [("m", 0), ("xl", 1)]


def test_chosen_leads_to_the_list_without_it(suwon, kyoto):
    chosen = list(chosen_in(filtered("q=k&area=KR&area=JP&page=2")))

    assert [one.query for one in chosen] == ["area=KR&area=JP", "q=k&area=JP", "q=k&area=KR"]


def heads(query: str) -> dict[str, tuple[str, str]]:
    return {head.column: (head.sort, head.order) for head in table_heads(filtered(query))}


def test_head_of_a_column_sorts_by_it_and_then_turns_round():
    assert heads("")["name"] == ("-name", "ascending")
    assert heads("")["population"] == ("-population", "")
    assert heads("sort=-population")["population"] == ("population", "descending")
    assert heads("sort=population")["population"] == ("-population", "ascending")
    assert heads("sort=-population")["name"] == ("name", "")
    assert heads("q=su")["name"] == ("name", "")


def test_facet_folds_what_would_show_nobody(suwon, kyoto):
    areas, _, levels, *_ = facets_of(filtered("area=KR"))
    assert [one.value for one in levels.fruitful] == ["city"]
    assert [one.value for one in levels.fruitless] == ["metropolis"]
    assert not areas.fruitless


def test_facet_does_not_fold_what_is_chosen(suwon, kyoto):
    _, _, levels, *_ = facets_of(filtered("q=suwon&level=metropolis"))
    assert {one.value for one in levels.fruitful} == {"city", "metropolis"}


def test_loosening_gives_up_a_question_or_all_values_of_a_facet(suwon, kyoto):
    AreaFactory(code="TW")

    loosened = list(loosenings_of(filtered("q=suwon&area=JP&area=TW&page=2&view=map")))

    assert [(one.query, one.members) for one in loosened] == [
        ("area=JP&area=TW&view=map", 1),
        ("q=suwon&view=map", 1),
    ]


def test_areas_of_the_map_lead_to_cards_of_the_same_members():
    assert (
        query_elsewhere(filtered("q=su&area=JP&size=s&view=map&colour=area&page=2"))
        == "q=su&size=s"
    )
