"""Filtered addresses as they are handed on: in another case, with signs stuck to them, or empty."""

import pytest

from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def korea():
    return AreaFactory(code="KR", name_en="South Korea")


@pytest.fixture
def suwon(korea):
    member = ListedMemberFactory(slug="suwon", name_en="Suwon", area=korea, level="city")
    member.themes.add(ThemeFactory(slug="low-carbon"))
    ListedMemberFactory(slug="kobe", name_en="Kobe", level="town", area=AreaFactory(code="JP"))
    return member


QUERIES = [
    ("area=kr", "area=KR"),
    ("area=Kr&area=KR", "area=KR"),
    ("area=KR%E3%80%82", "area=KR"),
    ("area=%20KR%E2%80%8B&theme=Low-Carbon", "area=KR&theme=low-carbon"),
    ("AREA=KR&Sort=Name", "area=KR&sort=name"),
    ("level=CITY)&size=&view=Table", "level=city&view=table"),
    ("q=&area=KR&sort=", "area=KR"),
    ("area=ＫＲ&sort=%E2%88%92population", "area=KR&sort=-population"),
    ("q=+&page=&area=KR&utm_source=", "area=KR&utm_source="),
]


@pytest.mark.parametrize(("query", "shared"), QUERIES)
def test_directory_leads_to_the_address_that_is_shared(client, suwon, query, shared):
    answer = client.get(f"/ko/members/?{query}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/ko/members/?{shared}")
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert [member.slug for member in page.context["members"]] == ["suwon"]
    assert page.context["left_out"] == []


@pytest.mark.parametrize("query", ["", "area=XX", "q=%20Suwon%20", "sort=luck&page=9", "a=&b"])
def test_what_needs_no_tidying_is_answered_at_once(client, suwon, query):
    assert client.get(f"/en/members/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["area=kr", "area=KR,&sort="])
def test_download_takes_them_as_the_page_does(client, suwon, query):
    rows = client.get(f"/en/members/download.csv?{query}").getvalue().decode()
    assert "suwon" in rows and "kobe" not in rows


@pytest.mark.parametrize(
    ("query", "shared"),
    [("kind=News&area=kr&q=", "kind=news&area=KR"), ("year=２０２６", "year=2026")],
)
def test_news_do_too(client, korea, query, shared):
    ArticleFactory(kind="news").areas.add(korea)
    answer = client.get(f"/ja/news/?{query}")
    assert answer.headers["Location"] == f"/ja/news/?{shared}"


@pytest.mark.parametrize("query", ["city=Suwon&city=KOBE", "city=suwon%E3%80%81&city=kobe)"])
def test_comparison_finds_its_cities(client, suwon, query):
    page = client.get(f"/en/members/compare/?{query}")
    assert [member.slug for member in page.context["members"]] == ["suwon", "kobe"]
    assert page.context["left_out"] == []


def test_comparison_drops_the_fields_that_were_left_empty(client, suwon):
    answer = client.get("/en/members/compare/?city=suwon&city=&city=")
    assert answer.headers["Location"] == "/en/members/compare/?city=suwon"


@pytest.mark.parametrize("code", ["kr", "Kr"])
def test_feed_of_an_area_is_found_in_small_letters(client, korea, code):
    answer = client.get(f"/en/news/feed/areas/{code}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/news/feed/areas/KR/")


@pytest.mark.parametrize("value", ["kr%0d%0aSet-Cookie:a=b", "//evil.example", "%00"])
def test_nothing_in_a_query_leads_away(client, korea, value):
    answer = client.get(f"/en/members/?area={value}&q=")
    assert answer.headers.get("Location", "/en/members/").startswith("/en/members/")
    assert not answer.cookies
