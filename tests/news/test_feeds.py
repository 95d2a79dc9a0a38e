from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.http import http_date

from editorial.languages import LANGUAGES, own_text
from news.models import Article
from tests.factories.members import LONG_AGO, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory, make_portal
from tests.news.cast import hidden_stories, in_each_combination

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def titles(root) -> list[str]:
    return [title.text for title in root.iterfind(f"{ATOM}entry/{ATOM}title")]


def feed(client, language="en", part=""):
    response = client.get(f"/{language}/news/feed/{part}")
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


@pytest.mark.parametrize(
    ("language", "name"), [("ko", "이클레이 동아시아"), ("ja", "イクレイ東アジア")]
)
def test_feed_is_by_the_portal_under_its_name_in_that_language(client, language, name):
    make_portal(name_ko="이클레이 동아시아", name_ja="イクレイ東アジア")
    ArticleFactory()
    assert feed(client, language).find(f"{ATOM}author/{ATOM}name").text == name


def test_feed_entry_names_its_author_in_its_own_language(client):
    office = SecretariatFactory(name_en="Korea Office", name_ko="한국사무소", name_ja="韓国事務所")
    ArticleFactory(title_ko="상", title_ja="賞", secretariat=office)
    assert feed(client, "ja").find(f"{ATOM}entry/{ATOM}author/{ATOM}name").text == "韓国事務所"


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
    assert titles(feed(client)) == ["Public"]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_feed_holds_what_exists_in_its_language_alone(client, language):
    stories = in_each_combination(ArticleFactory)
    theme, area = ThemeFactory(slug="resilient"), AreaFactory(code="MN")
    for article in stories:
        article.themes.add(theme)
        article.areas.add(area)
    wanted = {own_text(article, "title", language) for article in stories} - {""}
    for part in ("", "themes/resilient/", "areas/MN/"):
        root = feed(client, language.code, part)
        assert set(titles(root)) == wanted
        tags = {entry.get(LANG) for entry in root.iterfind(f"{ATOM}entry")}
        assert tags == {language.tag}


def test_article_that_is_translated_enters_the_feed_of_that_language_as_new(client):
    article = ArticleFactory(title_en="A prize")
    Article.objects.filter(pk=article.pk).update(updated_at=LONG_AGO)
    assert titles(feed(client, "ko")) == []
    began = timezone.now()
    article.title_ko = "상"
    article.save()
    entry = feed(client, "ko").find(f"{ATOM}entry")
    assert datetime.fromisoformat(entry.find(f"{ATOM}updated").text) >= began.replace(microsecond=0)


@pytest.mark.parametrize("count", [1, 3])
def test_feed_queries_do_not_grow(client, count, django_assert_num_queries):
    ArticleFactory.create_batch(count)
    for article in Article.objects.all():
        article.themes.add(ThemeFactory())
    with django_assert_num_queries(3):
        feed(client)


def test_feed_of_an_area_has_what_is_about_it(client, settings):
    ArticleFactory(title_en="Elsewhere")
    ArticleFactory(title_en="There").areas.add(AreaFactory(code="MN", name_en="Mongolia"))
    root = feed(client, part="areas/MN/")
    assert titles(root) == ["There"]
    assert root.find(f"{ATOM}title").text == "News of ICLEI East Asia: Mongolia"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": f"{settings.SITE_URL}/en/news/feed/areas/MN/",
        "alternate": f"{settings.SITE_URL}/en/news/?area=MN",
    }


def test_feed_of_a_theme_has_what_is_about_it(client):
    theme = ThemeFactory(slug="resilient", name_en="Resilient City", name_ja="しなやかな都市")
    ArticleFactory(title_ja="別の記事")
    ArticleFactory(title_ja="堤防").themes.add(theme)
    root = feed(client, "ja", part="themes/resilient/")
    assert titles(root) == ["堤防"]
    assert root.find(f"{ATOM}title").text.endswith("しなやかな都市")
    category = root.find(f"{ATOM}entry/{ATOM}category")
    assert (category.get("term"), category.get("label")) == ("resilient", "しなやかな都市")


@pytest.mark.parametrize("part", ["areas/MN/", "themes/resilient/"])
def test_narrowed_feed_hides_what_is_not_public(client, part):
    theme, area = ThemeFactory(slug="resilient"), AreaFactory(code="MN")
    for article in hidden_stories(ArticleFactory):
        article.themes.add(theme)
        article.areas.add(area)
    assert titles(feed(client, part=part)) == []


@pytest.mark.parametrize("part", ["areas/XX/", "areas/xx/", "themes/none/", "areas/%00/", "x/"])
def test_feed_of_what_is_unknown_is_not_there(client, part):
    AreaFactory(code="MN")
    assert client.get(f"/en/news/feed/{part}").status_code == 404


def test_each_feed_has_an_id_of_its_own_that_outlives_its_address(client, settings):
    AreaFactory(code="MN")
    ThemeFactory(slug="resilient")
    ids = [
        feed(client, language, part).find(f"{ATOM}id").text
        for language in ("en", "zh-hant")
        for part in ("", "areas/MN/", "themes/resilient/")
    ]
    assert len(set(ids)) == 6
    assert ids[0] == f"tag:{settings.SITE.hostname},2026:news/feed/en"


def test_feed_is_not_sent_to_who_has_it(client):
    article = ArticleFactory()
    headers = client.get("/en/news/feed/").headers
    for name, value in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")):
        again = client.get("/en/news/feed/", headers={name: headers[value]})
        assert (again.status_code, again.content) == (304, b"")
    article.title_en = "Corrected"
    article.save()
    changed = client.get("/en/news/feed/", headers={"if-none-match": headers["ETag"]})
    assert changed.status_code == 200


def test_feed_without_news_stays_the_same(client):
    assert client.get("/en/news/feed/").content == client.get("/en/news/feed/").content


def test_article_that_waited_for_its_moment_changed_when_it_came(client):
    moment = timezone.now() - timedelta(minutes=5)
    article = ArticleFactory(publish_at=moment)
    Article.objects.filter(pk=article.pk).update(updated_at=moment - timedelta(days=30))
    response = client.get("/en/news/feed/")
    updated = ElementTree.fromstring(response.content).find(f"{ATOM}entry/{ATOM}updated").text
    assert datetime.fromisoformat(updated) == moment
    assert response.headers["Last-Modified"] == http_date(moment.timestamp())


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("themes/resilient/", "themes/resilient/"),
        ("secretariats/seoul/", "areas/MN/"),
        ("news/?theme=resilient", "themes/resilient/"),
        ("news/?area=MN", "areas/MN/"),
    ],
)
def test_page_leads_to_the_feed_of_what_it_is_about(client, page, part):
    theme, area = ThemeFactory(slug="resilient"), AreaFactory(code="MN")
    office = SecretariatFactory(slug="seoul")
    office.areas.add(area)
    article = ArticleFactory(secretariat=office)
    article.themes.add(theme)
    article.areas.add(area)
    content = client.get(f"/ko/{page}").text
    assert content.count(f'href="/ko/news/feed/{part}"') == 2
