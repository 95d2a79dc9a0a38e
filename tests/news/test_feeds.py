from xml.etree import ElementTree

import pytest

from news.models import Article
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import SecretariatFactory
from tests.news.cast import hidden_stories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, language="en"):
    response = client.get(f"/{language}/news/feed/")
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def test_feed_is_atom_with_what_the_standard_requires(client):
    ArticleFactory()
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    for parent in (root, root.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated", "author"):
            assert parent.find(ATOM + name) is not None


def test_feed_says_its_language(client):
    assert feed(client, "zh-hant").get(LANG) == "zh-Hant"


def test_feed_names_its_own_address_in_its_language(client, settings):
    links = {link.get("rel"): link.get("href") for link in feed(client, "ko").iter(f"{ATOM}link")}
    assert links["self"] == f"{settings.SITE_URL}/ko/news/feed/"
    assert links["alternate"] == f"{settings.SITE_URL}/ko/news/"


def test_feed_entry_says_the_language_it_is_in(client):
    ArticleFactory(title_en="A prize", title_ko="상", summary_en="Only English")
    entry = feed(client, "ko").find(f"{ATOM}entry")
    assert entry.get(LANG) == "ko"
    assert entry.find(f"{ATOM}summary").get(LANG) == "en"


def test_feed_entry_names_its_author_in_its_own_language(client):
    office = SecretariatFactory(name_en="Korea Office", name_ko="한국사무소", name_ja="韓国事務所")
    ArticleFactory(source_language="ko", title_en="", title_ko="상", secretariat=office)
    assert feed(client, "ja").find(f"{ATOM}entry/{ATOM}author/{ATOM}name").text == "한국사무소"


def test_feed_entry_keeps_its_id_when_its_address_changes(client):
    article = ArticleFactory(slug="first")
    before = feed(client).find(f"{ATOM}entry/{ATOM}id").text
    article.slug = "second"
    article.save()
    assert feed(client).find(f"{ATOM}entry/{ATOM}id").text == before


def test_feed_carries_cleaned_text(client):
    article = ArticleFactory()
    Article.objects.filter(pk=article.pk).update(body_en="<p>Good</p><script>bad()</script>")
    assert feed(client).find(f"{ATOM}entry/{ATOM}content").text == "<p>Good</p>"


def test_feed_stands_control_characters(client):
    ArticleFactory(title_en="Bell \x07 rung", summary_en="\x0b", body_en="<p>\x1f</p>")
    assert feed(client).find(f"{ATOM}entry/{ATOM}title").text == "Bell  rung"


def test_feed_hides_what_is_not_public(client):
    hidden_stories(ArticleFactory)
    ArticleFactory(title_en="Public")
    titles = [title.text for title in feed(client).iterfind(f"{ATOM}entry/{ATOM}title")]
    assert titles == ["Public"]


@pytest.mark.parametrize("count", [1, 3])
def test_feed_queries_do_not_grow(client, count, django_assert_num_queries):
    ArticleFactory.create_batch(count)
    with django_assert_num_queries(1):
        feed(client)
