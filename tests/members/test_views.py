from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    ThemeFactory,
)
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import AreaFactory
from tests.members.cast import HIDDEN

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "zh-hant", "ko", "ja", "zh-hans"]


def get(client, name: str, *args: str, query: str = "", language: str = "en"):
    with translation.override(language):
        address = reverse(f"members:{name}", args=args)
    return client.get(address + query)


def page(client, name: str, *args: str, **kwargs) -> str:
    response = get(client, name, *args, **kwargs)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def suwon():
    return ListedMemberFactory(
        slug="suwon",
        name_en="Suwon",
        name_ko="수원",
        name_zh_hans="水原",
        summary_en="A fortress city.",
        profile_en="<p>Walls of 1796.</p>",
        latitude=37.2911,
        longitude=127.0089,
        population=1_210_150,
        population_year=2020,
        website="https://www.suwon.go.kr/web/",
    )


@pytest.fixture(params=HIDDEN)
def hidden(request):
    member = ListedMemberFactory(
        slug="ghost", name_en="Ghost", latitude=37.0, longitude=127.0, **HIDDEN[request.param]
    )
    member.themes.add(ThemeFactory(slug="resilient", name_en="Resilient"))
    return member


@pytest.mark.parametrize("name", ["detail", "map", "card"])
def test_hidden_member_is_not_found(client, hidden, name):
    assert get(client, name, "ghost").status_code == 404


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("list", [], ""),
        ("list", [], "?theme=resilient"),
        ("suggest", [], "?q=gho"),
        ("compare", [], "?city=other"),
        ("theme", ["resilient"], ""),
        ("themes", [], ""),
    ],
)
def test_hidden_member_is_on_no_page(client, hidden, name, args, query):
    assert "Ghost" not in page(client, name, *args, query=query)


def test_hidden_member_is_not_counted(client, hidden):
    assert get(client, "list").context["paginator"].count == 0
    assert get(client, "themes").context["themes"][0].listed_members == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_member_list_shows_the_name_in_its_language(client, suwon, language):
    html = page(client, "list", language=language)

    names = {"ko": ">수원</a>", "zh-hans": ">水原</a>", "zh-hant": 'lang="zh-Hans">水原</a>'}
    assert names.get(language, ">Suwon</a>") in html


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=-1",
        "?page=9999",
        "?page=abc",
        "?page=%00",
        "?area=XX&area=%00",
        "?sort=%00&size=%ff&theme=%F0%9F",
        "?q=" + "word+" * 2000,
    ],
)
def test_member_list_leaves_out_what_it_does_not_know_and_says_so(client, suwon, query):
    html = page(client, "list", query=query)

    assert "Suwon" in html or "word" in query
    assert "notice-warning" in html


@pytest.mark.parametrize("query", ["", "?page=1", "?q=%00", "?q=&area=&sort=", "?foo=bar"])
def test_member_list_says_nothing_where_all_is_known(client, suwon, query):
    html = page(client, "list", query=query)

    assert "Suwon" in html
    assert "notice-warning" not in html


def test_empty_list_tells_what_to_loosen(client, suwon):
    assert "No member is like this" in page(client, "list", query="?q=nowhere")


def test_member_list_keeps_filters_in_the_links_to_its_data(client, suwon):
    html = page(client, "list", query="?q=suwon&page=1")

    assert 'href="/en/members/download.csv?q=suwon"' in html


@pytest.mark.parametrize(
    ("name", "args"),
    [("list", []), ("compare", []), ("theme", ["resilient"]), ("suggest", []), ("themes", [])],
)
def test_list_asks_as_much_for_three_members_as_for_one(
    client, name, args, django_assert_num_queries, django_assert_max_num_queries
):
    themes = [ThemeFactory(slug="resilient"), ThemeFactory()]
    ListedMemberFactory(slug="a").themes.set(themes)
    query = "?q=city&city=a&city=b&city=c"
    with django_assert_max_num_queries(14) as asked:
        get(client, name, *args, query=query)
    for slug in "bc":
        ListedMemberFactory(slug=slug).themes.set(themes)
    with django_assert_num_queries(len(asked)):
        get(client, name, *args, query=query)


def test_member_page_shows_the_member(client, suwon):
    html = page(client, "detail", "suwon")

    assert "<h1>Suwon</h1>" in html
    assert '<span lang="ko">수원</span>' in html
    assert 'src="/en/members/suwon/map.svg"' in html
    assert "1,210,150" in html
    assert "Walls of 1796." in html
    assert ">www.suwon.go.kr</a>" in html


def test_member_page_says_where_the_profile_falls_back(client, suwon):
    response = get(client, "detail", "suwon", language="ja")

    assert response.context["main_text"].is_fallback
    assert 'class="prose" lang="en"' in response.content.decode()


def test_title_and_description_say_their_language_where_they_fall_back(client, suwon):
    html = page(client, "detail", "suwon", language="zh-hant")

    assert '<title lang="zh-Hans">水原 – ' in html
    assert '<meta name="description" lang="en" content="A fortress city.">' in html


def test_title_and_description_say_nothing_where_they_are_the_readers(client, suwon):
    html = page(client, "detail", "suwon")

    assert "<title>Suwon – ICLEI East Asia</title>" in html
    assert '<meta name="description" content="A fortress city.">' in html


def test_member_page_says_the_language_of_what_is_not_translated(client):
    mongolia = AreaFactory(code="MN", name_en="Mongolia", default_language="en")
    ListedMemberFactory(
        slug="darkhan",
        area=mongolia,
        official_name="Дархан",
        population_source="Census",
        population=1,
    )

    html = page(client, "detail", "darkhan", language="ja")

    assert 'lang="mn">Дархан<' in html
    assert 'lang="en">Census<' in html


@pytest.mark.parametrize(
    ("joined_on", "precision", "said"),
    [
        (date(2016, 1, 1), "year", "member since 2016"),
        (date(2016, 5, 1), "month", "member since May 2016"),
        (date(2016, 5, 9), "day", "member since May 9, 2016"),
    ],
)
def test_member_page_says_since_when_as_exactly_as_known(client, joined_on, precision, said):
    member = MemberFactory()
    MembershipFactory(
        member=member,
        joined_on=joined_on,
        joined_precision=precision,
        evidence="https://example.org/joined",
    )

    html = page(client, "detail", member.slug)

    assert said in html
    assert 'href="https://example.org/joined"' in html


def test_member_page_says_nothing_of_an_unknown_start(client, suwon):
    assert "member since" not in page(client, "detail", "suwon")


def test_member_page_names_public_stories_only(client, suwon):
    soon = timezone.now() + timedelta(days=1)
    shown = [ArticleFactory(title_en="Seen"), EventFactory(title_en="Met")]
    hidden = [
        ArticleFactory(title_en="Later", publish_at=soon),
        EventFactory(title_en="Planned", status="draft"),
    ]
    for story in [*shown, *hidden]:
        story.members.add(suwon)

    html = page(client, "detail", "suwon")

    assert "Seen" in html and "Met" in html
    assert "Later" not in html and "Planned" not in html


def test_member_page_does_not_lead_to_a_closed_office(client, suwon):
    assert f"/secretariats/{suwon.secretariat.slug}/" in page(client, "detail", "suwon")

    suwon.secretariat.closed = 2020
    suwon.secretariat.save()

    assert f"/secretariats/{suwon.secretariat.slug}/" not in page(client, "detail", "suwon")


def test_locator_map_is_svg(client, suwon):
    response = get(client, "map", "suwon")

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")


def test_locator_map_without_coordinates_is_not_found(client):
    ListedMemberFactory(slug="nowhere")

    assert get(client, "map", "nowhere").status_code == 404


def test_card_is_png(client, suwon):
    assert get(client, "card", "suwon", language="ko").content.startswith(b"\x89PNG")


def test_suggestions_carry_the_language_of_the_name(client, suwon):
    (found,) = get(client, "suggest", query="?q=su", language="zh-hant").json()["suggestions"]

    assert (found["name"], found["lang"]) == ("水原", "zh-Hans")
    assert found["url"] == "/zh-hant/members/suwon/"


def test_nothing_is_suggested_for_nothing(client, suwon):
    assert get(client, "suggest", query="?q=%00").json() == {"suggestions": []}


def test_compare_keeps_the_order_of_the_address(client, suwon):
    ListedMemberFactory(slug="osan")

    response = get(client, "compare", query="?city=suwon&city=osan&city=suwon&city=ghost")

    assert [member.slug for member in response.context["members"]] == ["suwon", "osan"]
    assert response.context["left_out"] == ["city=ghost"]


def test_compare_takes_four(client):
    slugs = [ListedMemberFactory().slug for _ in range(5)]

    response = get(client, "compare", query="?" + "&".join(f"city={slug}" for slug in slugs))

    assert [member.slug for member in response.context["members"]] == slugs[:4]
    assert response.context["left_out"] == [f"city={slugs[4]}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_page_lists_its_members(client, suwon, language):
    theme = ThemeFactory(slug="resilient", name_en="Resilient", tagline_en="Bend, don’t break.")
    suwon.themes.add(theme)

    html = page(client, "theme", "resilient", language=language)

    assert "Bend, don’t break." in html
    assert f"/{language}/members/suwon/" in html


def test_pages_of_members_set_no_cookie(client, suwon):
    assert not get(client, "list").cookies
    assert not get(client, "detail", "suwon").cookies
