from datetime import UTC, datetime

import pytest
from django.utils import translation

from news.cards import article_card, event_card
from news.models import Article, Event
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import SecretariatFactory
from tests.news.cast import HIDDEN

pytestmark = pytest.mark.django_db

PLACES = ({"longitude": 127.0, "latitude": 37.3}, {"longitude": 130.9, "latitude": 33.9})


def card_of(story, *members):
    story.members.add(*members)
    draw = article_card if isinstance(story, Article) else event_card
    return draw(type(story).objects.with_links().get(pk=story.pk))


def values(texts) -> list[str]:
    return [text.value for text in texts]


def test_article_card_says_what_when_and_from_whom():
    office = SecretariatFactory(name_en="Korea Office")
    moment = datetime(2026, 11, 24, 16, tzinfo=UTC)  # the day after in Seoul
    card = card_of(ArticleFactory(title_en="A prize", secretariat=office, publish_at=moment))
    assert card.title.value == "A prize"
    assert values(card.above) == ["News", "25 November 2026"]
    assert values(card.below) == ["Korea Office"]


def test_article_card_speaks_the_readers_language():
    article = ArticleFactory(title_en="A prize", title_ja="受賞", publish_at="2026-11-24T00:00Z")
    with translation.override("ja"):
        card = card_of(article)
    assert (card.title.value, card.title.tag, card.site.tag) == ("受賞", "ja", "ja")
    assert values(card.above)[1] == "2026年11月24日"


def test_article_card_that_falls_back_is_set_in_the_face_of_its_text():
    article = ArticleFactory(source_language="ko", title_en="", title_ko="상")
    with translation.override("ja"):
        assert card_of(article).title.tag == "ko"


def test_article_card_is_in_the_hue_of_its_first_theme():
    article = ArticleFactory()
    assert card_of(article).hue is None
    article.themes.add(ThemeFactory(hue=240, order=2), ThemeFactory(hue=60, order=1))
    assert card_of(article).hue == 60


def test_article_card_shows_where_members_lie():
    one, other = (ListedMemberFactory(**place) for place in PLACES)
    article = ArticleFactory()
    assert card_of(article).picture is None
    assert card_of(article, one).picture.mark == (127.0, 37.3)
    assert set(card_of(article, other).picture.dots) == {(127.0, 37.3), (130.9, 33.9)}


def test_article_card_shows_neither_hidden_members_nor_closed_offices():
    article = ArticleFactory(secretariat=SecretariatFactory(closed=2015))
    card = card_of(article, MemberFactory(**PLACES[0]))
    assert (card.picture, card.below) == (None, ())


def test_event_card_says_when_and_where():
    card = card_of(EventFactory(title_en="Congress", place_en="Ulaanbaatar"))
    assert values(card.above) == ["Event", "Wednesday 1 May 2030"]
    assert values(card.below) == ["Ulaanbaatar"]


def test_event_card_gives_first_and_last_day_at_its_place():
    ends = datetime(2030, 5, 2, 23, tzinfo=UTC)
    event = EventFactory(ends_at=ends, time_zone="Asia/Tokyo")
    assert values(card_of(event).above)[1] == "Wednesday 1 to Friday 3 May 2030"


def test_event_card_shows_its_host_while_that_is_listed():
    host, hidden = ListedMemberFactory(**PLACES[0]), MemberFactory(**PLACES[1])
    assert card_of(EventFactory(host_member=host)).picture.mark == (127.0, 37.3)
    assert card_of(EventFactory(host_member=hidden)).picture is None


@pytest.mark.parametrize(("factory", "page"), [(ArticleFactory, "news"), (EventFactory, "events")])
def test_card_is_there_while_its_story_is_public(client, factory, page):
    factory(slug="public")
    response = client.get(f"/ko/{page}/public/card.png")
    assert response.headers["Content-Type"] == "image/png"
    for state in HIDDEN.values():
        hidden = factory(**state)
        assert client.get(f"/en/{page}/{hidden.slug}/card.png").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_card_queries_do_not_grow(client, count, django_assert_num_queries):
    event = EventFactory(slug="congress", host_member=ListedMemberFactory())
    event.members.set(ListedMemberFactory.create_batch(count))
    event.themes.set(ThemeFactory.create_batch(count))
    with django_assert_num_queries(6):
        client.get("/en/events/congress/card.png")


def test_queries_bring_what_cards_need(django_assert_num_queries):
    EventFactory().members.add(ListedMemberFactory())
    event = Event.objects.public().with_links().get()
    with django_assert_num_queries(2):
        event_card(event)


@pytest.mark.parametrize(
    ("language", "state", "above"),
    [
        ("en", "cancelled", ["Cancelled", "Event", "Wednesday 1 May 2030"]),
        ("ja", "moved", ["日程変更", "イベント", "2030年5月1日（水）"]),
        ("zh-hant", "postponed", ["延期", "活動"]),
    ],
)
def test_event_card_says_first_what_became_of_it(language, state, above):
    event = EventFactory(state=state)
    with translation.override(language):
        card = card_of(event)
    assert values(card.above) == above
    assert card.is_covered
