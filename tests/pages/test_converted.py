"""What readers are told of texts that were converted from the other Chinese script."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from editorial.languages import fallback_label, text_in
from tests.factories.members import ListedMemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory

pytestmark = pytest.mark.django_db

#: What is made, which of its texts are converted, and the pages that show them.
MEMBER = (ListedMemberFactory, ("name", "summary", "profile"), ("members/suwon/", "members/"))
LEADER = (ListedMemberFactory, ("leader_name", "leader_title"), ("members/suwon/",))
ARTICLE = (ArticleFactory, ("title", "summary", "body"), ("news/suwon/", "news/", ""))
TITLED = partial(ArticleFactory, title_zh_hant="水原的獎項")
SUMMARY = (TITLED, ("summary",), ("news/suwon/", "news/"))
EVENT = (EventFactory, ("title", "summary", "body"), ("events/suwon/", "events/"))


def convert(obj, names: tuple[str, ...], to: str = "zh_hant"):
    """What a conversion does to the texts in ``names``."""
    obj.freshly_converted = frozenset(f"{name}_{to}" for name in names)
    for name in names:
        setattr(obj, f"{name}_{to}", f"{name} 水原")
    obj.save()
    return obj


def review(obj, names: tuple[str, ...]):
    obj.confirmed = frozenset(f"{name}_zh_hant" for name in names)
    obj.save()


def made(factory, names: tuple[str, ...]):
    """A record with all texts in two languages, of an office that shows converted ones."""
    texts = {f"{name}_{code}": f"{name} {code}" for name in names for code in ("en", "zh_hans")}
    return factory(slug="suwon", secretariat__shows_converted=True, **texts)


def label(obj, name: str) -> str:
    """What a reader of Traditional Chinese is told of a text."""
    with translation.override("zh-hant"):
        return fallback_label(text_in(obj, name))


@pytest.mark.parametrize("kind", [MEMBER, LEADER, ARTICLE, SUMMARY, EVENT])
def test_pages_label_converted_texts_until_they_are_reviewed(client, kind):
    factory, names, pages = kind
    obj = convert(made(factory, names), names)
    note = label(obj, names[0])
    for page in pages:
        assert f'<p class="fallback-note">{note}</p>' in client.get(f"/zh-hant/{page}").text
    review(obj, names)
    for page in pages:
        assert note not in client.get(f"/zh-hant/{page}").text


def test_page_of_an_office_labels_converted_texts(client):
    shown = PersonFactory(
        secretariat__shows_converted=True, role_en="Director", role_zh_hans="主任"
    )
    person = convert(shown, ("role",))
    office = person.secretariat
    page = f"/zh-hant/secretariats/{office.slug}/"
    note = f'<p class="fallback-note">{label(person, "role")}</p>'
    assert client.get(page).text.count(note) == 1
    names = ("name", "host_city", "host", "history")
    for name in names:
        setattr(office, f"{name}_en", name)
    convert(office, names)
    assert client.get(page).text.count(note) == 4


def test_same_label_stands_once_for_title_and_summary(client):
    names = ("title", "summary")
    article = convert(made(ArticleFactory, names), names)
    assert client.get("/zh-hant/news/suwon/").text.count(label(article, "title")) == 1


def test_converted_texts_cost_a_page_no_query(client):
    obj = made(ListedMemberFactory, ("name", "summary", "profile"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/zh-hant/members/suwon/")
        return len(found)

    asked()
    before = asked()
    convert(obj, ("name", "summary", "profile"))
    assert asked() == before


def test_reader_of_another_language_is_told_nothing_of_conversions(client):
    names = ("name", "summary", "profile")
    obj = convert(made(ListedMemberFactory, names), names)
    assert label(obj, "name") not in client.get("/en/members/suwon/").text
    assert label(obj, "name") not in client.get("/zh-hans/members/suwon/").text
