from datetime import date

import pytest
from django.utils import translation

from members.colours import legend_of
from members.filters import LONGEST_QUESTION, SORTS, TABLE_SORTS, question
from members.models import Pledge
from tests.factories.members import ListedMemberFactory, PledgeFactory, ThemeFactory
from tests.factories.secretariats import SecretariatFactory
from tests.members.directory import filtered, listed_kyoto, listed_suwon

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def slugs(query: str) -> list[str]:
    return [member.slug for member in filtered(query).qs]


@pytest.fixture
def suwon():
    return listed_suwon()


@pytest.fixture
def kyoto():
    return listed_kyoto()


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


def test_question_finds_first_whom_it_names(suwon, kyoto):
    ListedMemberFactory(slug="anyang", name_en="Anyang", summary_en="South of Suwon.")

    assert slugs("q=suwon") == slugs("q=ＳＵＷＯＮ&sort=") == ["suwon", "anyang"]
    assert slugs("q=suwon&sort=name") == ["anyang", "suwon"]


def test_best_match_is_an_order_of_answers_alone(suwon):
    assert filtered("").sorts[0] == ("", "Name")
    assert filtered("q=su").sorts[:2] == [("", "Best match"), ("name", "Name")]
    assert filtered("sort=name").sort_chosen == ""
    assert filtered("q=su&sort=name").sort_chosen == "name"


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


@pytest.fixture
def pledges(suwon, kyoto):
    """Suwon is to be neutral by 2050, Kyoto to emit less by 2030; of Osan nothing is known."""
    PledgeFactory(member=suwon, end_year=2050, status="law")
    PledgeFactory(member=kyoto, kind="reduction", end_year=2030, status="")
    ListedMemberFactory(slug="osan", name_en="Osan")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pledge=neutral", ["suwon"]),
        ("pledge=reduction", ["kyoto"]),
        ("pledge=other", []),
        ("pledge=none", ["osan"]),
        ("pledge=neutral&pledge=reduction", ["kyoto", "suwon"]),
        ("target=2030", ["kyoto"]),
        ("target=2050", ["suwon"]),
        ("target=later", []),
        ("target=none&target=2050", ["osan", "suwon"]),
        ("status=law", ["suwon"]),
        ("status=proposed", []),
        ("pledge=neutral&target=2030", []),
        ("sort=target", ["kyoto", "suwon", "osan"]),
        ("sort=-target", ["suwon", "kyoto", "osan"]),
    ],
)
def test_pledges_narrow_the_list_and_put_it_in_order(pledges, query, found):
    assert slugs(query) == found
    assert filtered(query).tally.total == len(found)


def test_doubtful_pledge_narrows_nothing(pledges):
    Pledge.objects.update(is_doubtful=True, doubt="Another city.")
    assert slugs("pledge=neutral") == []
    assert slugs("target=none") == ["kyoto", "osan", "suwon"]


def test_unknown_groups_of_pledges_are_left_out(pledges):
    found = filtered("pledge=fine&target=1999&status=maybe")
    assert found.left_out == ["pledge=fine", "target=1999", "status=maybe"]
    assert found.tally.total == 3


def test_map_is_coloured_by_end_years(pledges):
    legend = legend_of(filtered("colour=target"))
    assert {value: (one.paint, one.members) for value, one in legend.entries.items()} == {
        "2030": ("target-2030", 1),
        "2050": ("target-2050", 1),
        "none": ("target-none", 1),
    }
