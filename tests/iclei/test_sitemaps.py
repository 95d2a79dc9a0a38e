import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from editorial.languages import BY_CODE
from editorial.public import sitemaps
from editorial.public.sitemaps import SitemapPage, part_xml
from news.models import Article
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import SecretariatFactory
from tests.news.cast import hidden_stories

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
TAGS = ["en", "zh-Hant", "ko", "ja", "zh-Hans", "x-default"]


@pytest.fixture
def parts(client, settings):
    """The paths of all parts when called, with the last change that the index gives."""

    def read() -> dict[str, str | None]:
        root = xml(client, "/sitemap.xml")
        assert root.tag == f"{SITEMAP}sitemapindex"
        return {
            path_of(entry, settings): entry.findtext(f"{SITEMAP}lastmod")
            for entry in root.findall(f"{SITEMAP}sitemap")
        }

    return read


@pytest.fixture
def pages(client, settings, parts):
    """All parts when called: for each path its entry."""

    def read() -> dict[str, ElementTree.Element]:
        entries = [entry for part in parts() for entry in xml(client, part)]
        found = {path_of(entry, settings): entry for entry in entries}
        assert len(found) == len(entries)
        return found

    return read


def xml(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content)


def path_of(entry, settings) -> str:
    return entry.findtext(f"{SITEMAP}loc").removeprefix(settings.SITE_URL)


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


def test_sitemap_says_when_a_page_changed(pages, parts):
    article = ArticleFactory(slug="prize")
    changed = pages()["/en/news/prize/"].findtext(f"{SITEMAP}lastmod")
    assert datetime.fromisoformat(changed) == article.updated_at.replace(microsecond=0)
    assert parts()["/sitemap-news-en.xml"] == changed
    assert pages()["/en/news/"].findtext(f"{SITEMAP}lastmod") == changed


def test_page_that_waited_for_its_moment_changed_when_it_came(pages):
    moment = timezone.now().replace(microsecond=0) - timedelta(minutes=5)
    article = ArticleFactory(slug="prize", publish_at=moment)
    Article.objects.filter(pk=article.pk).update(updated_at=moment - timedelta(days=30))
    changed = pages()["/en/news/prize/"].findtext(f"{SITEMAP}lastmod")
    assert datetime.fromisoformat(changed) == moment


def test_sitemap_follows_the_protocol(client):
    ListedMemberFactory()
    names = {"loc", "lastmod"}
    for address, entry in (("/sitemap.xml", "sitemap"), ("/sitemap-members-en.xml", "url")):
        for element in xml(client, address):
            assert element.tag == SITEMAP + entry
            children = [child.tag for child in element if child.tag != LINK]
            assert children[0] == f"{SITEMAP}loc"
            assert {tag.removeprefix(SITEMAP) for tag in children} <= names


def test_long_sitemap_is_cut_into_parts(parts, client, settings, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_PAGES", 2)
    first, second, third = (ArticleFactory(publish_at=f"202{n}-01-01T00:00Z") for n in range(3))
    found = [part for part in parts() if part.startswith("/sitemap-news-ko")]
    assert found == ["/sitemap-news-ko.xml", "/sitemap-news-ko-2.xml"]
    paths = [[path_of(entry, settings) for entry in xml(client, part)] for part in found]
    assert paths == [
        ["/ko/news/", f"/ko/news/{first.slug}/", f"/ko/news/{second.slug}/"],
        [f"/ko/news/{third.slug}/"],
    ]


def test_parts_stay_within_the_protocol():
    longest = "x" * 80
    page = SitemapPage(f"/en/secretariats/{longest}/", timezone.now())
    entry = part_xml([page], BY_CODE["zh-hant"]).encode()
    assert sitemaps.MOST_PAGES < 50_000
    assert sitemaps.MOST_PAGES * len(entry) < 50_000_000


@pytest.mark.parametrize(
    "name",
    ["news-ko-2", "news-ko-1", "news-ko-0", "news-fr", "news", "pages-en-2", "gossip-en", "-en"],
)
def test_part_that_the_index_does_not_list_is_not_there(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_sitemap_is_not_sent_to_who_has_it(client):
    tag = client.get("/sitemap-news-en.xml").headers["ETag"]
    again = client.get("/sitemap-news-en.xml", headers={"if-none-match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "factory", "text"),
    [
        ("members/suwon/", ListedMemberFactory, "profile"),
        ("themes/suwon/", ThemeFactory, "tagline"),
        ("secretariats/suwon/", SecretariatFactory, "introduction"),
        ("news/suwon/", ArticleFactory, "body"),
        ("events/suwon/", EventFactory, "body"),
    ],
)
def test_page_and_sitemap_agree_on_its_versions(client, pages, address, factory, text):
    factory(slug="suwon", **{f"{text}_en": "<p>Text</p>", f"{text}_ja": "<p>文</p>"})
    content = client.get(f"/en/{address}").text
    found = re.findall(r'rel="alternate" hreflang="(.+?)" href="(.+?)"', content)
    assert dict(found) == links(pages()[f"/en/{address}"])
    assert [tag for tag, url in found] == ["en", "ja", "x-default"]


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
    with django_assert_num_queries(6):
        client.get("/sitemap.xml")
    for kind in ("members", "themes", "secretariats", "news", "events"):
        with django_assert_num_queries(3):
            client.get(f"/sitemap-{kind}-en.xml")
