"""Preview links are given out, and taken back, by whoever may change the record."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from editorial.links.models import AccessLink
from editorial.screens.preview_links import MOST_OPEN
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture(params=[ArticleFactory, EventFactory, MemberFactory])
def draft(request, office):
    name = "name_en" if request.param is MemberFactory else "title_en"
    return request.param(secretariat=office, status="draft", publish_at=None, **{name: "Yeosu"})


@pytest.fixture
def editor(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.EDITOR).user)


def address(record):
    return f"/admin/{record._meta.label_lower.replace('.', '/')}/{record.pk}/links/"


def made(client, record, **data) -> str:
    """The path of a new link, as the page shows it once."""
    sent = {"make": "1", "days": "7", "for_whom": "Printer"} | data
    page = client.post(address(record), sent, follow=True).text
    (found,) = re.findall(r'value="[^"]*?(/en/preview/[^"]+)"', page)
    return found


def test_link_shows_a_draft_to_a_stranger_in_five_languages(editor, draft):
    path = made(editor, draft)
    for code in ("en", "zh-hant", "ko", "ja", "zh-hans"):
        response = Client().get(path.replace("/en/", f"/{code}/"))
        assert response.status_code == 200
        assert "Yeosu" in response.text
        assert f'<html lang="{ {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(code, code) }"' in (
            response.text
        )
        assert not response.cookies


def test_page_of_a_link_is_for_no_cache_and_no_search_engine(editor, draft):
    response = Client().get(made(editor, draft))
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.text
    assert "/admin/" not in response.text
    assert "this page is not public" in response.text


def test_link_shows_the_record_as_it_is_now(editor, draft):
    path = made(editor, draft)
    name = "name_en" if hasattr(draft, "name_en") else "title_en"
    setattr(draft, name, "Yeosu renamed")
    draft.save()
    assert "Yeosu renamed" in Client().get(path).text


def test_address_is_shown_once_and_stored_nowhere(editor, draft):
    path = made(editor, draft)
    assert path not in editor.get(address(draft)).text
    assert "Printer" in editor.get(address(draft)).text


def test_link_that_is_taken_back_says_that_it_has_ended(editor, draft):
    path = made(editor, draft)
    editor.post(address(draft), {"revoke": AccessLink.objects.get().pk})
    response = Client().get(path)
    assert response.status_code == 410
    assert "Yeosu" not in response.text
    assert "This link has ended" in response.text


def test_link_ends_by_itself(editor, draft):
    path = made(editor, draft)
    AccessLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert Client().get(path).status_code == 410


def test_link_of_a_deleted_record_has_ended(editor, draft):
    path = made(editor, draft)
    draft.delete()
    assert Client().get(path).status_code == 410


def test_unknown_link_is_not_found(draft):
    assert Client().get("/en/preview/guessed/").status_code == 404


def test_link_leads_to_the_page_once_that_is_public(editor, office):
    story = ArticleFactory(secretariat=office, status="draft")
    path = made(editor, story)
    story.status = "published"
    story.save()
    response = Client().get(path.replace("/en/", "/ja/"))
    assert (response.status_code, response.url) == (302, f"/ja/news/{story.slug}/")


def test_opening_is_told_to_whoever_gave_the_link(editor, draft):
    path = made(editor, draft)
    assert "not opened yet" in editor.get(address(draft)).text
    Client().get(path)
    assert "first opened" in editor.get(address(draft)).text


def test_stranger_to_the_office_neither_sees_nor_makes_nor_takes_back(client_of, editor, draft):
    path = made(editor, draft)
    stranger = client_of(PostingFactory(role=Role.MANAGER).user)
    assert stranger.get(address(draft)).status_code in (302, 404)
    key = AccessLink.objects.get().pk
    for sent in ({"make": "1", "days": "7"}, {"revoke": key}):
        assert stranger.post(address(draft), sent).status_code in (302, 404)
    assert AccessLink.objects.count() == 1
    assert Client().get(path).status_code == 200


def test_link_of_another_record_is_not_taken_back(editor, office, draft):
    made(editor, draft)
    other = ArticleFactory(secretariat=office)
    key = AccessLink.objects.get().pk
    assert editor.post(address(other), {"revoke": key}).status_code == 404
    assert AccessLink.objects.get().is_open


@pytest.mark.parametrize("days", ["", "8", "-1", "3650", "x"])
def test_no_other_time_than_those_offered(editor, draft, days):
    response = editor.post(address(draft), {"make": "1", "days": days})
    assert response.context["form"].errors["days"]
    assert not AccessLink.objects.exists()


def test_so_many_links_are_open_at_once(editor, draft):
    for _ in range(MOST_OPEN):
        made(editor, draft)
    response = editor.post(address(draft), {"make": "1", "days": "7"})
    assert "Take one back first" in response.text
    assert AccessLink.objects.count() == MOST_OPEN
