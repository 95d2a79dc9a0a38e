import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from iclei.search import SHOWN, Found
from tests.factories.members import ListedMemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def titles(group) -> list[str]:
    return [result.heading.value for result in group.results]


def test_a_hit_in_the_name_comes_first():
    ListedMemberFactory(name_en="Anyang", summary_en="Near Suwon")
    ListedMemberFactory(name_en="Suwon")
    ArticleFactory(title_en="Newest", summary_en="Held in Suwon")
    ArticleFactory(title_en="Suwon opens its stream")
    found = Found.by("suwon")
    assert titles(found.members) == ["<mark>Suwon</mark>", "Anyang"]
    assert titles(found.articles) == ["<mark>Suwon</mark> opens its stream", "Newest"]


def test_the_reason_is_shown_in_the_language_it_was_found_in():
    ListedMemberFactory(name_en="Suwon", name_ko="수원", summary_en="A walled city")
    (result,) = Found.by("수원").members.results
    assert result.heading.value == "Suwon"
    assert (result.reason.value, result.reason.tag) == ("<mark>수원</mark>", "ko")


def test_the_reason_comes_in_the_language_of_the_reader_where_it_can():
    ArticleFactory(title_en="Prize", body_en="<p>For COP30</p>", body_ja="<p>COP30に向けて</p>")
    with translation.override("ja"):
        (result,) = Found.by("cop30").articles.results
    assert (result.reason.value, result.reason.tag) == ("<mark>COP30</mark>に向けて", "ja")


def test_the_language_of_the_reason_is_said_in_words(client):
    ListedMemberFactory(name_en="Jeonju", summary_en="Paper of mulberry", summary_ko="닥나무 한지")
    page = client.get("/en/search/", {"q": "닥나무"}).text
    assert '<p class="fallback-note">Found in Korean</p>' in page
    assert "no English version" not in page
    assert "Found in" not in client.get("/en/search/", {"q": "mulberry"}).text
    assert "Found in" not in client.get("/en/search/", {"q": "jeonju"}).text
    assert "영어 글에서 찾았습니다" in client.get("/ko/search/", {"q": "mulberry"}).text


def test_a_text_that_is_no_hit_says_which_language_stands_in():
    ListedMemberFactory(name_en="Jeonju", name_ko="전주", summary_en="Paper of mulberry")
    with translation.override("ko"):
        (result,) = Found.by("전주").members.results
    assert (result.is_told, result.reason.tag) == (False, "en")


def test_a_hit_in_the_title_is_followed_by_the_summary():
    ArticleFactory(title_en="Suwon opens its stream", summary_en="After thirty years", body_en="x")
    (result,) = Found.by("stream").articles.results
    assert result.reason.value == "After thirty years"


def test_words_may_lie_in_texts_of_several_languages():
    ListedMemberFactory(name_en="Suwon", name_ko="수원", summary_en="A walled city")
    (result,) = Found.by("수원 walled").members.results
    assert "<mark>" in result.reason.value


def test_what_is_found_is_escaped(client):
    ArticleFactory(title_en="<img src=x> & Suwon", body_en="<p>1 &lt; 2</p>")
    page = client.get("/en/search/", {"q": "suwon"}).text
    assert "&lt;img src=x&gt; &amp; <mark>Suwon</mark>" in page
    assert "<img src=x>" not in page


def test_a_group_counts_all_and_shows_the_first():
    for _ in range(SHOWN + 1):
        EventFactory(title_en="Forum")
    group = Found.by("forum").events
    assert (len(group.results), group.total, group.has_more) == (SHOWN, SHOWN + 1, True)


def test_an_event_is_found_by_its_place():
    EventFactory(title_en="Forum", place_en="Haenggung-dong")
    assert Found.by("haenggung").events.total == 1


@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_two_queries_of_each_kind(count):
    for _ in range(count):
        office = SecretariatFactory(name_en="thing")
        ListedMemberFactory(name_en="thing", secretariat=office)
        ArticleFactory(title_en="thing", secretariat=office)
        EventFactory(title_en="thing", secretariat=office)
    with CaptureQueriesContext(connection) as captured:
        assert Found.by("thing").total == 4 * count
    assert len(captured) == 10  # and one for members that have left, one for other names
