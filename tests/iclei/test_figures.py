import pytest
from django.utils import translation

from iclei.figures import LONGEST_BAR, figures, for_figures, rounded_people
from members.maps import for_maps, members_map
from members.models import Member
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.secretariats import AreaFactory


def of_listed():
    listed = Member.objects.listed()
    return figures(for_figures(listed), members_map(for_maps(listed.in_order())).areas)


@pytest.mark.django_db
def test_figures_count_what_is_listed():
    ListedMemberFactory(population=1_200_000)
    ListedMemberFactory(population=800_000)
    ListedMemberFactory(area=AreaFactory(code="JP", name_en="Japan"))
    MemberFactory(population=9_000_000)
    found = of_listed()
    assert (found.members, found.areas, found.people, found.people_unit) == (3, 2, "2", "million")


@pytest.mark.django_db
def test_bars_of_all_charts_have_one_scale():
    for population in (50_000, 60_000, 700_000, None):
        ListedMemberFactory(population=population)
    found = of_listed()
    assert [(bar.query, bar.count, bar.length) for bar in found.by_area] == [
        ("area=KR", 4, LONGEST_BAR)
    ]
    assert [(bar.query, bar.count, bar.length) for bar in found.by_size] == [
        ("size=s", 2, LONGEST_BAR // 2),
        ("size=m", 0, 0),
        ("size=l", 1, LONGEST_BAR // 4),
        ("size=xl", 0, 0),
        ("size=xxl", 0, 0),
        ("", 1, LONGEST_BAR // 4),
    ]


@pytest.mark.django_db
def test_figures_of_nobody():
    found = of_listed()
    assert (found.members, found.by_area) == (0, [])
    assert {bar.length for bar in found.by_size} == {0}


def test_rounded_people_in_english():
    assert rounded_people(231_400_000) == ("231", "million")


def test_rounded_people_elsewhere():
    with translation.override("ja"):
        assert rounded_people(231_400_000)[0] == "2.3"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "140 <small>million"),
        ("ko", "1.4<small>억 명"),
        ("ja", "1.4<small>億人"),
        ("zh-hans", "1.4 <small>亿"),
    ],
)
def test_space_before_what_is_counted_is_that_of_the_language(client, language, written):
    ListedMemberFactory(population=140_000_000)
    assert written in client.get(f"/{language}/").text
