"""Feeds speak to their readers: of what changed for them, and of the language that they meet."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from news.models import Article
from tests.factories.members import ThemeFactory
from tests.factories.news import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ATOM = "{http://www.w3.org/2005/Atom}"
LONG_AGO = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def article():
    """An article that was written, and published, some time ago."""
    made = ArticleFactory(
        title_en="Talks",
        title_ja="協議",
        summary_en="",
        body_en="<p>Water</p>",
        publish_at=LONG_AGO,
    )
    Article.objects.update(updated_at=LONG_AGO)
    return Article.objects.get(pk=made.pk)


def updated(client, language="en") -> list[datetime]:
    """When the feed, and its first entry, changed."""
    root = ElementTree.fromstring(client.get(f"/{language}/news/feed/").content)
    found = (root.find(f"{path}{ATOM}updated").text for path in ("", f"{ATOM}entry/"))
    return [datetime.fromisoformat(text) for text in found]


def save(article, **values):
    for name, value in values.items():
        setattr(article, name, value)
    article.save()


@pytest.mark.parametrize(
    "values",
    [
        {"picture_credit": "City of Suwon"},
        {"picture_alt_en": "A stone wall"},
        {"source_url": "https://suwon.example"},
        {"kind": "announcement"},
        {"summary_ko": "물"},  # of which the English feed shows nothing
        {"search_text": "words that are made"},
        # A change that is no correction is none in substance.
        *({"title_en": "More talks"}, {"body_en": "<p>Wind</p>"}, {"slug": "talks-2"}),
    ],
    ids=lambda values: next(iter(values)),
)
def test_what_is_no_correction_moves_nothing(client, article, values):
    save(article, **values)
    assert updated(client) == [LONG_AGO, LONG_AGO]
    save(article, **values)
    assert updated(client) == [LONG_AGO, LONG_AGO]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_correction_moves_it_in_each_feed_that_shows_it(client, article, language):
    save(article, correction_en="The wall is of brick.")
    moved = updated(client, language)
    assert moved[0] == moved[1] > timezone.now() - timedelta(minutes=1)
    save(article, picture_credit="City of Suwon", title_en="More talks")
    assert updated(client, language) == moved


def test_title_in_another_language_moves_nothing(client, article):
    save(article, title_en="More talks")
    assert updated(client, "ja") == [LONG_AGO, LONG_AGO]


def test_translation_moves_the_entry_of_its_language_alone(client, article):
    save(article, title_ko="회담")
    assert updated(client, "ko")[1] > LONG_AGO
    assert updated(client, "ja")[1] == LONG_AGO


def test_chosen_fields_are_heeded_too(client, article):
    article.correction_en = "The wall is of brick."
    article.save(update_fields=["correction_en"])
    assert updated(client)[1] > LONG_AGO


def test_who_asks_by_the_moment_is_sent_what_else_has_changed(client, article):
    known = client.get("/en/news/feed/").headers["Last-Modified"]
    article.themes.add(ThemeFactory())
    again = client.get("/en/news/feed/", headers={"if-modified-since": known})
    assert again.status_code == 200


def element(client, language: str, name: str):
    root = ElementTree.fromstring(client.get(f"/{language}/news/feed/").content)
    return root.find(f"{ATOM}entry/{ATOM}{name}")


@pytest.mark.parametrize(
    ("texts", "name", "html"),
    [
        ({"body_ko": "<p>물</p>"}, "content", "<p>물</p>"),
        ({"summary_ko": "물 & 바람"}, "summary", "물 &amp; 바람"),
    ],
    ids=["text", "summary"],
)
def test_text_in_another_language_tells_so_as_its_page_does(client, texts, name, html):
    titles = {"title_en": "", "title_ko": "회담", "title_ja": "協議"}
    ArticleFactory(source_language="ko", summary_en="", body_en="", **titles, **texts)
    found = element(client, "ja", name).text
    note, _, rest = found.partition("\n")
    assert note.startswith('<p lang="ja">') and "韓国語" in note
    assert rest == html
    assert element(client, "ko", name) is None or "<p lang" not in element(client, "ko", name).text


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_each_element_tells_a_note_once(client, language):
    names = [f"{name}_{language.replace('-', '_')}" for name in ("title", "summary", "body")]
    texts = dict(zip(names, ("會談", "水", "<p>水</p>"), strict=True))
    article = ArticleFactory(title_en="Talks", **texts)
    Article.objects.filter(pk=article.pk).update(converted=names)
    for name in ("summary", "content"):
        assert element(client, language, name).text.count("<p lang=") == 1
