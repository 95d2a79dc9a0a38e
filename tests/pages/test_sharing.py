"""What pages say of themselves where they are shared (Open Graph)."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = pytest.mark.django_db

PAGES = [
    ("", ""),
    ("members/", ""),
    ("search/", ""),
    ("privacy/", ""),
    ("members/suwon/", "members/suwon/"),
    ("themes/resilient/", "themes/resilient/"),
    ("secretariats/seoul/", "secretariats/seoul/"),
    ("news/prize/", "news/prize/"),
    ("events/congress/", "events/congress/"),
]


class Head(HTMLParser):
    """The meta elements of a page, by their property or name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("property") or given.get("name")
        if tag == "meta" and name:
            self.found.setdefault(name, []).append(given["content"])

    def __getitem__(self, name: str) -> str:
        (content,) = self.found[name]
        return content


@pytest.fixture
def network():
    office = SecretariatFactory(slug="seoul", name_en="East Asia Secretariat")
    ListedMemberFactory(slug="suwon", name_en="Suwon", secretariat=office)
    ThemeFactory(slug="resilient", name_en="Resilient City")
    ArticleFactory(slug="prize", title_en='A "prize" & more', secretariat=office)
    EventFactory(slug="congress", title_en="Congress", secretariat=office)


@pytest.mark.parametrize(("page", "card"), PAGES)
def test_page_has_all_that_networks_ask_for(client, network, settings, page, card):
    head = Head(client.get(f"/ko/{page}").text)
    assert head["og:url"] == f"{settings.SITE_URL}/ko/{page}"
    assert head["og:image"] == f"{settings.SITE_URL}/ko/{card}card.png"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["og:image:alt"].startswith(head["og:title"])
    assert head["og:description"] == head["description"]
    assert head["og:locale"] == "ko_KR"
    assert head["twitter:card"] == "summary_large_image"
    assert client.get(f"/ko/{card}card.png").status_code == 200


def test_title_is_said_without_the_name_of_the_site(client, network):
    page = client.get("/en/news/prize/").text
    assert Head(page)["og:title"] == 'A "prize" & more'
    assert "<title>A &quot;prize&quot; &amp; more – ICLEI East Asia</title>" in page


def test_article_says_when_it_was_published(client):
    ArticleFactory(slug="prize", publish_at=datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    head = Head(client.get("/en/news/prize/").text)
    assert head["og:type"] == "article"
    assert head["article:published_time"] == "2026-11-24T09:30:00+09:00"
    assert head["article:modified_time"]


def test_page_names_the_locales_of_its_versions(client):
    ArticleFactory(slug="prize", body_en="<p>Text</p>", body_ko="<p>글</p>")
    for page, locales in (
        ("/en/news/", ["zh_TW", "ko_KR", "ja_JP", "zh_CN"]),
        ("/en/news/prize/", ["ko_KR"]),
    ):
        assert Head(client.get(page).text).found["og:locale:alternate"] == locales


def test_page_that_falls_back_is_no_version_of_the_others(client):
    ArticleFactory(slug="prize", body_en="<p>Text</p>", body_ko="<p>글</p>")
    assert "og:locale:alternate" not in Head(client.get("/ja/news/prize/").text).found


def test_preview_has_no_card_since_its_address_is_closed(admin_client):
    article = ArticleFactory(status="draft")
    page = admin_client.get(f"/admin/news/article/{article.pk}/preview/en/").text
    assert "card.png" not in page
    assert "NewsArticle" not in page
