import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from editorial.languages import LANGUAGES, column, languages_of
from news.models import Article, Event
from news.written import Told
from tests.factories.news import ArticleFactory, EventFactory
from tests.news.cast import hidden_stories, in_each_combination

pytestmark = pytest.mark.django_db

KINDS = [(ArticleFactory, Article), (EventFactory, Event)]


@pytest.mark.each_database
@pytest.mark.parametrize(("factory", "model"), KINDS)
def test_database_and_record_agree_on_the_languages_of_a_story(factory, model):
    stories = set(in_each_combination(factory))
    for language in LANGUAGES:
        own = {story for story in stories if language in languages_of(story, "title")}
        assert len(own) == 16
        assert set(model.objects.in_language(language)) == own
        assert set(model.objects.elsewhere(language)) == stories - own


def test_text_that_was_converted_is_one_of_its_language():
    article = ArticleFactory(source_language="zh-hant", title_en="", title_zh_hant="獎項")
    name = column("title", LANGUAGES[4])
    Article.objects.filter(pk=article.pk).update(**{name: "奖项", "converted": [name]})
    assert [*Article.objects.in_language(LANGUAGES[4])] == [article]
    (told,) = [Told.of(one, LANGUAGES[4]) for one in Article.objects.all()]
    assert told.labels == ["Converted from Traditional Chinese, not yet reviewed"]


@pytest.mark.each_database
@pytest.mark.parametrize("own", range(5))
def test_foremost_are_the_first_of_the_language_and_the_number_of_the_rest(own):
    mine = [ArticleFactory(title_ko="글") for _ in range(own)]
    for _ in range(4):
        ArticleFactory()
    hidden_stories(ArticleFactory)
    hidden_stories(ArticleFactory, title_ko="글")
    with translation.override("ko"), CaptureQueriesContext(connection) as asked:
        found = Article.objects.public().brief().foremost(3)
    assert found == mine[::-1][:3]
    assert found.elsewhere == 4
    assert len(asked) == 1


def test_foremost_of_nothing():
    hidden_stories(ArticleFactory)
    found = Article.objects.public().foremost(3)
    assert (found, found.elsewhere) == ([], 0)


def test_next_events_are_those_of_the_language():
    for _ in range(4):
        EventFactory(title_ko="")
    mine = [EventFactory(title_ko="행사") for _ in range(2)]
    off = [EventFactory(title_ko="행사", state="cancelled") for _ in range(9)]
    EventFactory(state="cancelled")
    with translation.override("ko"):
        found = Event.objects.next_ones(3)
    assert found == [*mine, *off[:4]]
    assert found.elsewhere == 5
