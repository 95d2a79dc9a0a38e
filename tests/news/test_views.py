from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from editorial.records.portal import portal_text
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory
from tests.news.cast import hidden_stories

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "zh-hant", "ko", "ja", "zh-hans")
LAST_YEAR = datetime(2024, 5, 1, tzinfo=UTC)


def titles(response) -> list[str]:
    return [story.title_en for story in response.context["object_list"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", ["news/", "news/prize/", "news/feed/", "events/", "events/congress/"]
)
def test_page_answers_in_each_language(client, language, address):
    ArticleFactory(slug="prize", body_en="<p>Text</p>")
    EventFactory(slug="congress", body_en="<p>Text</p>")
    assert client.get(f"/{language}/{address}").status_code == 200


def test_article_list_shows_the_latest_first(client):
    ArticleFactory(title_en="Old")
    ArticleFactory(title_en="New", publish_at=LAST_YEAR)
    assert titles(client.get("/en/news/")) == ["New", "Old"]


def test_article_list_hides_what_is_not_public(client):
    hidden_stories(ArticleFactory)
    ArticleFactory(title_en="Public")
    response = client.get("/en/news/")
    assert titles(response) == ["Public"]
    assert response.context["page_obj"].paginator.count == 1


def options(response, parameter: str) -> dict[str, int]:
    """How many articles each choice of a facet says that it would show."""
    (facet,) = (one for one in response.context["facets"] if one.parameter == parameter)
    return {option.value: option.count for option in facet.options}


def test_article_list_offers_no_year_without_public_articles(client):
    ArticleFactory(status="draft", publish_at=LAST_YEAR)
    ArticleFactory()
    assert options(client.get("/en/news/"), "year") == {"2012": 1}


def test_article_list_counts_a_year_from_its_first_moment_in_seoul(client):
    new_year = datetime(2024, 12, 31, 15, tzinfo=UTC)
    ArticleFactory(publish_at=new_year)
    ArticleFactory(publish_at=new_year - timedelta(seconds=1))
    assert options(client.get("/en/news/"), "year") == {"2025": 1, "2024": 1}
    assert len(titles(client.get("/en/news/?year=2025"))) == 1


def test_article_list_counts_what_each_choice_would_show(client):
    resilient, low_carbon = ThemeFactory(slug="resilient"), ThemeFactory(slug="low-carbon")
    prize = ArticleFactory(title_en="A prize", kind="announcement", publish_at=LAST_YEAR)
    prize.themes.set([resilient, low_carbon])
    prize.areas.add(AreaFactory(code="MN", name_en="Mongolia", name_ko=""))
    report = ArticleFactory(title_en="A report")
    report.themes.add(resilient)

    whole = client.get("/en/news/")
    assert options(whole, "kind") == {"news": 1, "announcement": 1}
    assert options(whole, "theme") == {"resilient": 2, "low-carbon": 1}
    assert options(whole, "area") == {"MN": 1}

    narrowed = client.get("/en/news/?kind=news&theme=low-carbon&q=a")
    assert options(narrowed, "kind") == {"news": 0, "announcement": 1}
    assert options(narrowed, "theme") == {"resilient": 1, "low-carbon": 0}
    for parameter in ("kind", "theme", "area", "year"):
        for value, count in options(narrowed, parameter).items():
            query = {"kind": "news", "theme": "low-carbon", "q": "a"} | {parameter: value}
            assert len(titles(client.get("/en/news/", query))) == count


def test_article_list_greys_and_folds_choices_that_would_show_nothing(client):
    low_carbon, nature = ThemeFactory(name_en="Low carbon"), ThemeFactory(name_en="Nature")
    ArticleFactory(title_en="Tramways of Hue").themes.add(low_carbon)
    ArticleFactory(title_en="Wetlands", kind="announcement").themes.add(nature)

    assert "choices without articles" not in client.get("/en/news/").text

    some = client.get("/en/news/?q=tramways").text
    assert (
        '<optgroup label="1 choice without articles" disabled><option value="announcement">' in some
    )
    assert "Low carbon (1)</option>" in some
    assert "Nature</option></optgroup>" in some
    assert "<details" not in some.partition("news-filters")[2].partition("</form>")[0]

    none = client.get("/en/news/?q=funiculars").text.partition("news-filters")[2]
    assert "<summary>2 choices without articles</summary>" in none
    assert "<li>Low carbon</li><li>Nature</li>" in none.replace("\n", "")
    assert 'name="theme"' not in none.partition("</form>")[0]


def test_article_list_keeps_a_choice_that_shows_nothing(client):
    ArticleFactory(title_en="Tramways of Hue")
    page = client.get("/en/news/?q=tramways&kind=announcement").text
    assert '<option value="announcement" selected>' in page


def test_article_list_lets_each_choice_be_taken_back(client):
    ArticleFactory(kind="news")
    page = client.get("/en/news/?kind=news&q=story&page=1&theme=none").content.decode()
    assert 'href="/en/news/?q=story&amp;theme=none"' in page
    assert 'href="/en/news/?kind=news&amp;theme=none"' in page


@pytest.mark.parametrize(
    "query",
    ["q=PRIZE", "kind=announcement", "theme=resilient", "area=MN", "year=2024", "q=prize&area=MN"],
)
def test_article_list_narrows(client, query):
    ArticleFactory()
    found = ArticleFactory(title_en="A prize", kind="announcement", publish_at=LAST_YEAR)
    found.themes.add(ThemeFactory(slug="resilient"))
    found.areas.add(AreaFactory(code="MN", name_en="Mongolia", name_ko=""))
    assert titles(client.get(f"/en/news/?{query}")) == ["A prize"]


@pytest.mark.parametrize(
    "query",
    [
        "kind=gossip",
        "theme=none",
        "area=XX",
        "year=1066",
        "year=abc",
        "q=" + "a+" * 2000,
        "q=%00",
        "theme=%00",
        "page=99",
        "page=x",
        "page=-1",
        "page=%F0%9F%98%80",
    ],
)
def test_article_list_ignores_unknown_values_with_a_message(client, query):
    ArticleFactory(title_en="There")
    response = client.get(f"/en/news/?{query}")
    assert titles(response) == ["There"]
    assert len(response.context["left_out"]) == 1
    assert response.content.count(b"notice-warning") == 1


def test_article_list_says_when_nothing_is_found(client):
    ArticleFactory()
    assert b'class="empty"' in client.get("/en/news/?q=nowhere").content


@pytest.mark.parametrize("count", [1, 3])
def test_article_list_queries_do_not_grow(client, count, django_assert_num_queries):
    for article in ArticleFactory.create_batch(count):
        article.themes.add(ThemeFactory())
    with django_assert_num_queries(10):
        client.get("/en/news/")


def test_article_is_hidden_until_it_is_public(client):
    for article in hidden_stories(ArticleFactory):
        assert client.get(f"/en/news/{article.slug}/").status_code == 404


def test_article_names_listed_members_only(client):
    article = ArticleFactory(slug="prize")
    article.members.add(
        ListedMemberFactory(name_en="Suwon"), MemberFactory(name_en="A lapsed city")
    )
    content = client.get("/en/news/prize/").content.decode()
    assert "Suwon" in content
    assert "A lapsed city" not in content


@pytest.mark.parametrize("address", ["news/farewell/", "news/feed/"])
def test_article_does_not_name_an_office_that_has_closed(client, address):
    office = SecretariatFactory(name_en="Closed office", closed=2015)
    ArticleFactory(slug="farewell", secretariat=office)
    assert "Closed office" not in client.get(f"/en/{address}").content.decode()


def test_article_that_falls_back_says_so(client):
    ArticleFactory(slug="prize", title_ko="상", body_en="<p>Text</p>")
    response = client.get("/ko/news/prize/")
    assert response.context["main_text"].is_fallback
    assert '<div class="prose" lang="en">' in response.content.decode()


def test_title_that_falls_back_says_its_language_and_names_the_site_in_it(client):
    ArticleFactory(slug="prize", source_language="ko", title_en="", title_ko="상", summary_ko="글")
    html = client.get("/ja/news/prize/").text
    with translation.override("ko"):
        site = portal_text("name")
    assert f'<title lang="ko">상 – {site}</title>' in html
    assert '<meta name="description" lang="ko" content="글">' in html


def test_article_names_only_versions_that_exist_as_alternates(client):
    ArticleFactory(slug="prize", body_en="<p>Text</p>", body_ko="<p>글</p>")
    content = client.get("/en/news/prize/").content.decode()
    assert 'rel="alternate" hreflang="ko"' in content
    assert 'rel="alternate" hreflang="ja"' not in content


def test_article_that_falls_back_is_no_alternate(client, settings):
    ArticleFactory(slug="prize", body_en="<p>Text</p>", body_ko="<p>글</p>")
    content = client.get("/ja/news/prize/").content.decode()
    assert f'rel="canonical" href="{settings.SITE_URL}/en/news/prize/"' in content
    assert 'rel="alternate" hreflang=' not in content


@pytest.mark.parametrize("count", [1, 3])
def test_article_queries_do_not_grow(client, count, django_assert_num_queries):
    article = ArticleFactory(slug="prize")
    article.members.set(ListedMemberFactory.create_batch(count))
    article.themes.set(ThemeFactory.create_batch(count))
    with django_assert_num_queries(8):
        client.get("/en/news/prize/")


def test_article_leads_to_the_ones_beside_it(client):
    first, second, third = (ArticleFactory(slug=slug) for slug in ("a", "b", "c"))
    ArticleFactory(slug="d", publish_at=LAST_YEAR)
    hidden_stories(ArticleFactory)
    contexts = {slug: client.get(f"/en/news/{slug}/").context for slug in "abcd"}
    assert [contexts[slug]["older"] for slug in "abcd"] == [None, first, second, third]
    newer = [contexts[slug]["newer"] for slug in "abcd"]
    assert [article and article.slug for article in newer] == ["b", "c", "d", None]


def test_article_leads_to_those_of_the_language_it_is_read_in(client):
    for slug, title in (("a", "가"), ("b", ""), ("c", "다"), ("d", "")):
        ArticleFactory(slug=slug, title_ko=title)
    beside = {}
    for slug in "abcd":
        context = client.get(f"/ko/news/{slug}/").context
        older, newer = context["older"], context["newer"]
        beside[slug] = (older and older.slug, newer and newer.slug)
    assert beside == {"a": (None, "c"), "b": ("a", "c"), "c": ("a", None), "d": ("c", None)}


def test_article_links_to_its_languages(client):
    ArticleFactory(slug="prize", body_en="<p>Text</p>", body_ko="<p>글</p>")
    content = client.get("/en/news/prize/").content.decode()
    assert '<a href="/ko/news/prize/" hreflang="ko" lang="ko">한국어</a>' in content
    assert 'href="/ja/news/prize/" hreflang="ja" lang="ja">日本語' not in content


def test_event_list_divides_the_coming_from_the_past(client):
    EventFactory(title_en="Coming")
    EventFactory(title_en="Past", starts_at=LAST_YEAR, ends_at=LAST_YEAR)
    response = client.get("/en/events/")
    assert [event.title_en for event in response.context["coming"]] == ["Coming"]
    assert titles(response) == ["Past"]


def test_event_list_hides_what_is_not_public(client):
    hidden_stories(EventFactory)
    hidden_stories(EventFactory, starts_at=LAST_YEAR, ends_at=LAST_YEAR)
    response = client.get("/en/events/")
    assert not response.context["coming"]
    assert not titles(response)


def test_event_list_ignores_an_unknown_page_with_a_message(client):
    response = client.get("/en/events/?page=x")
    assert response.context["left_out"] == ["page=x"]
    assert response.content.count(b"notice-warning") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_event_list_queries_do_not_grow(client, count, django_assert_num_queries):
    EventFactory.create_batch(count)
    EventFactory.create_batch(count, starts_at=LAST_YEAR, ends_at=LAST_YEAR)
    with django_assert_num_queries(4):
        client.get("/en/events/")


def test_event_is_hidden_until_it_is_public(client):
    for event in hidden_stories(EventFactory):
        assert client.get(f"/en/events/{event.slug}/").status_code == 404


def test_event_shows_the_time_at_its_place(client):
    EventFactory(slug="congress", time_zone="Asia/Ulaanbaatar")
    content = client.get("/en/events/congress/").content.decode()
    assert "Wednesday 1 May 2030, 09:00" in content
    assert "UTC+08:00" in content


def test_event_of_whole_days_shows_its_last_day(client):
    EventFactory(
        slug="week",
        all_day=True,
        starts_at=datetime(2030, 4, 30, 15, tzinfo=UTC),
        ends_at=datetime(2030, 5, 2, 14, 59, tzinfo=UTC),
    )
    content = client.get("/en/events/week/").content.decode()
    assert '<time datetime="2030-05-01">' in content
    assert '<time datetime="2030-05-02">' in content


def test_event_names_its_host_while_it_is_listed(client):
    EventFactory(slug="here", host_member=ListedMemberFactory(name_en="Suwon"))
    EventFactory(slug="there", host_member=MemberFactory(name_en="A lapsed city"))
    assert "Suwon" in client.get("/en/events/here/").content.decode()
    assert "A lapsed city" not in client.get("/en/events/there/").content.decode()
