"""What stands out until a moment: the head of the news, and the banner on every page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from secretariats.models import Portal
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
PAGES = ("", "news/", "members/", "secretariats/", "search/?q=x", "privacy/", "nowhere/")


@pytest.fixture(autouse=True)
def portal():
    words = dict.fromkeys(
        ("name_en", "region_name_en", "headline_en", "description_en", "seat_en", "footer_en"), "X"
    )
    return Portal.objects.first() or Portal.objects.create(**words)


def now():
    return timezone.now()


def urgent(**values):
    own = {"title_en": "Offices are closed", "urgent_until": now() + DAY}
    return ArticleFactory(**own | values)


def banner(path="", code="en"):
    page = Client().get(f"/{code}/{path}").text
    return page.partition('class="urgent"')[2].partition("</aside>")[0]


@pytest.mark.parametrize("path", PAGES)
def test_urgent_article_stands_at_the_top_of_every_page(path):
    article = urgent()
    assert "Offices are closed" in banner(path)
    assert f"/en/news/{article.slug}/" in banner(path)


def test_banner_speaks_the_readers_language_or_that_of_the_source():
    urgent(title_ko="사무소 휴무")
    assert "사무소 휴무" in banner(code="ko")
    assert 'lang="en"' in banner(code="ja")


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft"},
        {"status": "approved"},
        {"publish_at": now() + DAY},
        {"urgent_until": now() - DAY},
        {"urgent_until": None},
        {"unpublish_at": now() - timedelta(hours=1), "publish_at": now() - DAY},
    ],
)
def test_banner_tells_nothing_that_is_not_public(state):
    urgent(**state)
    assert banner() == ""


def test_banner_goes_with_its_article():
    article = urgent()
    article.status = "withdrawn"
    article.save()
    assert banner() == ""
    article.status = "published"
    article.save()
    assert banner() != ""
    article.delete()
    assert banner() == ""


def test_banner_follows_the_title_and_ends_when_it_is_taken_off():
    article = urgent()
    article.title_en = "Offices are open again"
    article.save()
    assert "open again" in banner()
    article.urgent_until = None
    article.save()
    assert banner() == ""


def test_latest_of_two_stands_there_alone():
    urgent(title_en="Older", publish_at=now() - DAY)
    urgent(title_en="Newer", publish_at=now() - timedelta(hours=1))
    urgent(title_en="To come", publish_at=now() + timedelta(hours=1))
    assert "Newer" in banner() and "Older" not in banner() and "To come" not in banner()


def test_banner_costs_no_query(django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as without:
        Client().get("/en/privacy/")
    urgent()
    with django_assert_num_queries(len(without)):
        Client().get("/en/privacy/")


def test_pinned_article_stands_at_the_head_until_its_moment():
    ArticleFactory(title_en="Newest")
    pinned = ArticleFactory(title_en="Rules", publish_at=now() - 90 * DAY, pinned_until=now() + DAY)
    head = Client().get("/en/news/").text.partition("news-pinned")[2].partition("</section>")[0]
    assert "Rules" in head and "Newest" not in head
    assert "news-pinned" not in Client().get("/en/news/?kind=news").text
    pinned.pinned_until = now() - DAY
    pinned.save()
    assert "news-pinned" not in Client().get("/en/news/").text


def test_pinned_draft_stands_nowhere():
    ArticleFactory(title_en="Draft", status="draft", pinned_until=now() + DAY)
    assert "Draft" not in Client().get("/en/news/").text
