"""A correction stands on the page with its day, and moves the feed; smaller changes do not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from secretariats.models import Posting
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

BEFORE = datetime(2026, 3, 1, tzinfo=UTC)


def updated(code="en"):
    feed = Client().get(f"/{code}/news/feed/").text
    return re.findall(r"<updated>([^<]+)</updated>", feed.partition("<entry")[2])[0]


@pytest.fixture
def article():
    return ArticleFactory(title_en="Call", title_ko="공모", publish_at=BEFORE)


def test_correction_stands_on_the_page_with_its_day_in_five_languages(article):
    article.correction_en = "The deadline is 5 May, not 4 May."
    article.correction_ko = "마감일은 5월 5일입니다."
    article.save()
    for code in ("en", "zh-hant", "ko", "ja", "zh-hans"):
        page = Client().get(f"/{code}/news/{article.slug}/").text
        told = "마감일은 5월 5일입니다." if code == "ko" else "The deadline is 5 May"
        assert told in page
    assert re.search(r"Corrected on \d", Client().get(f"/en/news/{article.slug}/").text)


def test_event_is_corrected_too():
    event = EventFactory(correction_en="It begins at ten.")
    assert "It begins at ten." in Client().get(f"/en/events/{event.slug}/").text


def test_feed_moves_for_a_correction_and_for_nothing_smaller(article):
    first = updated()
    article.title_en = "Call, with a comma"
    article.body_en = "<p>Another word.</p>"
    article.save()
    assert updated() == first
    article.correction_en = "The deadline is 5 May."
    article.save()
    assert updated() > first
    assert updated("ko") > first


def test_entry_is_new_in_a_language_that_comes_later(article):
    article.title_ja = "募集"
    article.save()
    assert updated("ja") > updated("en")


def test_day_of_a_correction_moves_with_its_words_alone(article):
    article.correction_en = "Wrong day."
    article.save()
    long_ago = timezone.now() - timedelta(days=30)
    type(article).objects.update(corrected_at=long_ago)
    article.refresh_from_db()
    article.correction_ja = "日付の誤り。"
    article.title_en = "Other"
    article.save()
    assert article.corrected_at == long_ago
    article.correction_en = "Wrong day and place."
    article.save()
    assert article.corrected_at > long_ago
    for name in ("correction_en", "correction_ja"):
        setattr(article, name, "")
    article.save()
    assert article.corrected_at is None


def test_correction_is_asked_for_once_readers_may_have_seen_it(client_of, article):
    user = PostingFactory(secretariat=article.secretariat, role=Posting.Role.PUBLISHER).user
    draft = ArticleFactory(secretariat=article.secretariat, status="draft")
    client, field = client_of(user), 'name="correction_en"'
    assert field in client.get(f"/admin/news/article/{article.pk}/change/").text
    assert field not in client.get(f"/admin/news/article/{draft.pk}/change/").text
    assert field not in client.get("/admin/news/article/add/").text
