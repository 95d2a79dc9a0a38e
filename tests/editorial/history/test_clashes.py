import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client

from editorial.history.clashes import REFUSED, ClashMiddleware, RefusableForm, refused
from members.models import Theme
from news.models import Article
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import form_data


def asked(request, refusals: int):
    """What a view is answered with that the database refuses so often; what it read each time."""
    read = []

    def view(request, key):
        read.append(request.FILES["file"].read())
        if len(read) <= refusals:
            raise IntegrityError
        return HttpResponse(f"{key} stored")

    answer = ClashMiddleware(HttpResponse).process_view(request, view, (), {"key": 7})
    return answer, read


@pytest.fixture
def request_with_file(rf):
    return rf.post("/", {"file": SimpleUploadedFile("a.txt", b"words")})


@pytest.mark.parametrize("refusals", [0, 1, 2])
def test_view_is_asked_again_with_all_that_was_sent(request_with_file, refusals):
    answer, read = asked(request_with_file, refusals)
    assert answer.content == b"7 stored"
    assert read == [b"words"] * (refusals + 1)


def test_what_is_refused_for_ever_is_an_error(request_with_file):
    with pytest.raises(IntegrityError):
        asked(request_with_file, 3)


def test_who_only_reads_is_left_to_the_view(rf):
    assert ClashMiddleware(HttpResponse).process_view(rf.get("/"), HttpResponse, (), {}) is None


class ThemeForm(RefusableForm):
    class Meta:
        model = Theme
        fields = ("order",)


@pytest.mark.django_db
def test_form_says_that_the_database_refuses_it():
    with refused():
        assert ThemeForm({"order": 1}).non_field_errors() == [REFUSED]
    assert ThemeForm({"order": 1}).non_field_errors() == []


@pytest.fixture
def story_form(client):
    """The form of an article, and what its sender would send."""
    story = ArticleFactory()
    client.force_login(PostingFactory(secretariat=story.secretariat).user)
    address = f"/admin/news/article/{story.pk}/change/"
    return address, form_data(client.get(address)) | {"summary_en": "Anew"}


def refusing(*args, **kwargs):
    raise IntegrityError("a rule that no form knows")


@pytest.mark.django_db
def test_rule_that_no_form_knows_is_the_form_again(client, story_form, monkeypatch):
    monkeypatch.setattr(Article, "save", refusing)
    answer = client.post(*story_form)
    assert answer.status_code == 200
    assert str(REFUSED) in answer.text
    assert "Anew" in answer.text


@pytest.mark.django_db
def test_page_without_such_a_form_says_that_nothing_was_saved(client, story_form, monkeypatch):
    monkeypatch.setattr("editorial.history.clashes.refused", lambda: pytest.MonkeyPatch.context())
    monkeypatch.setattr(Article, "save", refusing)
    reader = Client(raise_request_exception=False)
    reader.cookies = client.cookies
    answer = reader.post(*story_form)
    assert answer.status_code == 409
    assert "<h1>Nothing was saved</h1>" in answer.text
