import re
from datetime import UTC, datetime, timedelta

import pytest

from editorial.languages import LANGUAGES, own_text
from tests.factories.members import LONG_AGO, ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory
from tests.news.cast import hidden_stories, in_each_combination

pytestmark = pytest.mark.django_db

EACH = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
PAST = {"starts_at": LONG_AGO, "ends_at": LONG_AGO}
FOLD = '<details class="news-others"'


def own(response) -> set:
    return {story.pk for story in response.context["object_list"]}


def folded(response) -> list:
    others = response.context["others"]
    return [told.story for told in others.told] if others else []


def options(response, parameter: str) -> dict[str, int]:
    (facet,) = (one for one in response.context["facets"] if one.parameter == parameter)
    return {option.value: option.count for option in facet.options if option.count}


def fold_of(response) -> str:
    return response.text.partition(FOLD)[2].partition("</details>")[0]


# What a list of a language shows, and what it folds


@EACH
@pytest.mark.parametrize(
    ("address", "factory"), [("news", ArticleFactory), ("events", EventFactory)]
)
def test_list_shows_what_exists_in_its_language_and_folds_the_rest(
    client, language, address, factory
):
    stories = in_each_combination(factory, **(PAST if address == "events" else {}))
    hidden_stories(factory)
    mine = {story.pk for story in stories if own_text(story, "title", language)}
    response = client.get(f"/{language.code}/{address}/")
    assert own(response) == mine
    assert response.context["page_obj"].paginator.count == len(mine) == 16
    assert {story.pk for story in folded(response)} == {s.pk for s in stories} - mine
    assert response.context["others"].total == 15
    assert '<details class="news-others">' in response.text


def test_fold_has_the_newest_first(client):
    articles = [ArticleFactory(publish_at=LONG_AGO + timedelta(days=day)) for day in (3, 1, 2)]
    found = folded(client.get("/ko/news/"))
    assert found == [articles[0], articles[2], articles[1]]


def test_fold_names_kind_office_day_and_language(client):
    office = SecretariatFactory(name_en="Korea Office", name_ko="한국사무소")
    ArticleFactory(
        slug="prize", kind="announcement", title_en="A prize", secretariat=office, title_ja="賞"
    )
    fold = fold_of(client.get("/ko/news/"))
    assert "다른 언어로 1건" in fold
    assert '<a href="/ko/news/prize/" hreflang="en" lang="en">A prize</a>' in fold
    kicker = re.sub(r"<[^>]+>", "", re.search('class="kicker">(.*?)</p>', fold)[1])
    assert kicker.split("&nbsp;· ") == ["2012년 10월 1일", "공지", "한국사무소", "영어"]


def test_fold_of_events_names_their_days(client):
    EventFactory(state="postponed")
    fold = fold_of(client.get("/ja/events/"))
    assert "イベント" in fold
    assert "英語" in fold
    assert "新しい日程は未定" in fold


def test_fold_does_not_name_an_office_that_has_closed(client):
    ArticleFactory(secretariat=SecretariatFactory(name_en="Closed office", closed=2015))
    response = client.get("/ko/news/")
    assert folded(response)
    assert "Closed office" not in response.text


def test_list_without_anything_elsewhere_has_no_fold(client):
    ArticleFactory()
    assert FOLD not in client.get("/en/news/").text
    assert FOLD not in client.get("/ko/events/").text


def test_fold_stands_open_where_nothing_else_is_there(client):
    ArticleFactory(title_ko="상")
    ArticleFactory()
    assert f"{FOLD}>" in client.get("/ko/news/").text
    whole = client.get("/ja/news/")
    assert f"{FOLD} open>" in whole.text
    assert 'class="empty"' not in whole.text


def test_search_shows_hits_of_the_language_first_and_the_rest_in_the_open(client):
    mine = ArticleFactory(title_ko="수원 습지", body_en="<p>Wetland</p>")
    other = ArticleFactory(title_en="Wetlands of Hue")
    response = client.get("/ko/news/?q=wetland")
    assert own(response) == {mine.pk}
    assert folded(response) == [other]
    assert f"{FOLD} open>" in response.text


def test_fold_is_paged_by_a_parameter_of_its_own(client):
    mine = [ArticleFactory(title_ko="글") for _ in range(21)]
    others = [ArticleFactory() for _ in range(41)][::-1]
    response = client.get("/ko/news/?page=2&others=3")
    assert own(response) == {mine[0].pk}
    assert folded(response) == others[40:]
    assert f"{FOLD} open>" in response.text
    assert 'href="?page=2&amp;others=2#others"' in response.text
    assert 'href="?page=1&amp;others=3"' in response.text
    assert folded(client.get("/ko/news/")) == others[:20]


@pytest.mark.parametrize("value", ["99", "0", "x", "-1", "%F0%9F%98%80"])
def test_unknown_page_of_the_fold_is_the_nearest_with_a_message(client, value):
    article = ArticleFactory()
    response = client.get(f"/ko/news/?others={value}")
    assert folded(response) == [article]
    assert len(response.context["left_out"]) == 1
    assert response.text.count("notice-warning") == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "most"), [("news", 11), ("events", 5)])
def test_fold_asks_once(client, count, address, most, django_assert_num_queries):
    for factory in (ArticleFactory, EventFactory):
        for _ in range(count):
            office = SecretariatFactory()
            theme = ThemeFactory()
            factory(secretariat=office).themes.add(theme)
            factory(secretariat=office, title_ko="글").themes.add(theme)
            if factory is EventFactory:
                factory(title_ko="글", **PAST)
    with django_assert_num_queries(most):
        client.get(f"/ko/{address}/")


# A filter by language


@EACH
def test_language_asked_for_is_shown_alone_and_in_itself(client, language):
    stories = in_each_combination(ArticleFactory)
    wanted = [story for story in stories if own_text(story, "title", language)]
    response = client.get(f"/ko/news/?language={language.code}")
    assert own(response) == {story.pk for story in wanted}
    assert response.context["others"] is None
    for story in wanted:
        title = own_text(story, "title", language)
        assert title in response.text
        assert f'href="{story.get_absolute_url(language)}"' in response.text
    told = response.text.count(f'lang="{language.tag}">{language.code} of')
    assert told == (0 if language.code == "ko" else 16)


def test_list_counts_what_each_choice_would_show_of_all_languages(client):
    theme, area = ThemeFactory(slug="resilient"), AreaFactory(code="MN")
    for number, story in enumerate(in_each_combination(ArticleFactory)):
        story.kind = "news" if number % 2 else "announcement"
        story.publish_at = LONG_AGO if number % 3 else datetime(2024, 5, 1, tzinfo=UTC)
        story.save()
        if number % 5:
            story.themes.add(theme)
        if number % 7:
            story.areas.add(area)
    for asked in (
        {},
        {"language": "ja"},
        {"kind": "news"},
        {"language": "ko", "theme": "resilient", "year": "2012"},
        {"area": "MN", "kind": "announcement", "language": "zh-hant"},
    ):
        response = client.get("/ja/news/", asked)
        for parameter in ("kind", "theme", "area", "year", "language"):
            counts = options(response, parameter)
            assert counts
            for value, count in counts.items():
                found = client.get("/ja/news/", asked | {parameter: value})
                others = found.context["others"]
                shown = found.context["page_obj"].paginator.count + (others.total if others else 0)
                assert shown == count, (asked, parameter, value)


def test_events_are_narrowed_to_a_language(client):
    coming, past = EventFactory(title_ja="会議"), EventFactory(title_ja="過去", **PAST)
    EventFactory(title_ko="총회")
    EventFactory(**PAST)
    response = client.get("/ko/events/?language=ja")
    assert [*response.context["coming"]] == [coming]
    assert own(response) == {past.pk}
    assert response.context["others"] is None
    assert '<a href="/ja/events/' in response.text
    assert options(response, "language") == {"en": 4, "ko": 1, "ja": 2}
    assert client.get("/ko/events/?language=JA").headers["Location"] == "/ko/events/?language=ja"


@pytest.mark.parametrize("address", ["news", "events"])
@pytest.mark.parametrize("query", ["language=fr", "language=%00", "member=none", "office=%00"])
def test_what_is_unknown_is_left_out_with_a_message(client, address, query):
    (ArticleFactory if address == "news" else EventFactory)(title_ko="글")
    response = client.get(f"/ko/{address}/?{query}")
    assert response.context["filter"].total == 1
    assert len(response.context["left_out"]) == 1


def test_events_without_any_in_the_language_say_so(client):
    EventFactory()
    assert "No event is announced" not in client.get("/en/events/").text
    page = client.get("/ko/events/")
    assert "현재 한국어로 안내된 행사가 없습니다." in page.text
    assert f"{FOLD} open>" in page.text


# Lists of what a page is about


@pytest.mark.parametrize(
    ("address", "factory"), [("news", ArticleFactory), ("events", EventFactory)]
)
def test_list_is_narrowed_to_a_member_or_an_office(client, address, factory):
    member, office = ListedMemberFactory(slug="suwon"), SecretariatFactory(slug="seoul")
    with_member, of_office, other = factory(), factory(secretariat=office), factory()
    with_member.members.add(member)
    left = MemberFactory(slug="lapsed")
    other.members.add(left)
    other.secretariat.closed = 2015
    other.secretariat.save()
    for query, wanted in (("member=suwon", [with_member]), ("office=seoul", [of_office])):
        response = client.get(f"/ko/{address}/?{query}")
        assert folded(response) == wanted
        assert 'type="hidden"' in response.text
    for query in ("member=lapsed", f"office={other.secretariat.slug}"):
        assert len(folded(client.get(f"/ko/{address}/?{query}"))) == 3


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("", "?others=1"),
        ("members/suwon/", "?member=suwon&amp;others=1"),
        ("secretariats/seoul/", "?office=seoul&amp;others=1"),
        ("themes/resilient/", "?theme=resilient&amp;others=1"),
    ],
)
def test_page_shows_what_is_in_its_language_and_leads_to_the_rest(client, page, query):
    member, office = ListedMemberFactory(slug="suwon"), SecretariatFactory(slug="seoul")
    theme = ThemeFactory(slug="resilient")

    def add(factory, **titles):
        story = factory(secretariat=office, **titles)
        story.members.add(member)
        story.themes.add(theme)

    for factory in (ArticleFactory, EventFactory):
        add(factory, title_en="Elsewhere")
    alone = client.get(f"/ko/{page}").text
    assert "Elsewhere" not in alone
    assert alone.count("한국어판은 없고 다른 언어로 1건") == 2

    for factory in (ArticleFactory, EventFactory):
        add(factory, title_ko="우리말 글")
        add(factory, title_en="Elsewhere")
    both = client.get(f"/ko/{page}").text
    assert both.count("우리말 글") == 2
    assert "Elsewhere" not in both
    assert both.count("다른 언어로 2건 더") == 2
    for address in ("news", "events"):
        assert f'href="/ko/{address}/{query}#others"' in both
        found = client.get(f"/ko/{address}/{query.replace('&amp;', '&')}")
        assert len(folded(found)) == 2
    assert "다른 언어로" not in client.get(f"/en/{page}").text
