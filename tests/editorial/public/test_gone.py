"""What is left of a page that was withdrawn; of one that nobody has seen, nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def status_of(article):
    return Client().get(f"/en/news/{article.slug}/").status_code


def test_what_has_ended_at_its_moment_is_gone():
    now = timezone.now()
    article = ArticleFactory(publish_at=now - 2 * DAY)
    article.past.update(history_date=now - 2 * DAY)
    article.unpublish_at = now - DAY
    article.save()
    page = Client().get(f"/en/news/{article.slug}/")
    assert page.status_code == 410
    assert "This page was withdrawn on" in page.text


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft"},
        {"status": "review"},
        {"status": "approved"},
        {"publish_at": timezone.now() + DAY},
        {"status": "withdrawn"},
        {"status": "withdrawn", "publish_at": None},
    ],
)
def test_what_readers_have_never_seen_is_not_found(state):
    assert status_of(ArticleFactory(title_en="Never seen", **state)) == 404


def test_page_that_is_gone_shows_no_text_but_its_title_and_the_sentence():
    article = ArticleFactory(title_en="Open call", summary_en="Secret sum", body_en="Secret body")
    article.status, article.withdrawal_note_en = "withdrawn", "Moved to spring."
    article.save()
    page = Client().get(f"/ja/news/{article.slug}/").text
    assert "Open call" in page and "Moved to spring." in page
    assert "Secret" not in page
    assert "noindex" in page
