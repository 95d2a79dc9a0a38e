from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from members.filters import LONGEST_QUESTION, SORTS, TABLE_SORTS, MemberFilter, question
from members.models import Member
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory

pytestmark = pytest.mark.django_db


def filtered(query: str) -> MemberFilter:
    return MemberFilter(QueryDict(query), Member.objects.listed())


def slugs(query: str) -> list[str]:
    return [member.slug for member in filtered(query).qs]


@pytest.fixture
def suwon():
    return ListedMemberFactory(slug="suwon", name_en="Suwon", name_ko="수원", population=1_210_150)


@pytest.fixture
def kyoto():
    japan = AreaFactory(code="JP", name_en="Japan", name_ja="日本")
    return ListedMemberFactory(
        slug="kyoto",
        area=japan,
        name_en="Kyoto",
        name_ja="京都",
        level=Member.Level.METROPOLIS,
        population=500_000,
    )


@pytest.mark.parametrize("asked", ["Suwon", "ＳＵＷＯＮ", "수원", "수"])
def test_question_in_any_script_finds_member(suwon, kyoto, asked):
    assert slugs(f"q={asked}") == ["suwon"]


def test_question_without_answer_finds_nothing(suwon):
    assert slugs("q=nowhere") == []


def test_question_is_cut_and_told(suwon):
    narrowed = filtered("q=" + "suwon+" * 2000)

    assert len(narrowed.asked["q"]) <= LONGEST_QUESTION
    assert list(narrowed.qs) == [suwon]
    assert narrowed.left_out == ["q=" + ("suwon " * 5)]


def test_question_drops_nul():
    assert question("a\0b") == "a b"


def test_area_repeats(suwon, kyoto):
    assert slugs("area=JP") == ["kyoto"]
    assert slugs("area=JP&area=KR") == ["kyoto", "suwon"]


def test_unknown_area_is_left_out_and_told(suwon, kyoto):
    narrowed = filtered("area=JP&area=XX&level=moon&theme=none&size=huge&sort=luck")

    assert list(narrowed.qs) == [kyoto]
    assert narrowed.left_out == [
        "area=XX",
        "theme=none",
        "level=moon",
        "size=huge",
        "sort=luck",
    ]


def test_theme_repeats_without_doubling_members(suwon, kyoto):
    themes = [ThemeFactory(slug="resilient"), ThemeFactory(slug="low-carbon")]
    suwon.themes.set(themes)

    assert slugs("theme=resilient&theme=low-carbon") == ["suwon"]


def test_level_narrows(suwon, kyoto):
    assert slugs("level=metropolis") == ["kyoto"]


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (100_000, "s"),
        (100_001, "m"),
        (500_000, "m"),
        (500_001, "l"),
        (1_000_000, "l"),
        (1_000_001, "xl"),
        (5_000_000, "xl"),
        (5_000_001, "xxl"),
    ],
)
def test_size_holds_its_upper_bound(population, size):
    ListedMemberFactory(slug="here", population=population)

    assert [one for one in ("s", "m", "l", "xl", "xxl") if slugs(f"size={one}")] == [size]


def test_unknown_population_has_no_size():
    ListedMemberFactory(population=None)

    assert slugs("size=s&size=m&size=l&size=xl&size=xxl") == []


def test_sorting_puts_unknown_population_last(suwon, kyoto):
    ListedMemberFactory(slug="atlantis", name_en="Atlantis", population=None)

    assert slugs("") == slugs("sort=name") == ["atlantis", "kyoto", "suwon"]
    assert slugs("sort=-population") == ["suwon", "kyoto", "atlantis"]
    assert slugs("sort=population") == ["kyoto", "suwon", "atlantis"]
    assert slugs("sort=area") == ["kyoto", "atlantis", "suwon"]


def test_names_are_in_the_readers_order():
    ListedMemberFactory(slug="first-in-english", name_en="A", name_ko="하")
    ListedMemberFactory(slug="first-in-korean", name_en="B", name_ko="가")

    with translation.override("ko"):
        assert slugs("") == ["first-in-korean", "first-in-english"]


def test_facet_counts_members_under_the_other_parameters(suwon, kyoto):
    MemberFactory(slug="hidden", area=suwon.area)

    areas, _, levels, sizes = filtered("area=KR").facets()

    assert [(one.value, one.count, one.is_chosen) for one in areas.options] == [
        ("JP", 1, False),
        ("KR", 1, True),
    ]
    assert [(one.value, one.count) for one in levels.options] == [("metropolis", 0), ("city", 1)]
    assert [(one.value, one.count) for one in sizes.options] == [("m", 0), ("xl", 1)]


def test_chosen_leads_to_the_list_without_it(suwon, kyoto):
    chosen = list(filtered("q=k&area=KR&area=JP&page=2").chosen())

    assert [one.query for one in chosen] == ["area=KR&area=JP", "q=k&area=JP", "q=k&area=KR"]


def test_table_sorts_by_level_from_the_greatest(suwon, kyoto):
    assert slugs("sort=level") == ["kyoto", "suwon"]
    assert slugs("sort=-level") == ["suwon", "kyoto"]


def test_table_sorts_by_the_day_of_joining_unknown_days_last(suwon):
    for slug, year in (("osan", 2013), ("anyang", 2020)):
        ListedMemberFactory(
            slug=slug, term__joined_on=date(year, 1, 1), term__joined_precision="year"
        )

    assert slugs("sort=since") == ["osan", "anyang", "suwon"]
    assert slugs("sort=-since") == ["anyang", "osan", "suwon"]


def test_table_sorts_by_open_offices_in_their_order():
    for slug, order, closed in (("late", 9, None), ("early", 1, None), ("shut", 0, 2020)):
        office = SecretariatFactory(order=order, closed=closed)
        ListedMemberFactory(slug=slug, secretariat=office)

    assert slugs("sort=office") == ["early", "late", "shut"]
    assert slugs("sort=-office") == ["late", "early", "shut"]


def test_name_sorts_backwards_too(suwon, kyoto):
    assert slugs("sort=-name") == ["suwon", "kyoto"]


@pytest.mark.parametrize(("sort", "_words"), [*SORTS, *TABLE_SORTS])
def test_every_sort_keeps_all_members(suwon, kyoto, sort, _words):
    assert sorted(slugs(f"sort={sort}")) == ["kyoto", "suwon"]


def heads(query: str) -> dict[str, tuple[str, str]]:
    return {head.column: (head.sort, head.order) for head in filtered(query).heads()}


def test_head_of_a_column_sorts_by_it_and_then_turns_round():
    assert heads("")["name"] == ("-name", "ascending")
    assert heads("")["population"] == ("-population", "")
    assert heads("sort=-population")["population"] == ("population", "descending")
    assert heads("sort=population")["population"] == ("-population", "ascending")
    assert heads("sort=-population")["name"] == ("name", "")


def test_question_finds_first_whom_it_names(suwon, kyoto):
    ListedMemberFactory(slug="anyang", name_en="Anyang", summary_en="South of Suwon.")

    assert slugs("q=suwon") == slugs("q=ＳＵＷＯＮ&sort=") == ["suwon", "anyang"]
    assert slugs("q=suwon&sort=name") == ["anyang", "suwon"]


def test_best_match_is_an_order_of_answers_alone(suwon):
    assert filtered("").sorts[0] == ("", "Name")
    assert filtered("q=su").sorts[:2] == [("", "Best match"), ("name", "Name")]
    assert filtered("sort=name").sort_chosen == ""
    assert filtered("q=su&sort=name").sort_chosen == "name"
    assert heads("q=su")["name"] == ("name", "")


def test_sorts_offer_what_is_chosen():
    assert "-office" not in dict(filtered("").sorts)
    assert "-office" in dict(filtered("sort=-office").sorts)


@pytest.mark.parametrize(
    ("query", "view"), [("", "cards"), ("view=map", "map"), ("view=sphere", "cards")]
)
def test_view_is_one_that_is_known(query, view):
    assert filtered(query).view_chosen == view


def test_unknown_view_and_colour_are_told():
    assert filtered("view=sphere&colour=mood").left_out == ["view=sphere", "colour=mood"]


@pytest.mark.parametrize(
    ("query", "colour"),
    [
        ("", "none"),
        ("area=JP", "none"),
        ("area=JP&area=KR", "area"),
        ("level=city&level=metropolis&size=s", "level"),
        ("theme=resilient", "theme"),
        ("theme=resilient&colour=size", "size"),
        ("theme=resilient&colour=none", "none"),
    ],
)
def test_map_is_coloured_by_what_was_chosen(suwon, kyoto, query, colour):
    ThemeFactory(slug="resilient")
    assert filtered(query).colour_chosen == colour


def test_legend_counts_the_members_of_each_colour(suwon, kyoto):
    suwon.themes.set([ThemeFactory(slug="resilient", hue=14), ThemeFactory(slug="low-carbon")])

    legend = filtered("colour=theme&theme=resilient").legend()

    assert {value: (one.paint, one.members) for value, one in legend.entries.items()} == {
        "resilient": ("hue-15", 1)
    }
    assert legend.paints(suwon) == ["hue-15"]
    assert legend.paints(kyoto) == []


def test_legend_of_sizes_is_in_shades(suwon, kyoto):
    legend = filtered("colour=size").legend()

    assert [(one.paint, one.members) for one in legend.entries.values()] == [
        ("size-m", 1),
        ("size-xl", 1),
    ]


def test_legend_of_one_colour_is_empty(suwon):
    assert not filtered("").legend().entries


def test_loosening_gives_up_a_question_or_all_values_of_a_facet(suwon, kyoto):
    AreaFactory(code="TW")

    loosened = list(filtered("q=suwon&area=JP&area=TW&page=2&view=map").loosenings())

    assert [(one.query, one.members) for one in loosened] == [
        ("area=JP&area=TW&view=map", 1),
        ("q=suwon&view=map", 1),
    ]


def test_areas_of_the_map_lead_to_cards_of_the_same_members():
    assert filtered("q=su&area=JP&size=s&view=map&colour=area&page=2").elsewhere() == "q=su&size=s"
