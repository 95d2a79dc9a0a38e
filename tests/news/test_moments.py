"""What is published at a moment is public from that second on, on every surface alike.

The moments lie where clocks are awkward: at the ends of summer time, of a year, of February, and at
the two ends of the world's day; they are chosen by the clock of an editor there.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from editorial.records.local_times import local_moment
from news.models import Article
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

#: By the zone of an editor, what they write: the day and the hour.
MOMENTS = {
    "Asia/Seoul": ["2027-01-01 00:00", "2028-02-29 09:00"],
    "Europe/Berlin": ["2027-03-28 03:00", "2027-10-31 02:30"],
    "America/New_York": ["2027-03-14 03:00", "2027-11-07 01:30"],
    "Pacific/Kiritimati": ["2027-12-31 23:59"],
    "Pacific/Pago_Pago": ["2027-12-31 23:59"],
}
CASES = [(zone, wall) for zone, walls in MOMENTS.items() for wall in walls]
SECONDS = (-1, 0, 1)


def moment_of(zone, wall):
    written = datetime.fromisoformat(wall)
    found = local_moment(written.date(), written.time(), ZoneInfo(zone))
    assert found is not None
    return found.astimezone(UTC)


def seen_on(article) -> dict[str, bool]:
    """On which surfaces readers meet it."""
    client = Client()
    return {
        "gate": Article.objects.public().filter(pk=article.pk).exists(),
        "record": article.is_public(),
        "page": client.get(f"/en/news/{article.slug}/").status_code == 200,
        "list": article.slug in client.get("/en/news/").text,
        "feed": article.slug in client.get("/en/news/feed/").text,
        "sitemap": article.slug in client.get("/sitemap-news-en.xml").text,
        "search": article.slug in client.get("/en/search/?q=Midnight").text,
    }


@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize(("zone", "wall"), CASES)
def test_every_surface_changes_in_the_same_second(monkeypatch, zone, wall, seconds):
    begins = moment_of(zone, wall)
    article = ArticleFactory(
        slug="midnight", title_en="Midnight", body_en="<p>Words.</p>", publish_at=begins
    )
    monkeypatch.setattr(timezone, "now", lambda: begins + timedelta(seconds=seconds))
    assert {*seen_on(article).values()} == {seconds >= 0}


@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize(("zone", "wall"), CASES[::3])
def test_every_surface_ends_in_the_same_second(monkeypatch, zone, wall, seconds):
    ends = moment_of(zone, wall)
    article = ArticleFactory(
        slug="midnight", title_en="Midnight", body_en="<p>Words.</p>", unpublish_at=ends
    )
    monkeypatch.setattr(timezone, "now", lambda: ends + timedelta(seconds=seconds))
    assert {*seen_on(article).values()} == {seconds < 0}
