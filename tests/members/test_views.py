import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.editorial.pictures.files import drawn, saved, upload
from tests.factories.members import (
    ContainmentFactory,
    FactFactory,
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    SourceFactory,
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


@pytest.mark.parametrize(
    ("hidden", "name"),
    [
        (state, name)
        for state in HIDDEN
        for name in ("detail", "map", "card")
        if (state, name) != ("lapsed", "detail")  # tests/members/test_former.py
    ],
    indirect=["hidden"],
)
def test_hidden_member_is_not_found(client, hidden, name):
    assert get(client, name, "ghost").status_code == 404


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("list", [], ""),
        ("list", [], "?theme=resilient"),
        ("list", [], "?view=table"),
        ("list", [], "?view=map"),
        ("list", [], "?q=ghots"),
        ("suggest", [], "?q=ghots"),
        ("compare", [], "?city=other"),
        ("theme", ["resilient"], ""),
        ("themes", [], ""),
    ],
)
def test_hidden_member_is_on_no_page(client, hidden, name, args, query):
    assert "Ghost" not in page(client, name, *args, query=query)


@pytest.mark.parametrize("hidden", [state for state in HIDDEN if state != "lapsed"], indirect=True)
def test_hidden_member_is_not_suggested(client, hidden):
    """One that has left is, and leads to what became of it: tests/members/test_former.py."""
    assert "Ghost" not in page(client, "suggest", query="?q=gho")


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
        "?view=%00",
        "?view=map&colour=mood",
        "?q=" + "word+" * 2000,
    ],
)
def test_member_list_leaves_out_what_it_does_not_know_and_says_so(client, suwon, query):
    html = page(client, "list", query=query)

    assert "Suwon" in html or "word" in query
    assert "notice-warning" in html


@pytest.mark.parametrize("query", ["", "?page=1", "?q=%00", "?foo=bar"])
def test_member_list_says_nothing_where_all_is_known(client, suwon, query):
    html = page(client, "list", query=query)

    assert "Suwon" in html
    assert "notice-warning" not in html


def test_empty_list_tells_what_to_loosen(client, suwon):
    html = page(client, "list", query="?q=nowhere&level=city")

    assert "No members match" in html
    assert '<a class="chip chip-remove" href="/en/members/?level=city">' in html
    assert "1 member</span>" in html


def test_empty_list_names_who_may_be_meant(client, suwon):
    html = page(client, "list", query="?q=水源")

    name = '<span><span lang="zh-Hans">水原</span> – Suwon</span>'
    assert f'<a href="/en/members/suwon/">{name}</a>' in html


def test_cards_draw_where_members_lie_without_asking_for_each(client, suwon):
    html = page(client, "list")

    assert 'class="locator"' in html
    assert "map.svg" not in html


def test_card_names_the_name_that_was_found(client, suwon):
    html = page(client, "list", query="?q=수원")

    assert '<span lang="ko">수원</span> – <a href="/en/members/suwon/">Suwon</a>' in html


def test_table_names_the_member_in_all_scripts_and_offers_to_compare_it(client, suwon):
    html = page(client, "list", query="?view=table&sort=-population")

    assert '<th scope="row"><a href="/en/members/suwon/">Suwon</a>' in html
    assert '<span lang="ko">수원</span>' in html
    assert '<input type="checkbox" name="city" value="suwon" form="compare">' in html
    assert (
        'aria-sort="descending" class="number"><a href="?view=table&amp;sort=population">' in html
    )


def test_table_does_not_lead_to_a_closed_office(client, suwon):
    assert f"/secretariats/{suwon.secretariat.slug}/" in page(client, "list", query="?view=table")

    suwon.secretariat.closed = 2020
    suwon.secretariat.save()

    assert suwon.secretariat.name_en not in page(client, "list", query="?view=table")


def test_map_says_the_same_in_a_table(client, suwon):
    suwon.themes.add(ThemeFactory(slug="resilient", name_en="Resilient", hue=15))

    html = page(client, "list", query="?view=map&colour=theme")

    assert '<circle class="hue-15" r="4.6"/>' in html
    assert '<span class="map-swatch hue-15"></span><span>Resilient</span>' in html
    assert '<a href="/en/members/suwon/">Suwon</a></th><td><span>Resilient</span></td>' in html


@pytest.mark.parametrize(("view", "pages"), [("cards", 2), ("table", 1), ("map", 1)])
def test_table_and_map_show_all_members_at_once(client, view, pages):
    for _ in range(25):
        ListedMemberFactory(latitude=37.0, longitude=127.0)

    response = get(client, "list", query=f"?view={view}")

    assert response.context["paginator"].num_pages == pages


@pytest.mark.parametrize("view", ["cards", "table", "map"])
def test_form_keeps_the_view(client, suwon, view):
    html = page(client, "list", query=f"?view={view}")

    assert f'<input type="hidden" name="view" value="{view}">' in html


@pytest.mark.parametrize(
    "query",
    [
        "?",
        "?view=table",
        "?view=map&colour=target",
        "?q=cyti&area=KR",
        "?pledge=neutral&sort=target",
        "?q=city",
        "?q=city&page=2&sort=-population",
        "?q=cheju&view=table",
        "?q=cheju&view=map",
        "?q=harbour&level=city&sort=name",
        "?q=gone",
        "?q=nobody&theme=resilient&pledge=neutral",
        "?within=province&q=city",
        "?within=province&view=table&status=policy",
        "?on=2012-10-18&q=city&within=province",
    ],
)
def test_directory_asks_eight_times_at_most_whatever_it_shows(
    client, query, django_assert_max_num_queries, django_assert_num_queries
):
    theme = ThemeFactory(slug="resilient")
    province = ListedMemberFactory(slug="province")
    for number in range(26):
        texts = {"name_en": f"City {number}", "summary_en": "By a harbour."}
        city = ListedMemberFactory(latitude=37.0, longitude=127.0, population=1, **texts)
        city.themes.add(theme)
        ContainmentFactory(member=city, container=province)
    city.other_names.create(name="Cheju", kind="former", language="en")
    gone = MemberFactory(name_en="Gone")
    term = {"joined_on": date(2010, 1, 1), "joined_precision": "day", "left_on": date(2014, 1, 1)}
    MembershipFactory(member=gone, ended_by="merger", successor=city, **term)
    with django_assert_max_num_queries(8) as asked:
        get(client, "list", query=query)
    for _ in range(2):
        ListedMemberFactory(latitude=37.0, longitude=127.0).themes.add(theme)
    with django_assert_num_queries(len(asked)):
        get(client, "list", query=query)


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


@pytest.mark.parametrize("count", [1, 3])
def test_member_page_asks_thirteen_queries(client, suwon, count, django_assert_num_queries):
    for number in range(count):
        theme = ThemeFactory()
        suwon.themes.add(theme)
        ListedMemberFactory(latitude=37.0, longitude=127.0).themes.add(theme)
        FactFactory(member=suwon, wording_en=f"Fact {number}")
        ArticleFactory().members.add(suwon)
        EventFactory().members.add(suwon)
    with django_assert_num_queries(13):
        get(client, "detail", "suwon")


def test_list_folds_choices_without_members(client, suwon):
    ThemeFactory(slug="water", name_en="Water")
    ListedMemberFactory(name_en="Osan").themes.add(ThemeFactory(slug="air", name_en="Air"))
    html = page(client, "list", query="?theme=air")
    folded = html[html.index("<details") : html.index("</details>")]
    assert "1 choice without members" in folded or "choices without members" in folded
    assert "<details" not in page(client, "list")


def test_browsers_are_told_what_not_to_translate(client, suwon):
    """Their translators would make nonsense of addresses and of names in other languages."""
    html = page(client, "detail", "suwon")
    kept = re.findall(r'<(\w+)[^>]* translate="no"[^>]*>(.*?)</\1>', html, re.DOTALL)
    words = " ".join(text for _, text in kept)
    for name in ("www.suwon.go.kr", "수원", "/en/members/suwon/", "日本語", "ICLEI East Asia"):
        assert name in words
    assert ">also: <" in words.split('translate="yes"')[1]


def test_member_page_shows_the_member(client, suwon):
    html = page(client, "detail", "suwon")

    assert "<h1>Suwon</h1>" in html
    assert '<span lang="ko">수원</span>' in html
    assert 'src="/en/members/suwon/map.svg"' in html
    assert "1,210,150" in html
    assert "Walls of 1796." in html
    assert ">www.suwon.go.kr</a>" in html


def test_member_page_says_what_a_figure_is_from(client, suwon):
    suwon.population_source = SourceFactory(title_en="Census of 2020")
    suwon.save()
    area = SourceFactory(title_en="Survey", title_ko="지적통계", url="https://example.org/area")
    FactFactory(member=suwon, wording_en="Flat", source=area)
    html = page(client, "detail", "suwon", language="ko")
    assert '<span lang="en">Census of 2020</span>' in html
    assert '<a href="https://example.org/area" rel="external">지적통계</a>' in html


def test_member_page_puts_the_picture_before_the_map(client, suwon):
    assert page(client, "detail", "suwon").count("member-picture") == 1
    suwon.picture, suwon.picture_alt_en = upload(saved(drawn(), "PNG")), "The south gate"
    suwon.save()
    html = page(client, "detail", "suwon")
    picture, place = html.index('alt="The south gate"'), html.index('alt="Suwon, in the north-west')
    assert picture < html.index("<aside") < place


@pytest.mark.parametrize("days", [1, 600])
def test_member_page_doubts_a_leader_who_was_confirmed_long_ago(client, suwon, days):
    suwon.leader_name_en = "Mayor Kim"
    suwon.leader_confirmed_on = timezone.localdate() - timedelta(days=days)
    suwon.save()
    html = page(client, "detail", "suwon")
    assert "confirmed on" in html
    assert ("may be out of date" in html) == (days == 600)


def test_member_page_takes_corrections_by_mail_or_on_the_contact_page(client, suwon):
    assert 'href="/ko/contact/">' in page(client, "detail", "suwon", language="ko")
    suwon.secretariat.email = "korea@example.org"
    suwon.secretariat.save()
    assert 'href="mailto:korea@example.org?subject=' in page(client, "detail", "suwon")


def test_member_page_names_cities_like_it_and_why(client, suwon):
    ListedMemberFactory(name_en="Osan", latitude=37.15, longitude=127.08, population=1_100_000)
    html = page(client, "detail", "suwon")
    for shown in ("Osan", "17 km away", "of similar size"):
        assert shown in html


def test_member_page_leads_to_the_comparison(client, suwon):
    assert 'href="/en/members/compare/?city=suwon"' in page(client, "detail", "suwon")


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
        population_source=SourceFactory(title_en="Census"),
        population=1,
    )

    html = page(client, "detail", "darkhan", language="ja")

    assert 'lang="mn">Дархан<' in html
    assert '<span lang="en">Census</span>' in html


@pytest.mark.parametrize(
    ("joined_on", "precision", "said"),
    [
        (date(2016, 1, 1), "year", "member since 2016"),
        (date(2016, 5, 1), "month", "member since May 2016"),
        (date(2016, 5, 9), "day", "member since 9 May 2016"),
    ],
)
def test_member_page_says_since_when_as_exactly_as_known(client, joined_on, precision, said):
    member = MemberFactory()
    MembershipFactory(
        member=member,
        joined_on=joined_on,
        joined_precision=precision,
    )

    assert said in page(client, "detail", member.slug)


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


def test_suggestion_tells_by_which_name_it_was_found(client, suwon):
    answer = get(client, "suggest", query="?q=수").json()

    (found,) = answer["suggestions"]
    assert (found["name"], found["other_name"], found["other_lang"]) == ("Suwon", "수원", "ko")
    assert (answer["heading"], answer["said"]) == ("", "1 member")


def test_names_that_are_but_near_are_suggested_as_such(client, suwon):
    answer = get(client, "suggest", query="?q=suwan").json()

    assert [found["name"] for found in answer["suggestions"]] == ["Suwon"]
    assert answer["heading"] == "Did you mean …"
    assert answer["said"] == "Did you mean … 1 member"


def test_nothing_is_suggested_for_nothing(client, suwon):
    answer = get(client, "suggest", query="?q=%00").json()

    assert answer["suggestions"] == []
    assert answer["said"] == "No member has a name like this."


def test_compare_keeps_the_order_of_the_address(client, suwon):
    ListedMemberFactory(slug="osan")

    response = get(client, "compare", query="?city=suwon&city=osan&city=ghost")

    assert [member.slug for member in response.context["members"]] == ["suwon", "osan"]
    assert response.context["left_out"] == ["city=ghost"]


def test_compare_shows_members_side_by_side(client, suwon):
    ListedMemberFactory(slug="osan", name_en="Osan", latitude=37.15, longitude=127.08)
    html = page(client, "compare", query="?city=suwon&city=osan")
    for shown in ("1,210,150", "Osan", "17 km"):
        assert shown in html
    assert 'href="/en/members/compare/?city=osan"' in html
    assert html.count('<option value="') == 0


def test_compare_offers_the_others(client, suwon):
    ListedMemberFactory(slug="osan", name_en="Osan")
    html = page(client, "compare", query="?city=suwon")
    assert '<option value="osan">Osan</option>' in html
    assert '<option value="suwon">' not in html


def test_compare_takes_four(client):
    slugs = [ListedMemberFactory().slug for _ in range(5)]

    response = get(client, "compare", query="?" + "&".join(f"city={slug}" for slug in slugs))

    assert [member.slug for member in response.context["members"]] == slugs[:4]
    assert response.context["left_out"] == []


def test_compare_says_which_are_more_than_four_and_which_are_unknown(client):
    slugs = [
        ListedMemberFactory(name_en=name).slug for name in ("A", "B", "C", "D", "Ulsan", "Ube")
    ]
    asked = [*slugs[:5], "ghost", slugs[5], slugs[0]]

    response = get(client, "compare", query="?" + "&".join(f"city={slug}" for slug in asked))

    assert response.context["left_out"] == ["city=ghost"]
    html = response.content.decode()
    assert "Only four members can be compared. Left out: Ulsan, Ube</p>" in html


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


@pytest.mark.parametrize(
    ("typed", "most"), [("su", 6), ("수ㅇ", 6), ("suwan", 5), ("zzzz", 3), ("", 1)]
)
def test_suggestions_ask_as_little_as_they_can(
    client, suwon, typed, most, django_assert_max_num_queries
):
    for slug in ("suwon-north", "suwon-south", "tokyo"):
        ListedMemberFactory(slug=slug, name_en=slug.replace("-", " ").title())
    with django_assert_max_num_queries(most):
        answer = client.get("/en/members/suggest/", {"q": typed}).json()
    assert bool(answer["suggestions"]) == (typed not in ("zzzz", ""))
