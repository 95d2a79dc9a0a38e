"""What readers see of facts."""

import pytest
from django.test import Client
from django.utils import translation

from members.figures import figures_of, prefetched_facts
from members.models import Fact, Indicator, Member
from tests.factories.members import (
    FactFactory,
    IndicatorFactory,
    ListedMemberFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def suwon() -> Member:
    return ListedMemberFactory(slug="suwon", name_en="Suwon", population=1_210_000)


def figures(member: Member) -> dict[str, tuple[str, str]]:
    found = Member.objects.prefetch_related(prefetched_facts()).get(pk=member.pk)
    return {
        one.code: (one.value.value, one.measured_in.value if one.measured_in else "")
        for one in figures_of(found)
    }


def area(**fields) -> Indicator:
    texts = {"name_en": "Area", "unit_en": "km²", "decimals": 1}
    return IndicatorFactory(code="area-km2", kind="number", order=2, **texts, **fields)


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_newest_value_stands_for_its_indicator_and_the_others_open(suwon):
    trees = IndicatorFactory(code="trees", kind="number", name_en="Trees")
    source = SourceFactory(title_en="Yearbook", url="https://example.org/y", is_verified=False)
    for year, number in ((2019, 11), (2021, 13), (None, 9)):
        FactFactory(member=suwon, indicator=trees, year=year, number=number, source=source)
    assert figures(suwon)["trees"] == ("13", "")
    html = page("/en/members/suwon/")
    shown = html[html.index("Trees") :]
    assert shown.index("13") < shown.index("<details") < shown.index("2019") < shown.index("11")
    told = html[html.index('<a href="https://example.org/y" rel="external">Yearbook</a>') :]
    assert "(not verified)" in told.partition("</dd>")[0]


def test_inhabitants_come_first_and_density_follows_the_area(suwon):
    FactFactory(member=suwon, indicator=area(), number=121, year=2023)
    assert list(figures(suwon)) == ["population", "area-km2", "density"]
    assert figures(suwon)["density"] == ("10,000", "people per km²")
    with translation.override("ko"):
        assert figures(suwon)["density"] == ("10,000", "명/km²")


def test_earlier_counts_of_inhabitants_open_below_the_newest(suwon):
    suwon.population, suwon.population_year = 1_190_000, 2024
    suwon.save()
    html = page("/en/members/suwon/")
    assert html.index("1,190,000") < html.index("1,210,000")


def test_doubtful_value_is_on_no_page(suwon):
    trees = IndicatorFactory(code="trees", kind="number", name_en="Trees")
    FactFactory(member=suwon, indicator=trees, year=2020, number=77_001)
    newest = FactFactory(member=suwon, indicator=trees, year=2021, number=77_002)
    addresses = ("/en/members/suwon/", "/en/members/compare/?city=suwon")
    assert all("77,002" in page(address) for address in addresses)
    newest.is_doubtful, newest.doubt = True, "Whispered doubt"
    newest.save()
    for address in addresses:
        assert "77,001" in page(address)
        assert "77,002" not in page(address)
        assert "Whispered" not in page(address)


def test_comparison_has_a_line_for_each_figure(suwon):
    trees = IndicatorFactory(code="trees", kind="number", name_en="Trees", name_ja="樹木")
    osan = ListedMemberFactory(slug="osan", population=240_000)
    FactFactory(member=suwon, indicator=trees, year=2020, number=77)
    FactFactory(member=osan, indicator=trees, year=2021, number=55)
    html = page("/ja/members/compare/?city=suwon&city=osan")
    line = html[html.index('<th scope="row">樹木</th>') :].partition("</tr>")[0]
    assert line.index("77") < line.index("2020") < line.index("55") < line.index("2021")


def test_words_of_a_fact_carry_their_language(suwon):
    FactFactory(member=suwon, wording_en="by the sea")
    html = page("/ko/members/suwon/")
    assert 'class="figure-words" lang="en">by the sea' in html


@pytest.mark.parametrize("count", [1, 40])
def test_page_asks_no_more_for_many_facts(suwon, count, django_assert_num_queries):
    page("/en/members/suwon/")
    for number in range(count):
        FactFactory(member=suwon, wording_en=f"Fact {number}")
    with django_assert_num_queries(11):
        page("/en/members/suwon/")
    assert Fact.objects.count() == count + 1
