import pytest
from django.http import QueryDict
from django.utils import translation

from members.filters import LONGEST_QUESTION, MemberFilter, question
from members.models import Member
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.secretariats import AreaFactory

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
    assert [(one.value, one.count) for one in levels.options] == [("city", 1)]
    assert [(one.value, one.count) for one in sizes.options] == [("xl", 1)]


def test_chosen_leads_to_the_list_without_it(suwon, kyoto):
    chosen = list(filtered("q=k&area=KR&area=JP&page=2").chosen())

    assert [one.query for one in chosen] == ["area=KR&area=JP", "q=k&area=JP", "q=k&area=KR"]
