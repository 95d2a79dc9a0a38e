from datetime import datetime
from xml.etree import ElementTree

import pytest

from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import SecretariatFactory
from tests.news.cast import hidden_stories

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
TAGS = ["en", "zh-Hant", "ko", "ja", "zh-Hans", "x-default"]


@pytest.fixture
def pages(client, settings):
    """The sitemap when called: for each path its entry."""

    def read() -> dict[str, ElementTree.Element]:
        response = client.get("/sitemap.xml")
        assert response.status_code == 200
        entries = ElementTree.fromstring(response.content).findall(f"{SITEMAP}url")
        return {
            entry.find(f"{SITEMAP}loc").text.removeprefix(settings.SITE_URL): entry
            for entry in entries
        }

    return read


def links(entry) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in entry.findall(LINK)}


def test_sitemap_lists_every_kind_of_page_in_each_language(pages):
    office = SecretariatFactory(slug="seoul")
    ListedMemberFactory(slug="suwon", secretariat=office)
    ThemeFactory(slug="resilient")
    ArticleFactory(slug="prize", secretariat=office)
    EventFactory(slug="congress", secretariat=office)
    found = pages()
    for language in ("en", "zh-hant", "ko", "ja", "zh-hans"):
        for path in (
            "",
            "contact/",
            "members/",
            "members/suwon/",
            "themes/resilient/",
            "secretariats/seoul/",
            "news/prize/",
            "events/congress/",
        ):
            assert f"/{language}/{path}" in found


def test_sitemap_links_all_versions_with_each_other(pages, settings):
    ArticleFactory(slug="prize")
    entry = links(pages()["/ko/news/prize/"])
    assert list(entry) == TAGS
    assert entry["zh-Hant"] == f"{settings.SITE_URL}/zh-hant/news/prize/"
    assert entry["x-default"] == f"{settings.SITE_URL}/en/news/prize/"


def test_sitemap_leaves_the_language_of_the_home_page_to_the_browser(pages, settings):
    assert links(pages()["/ko/"])["x-default"] == f"{settings.SITE_URL}/"


def test_sitemap_sends_everybody_else_to_a_version_that_exists(pages, settings):
    ArticleFactory(slug="prize", source_language="ko", title_ko="상", body_ko="<p>글</p>")
    entry = links(pages()["/ko/news/prize/"])
    assert entry["x-default"] == f"{settings.SITE_URL}/ko/news/prize/"


def test_sitemap_leaves_out_versions_that_fall_back(pages):
    ArticleFactory(slug="prize", body_en="<p>Text</p>", body_ko="<p>글</p>")
    found = pages()
    assert list(links(found["/en/news/prize/"])) == ["en", "ko", "x-default"]
    assert "/ja/news/prize/" not in found


def test_sitemap_says_when_a_page_changed(pages):
    article = ArticleFactory(slug="prize")
    changed = pages()["/en/news/prize/"].find(f"{SITEMAP}lastmod").text
    assert datetime.fromisoformat(changed) == article.updated_at


def test_sitemap_hides_what_is_not_public(pages):
    hidden = [*hidden_stories(ArticleFactory), *hidden_stories(EventFactory), MemberFactory()]
    hidden.append(SecretariatFactory(slug="closed-office", closed=2015))
    paths = " ".join(pages())
    assert [thing.slug for thing in hidden if f"/{thing.slug}/" in paths] == []


def test_sitemap_leads_only_to_pages_that_answer(pages, client):
    office = SecretariatFactory()
    ListedMemberFactory(secretariat=office)
    ArticleFactory(secretariat=office)
    EventFactory(secretariat=office)
    ThemeFactory()
    answers = {path: client.get(path).status_code for path in pages() if path.startswith("/en/")}
    assert {path for path, status in answers.items() if status != 200} == set()


@pytest.mark.parametrize("count", [1, 3])
def test_sitemap_queries_do_not_grow(client, count, django_assert_num_queries):
    office = SecretariatFactory()
    ListedMemberFactory.create_batch(count, secretariat=office)
    ThemeFactory.create_batch(count)
    ArticleFactory.create_batch(count, secretariat=office)
    EventFactory.create_batch(count, secretariat=office)
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")
