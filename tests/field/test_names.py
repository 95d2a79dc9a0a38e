"""What records are called in the back office: by a name that they have, never by their address."""

import re

import pytest
from django.apps import apps
from django.utils import translation

from editorial.languages import translated_names
from editorial.records.names import Named
from editorial.translations.models import GlossaryEntry
from members.models import Category, Fact, Member
from news.models import Article
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import hand_in, table
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

KOREAN, SLUG = "한국 사무소 <담당자> 회의", "2027-officers-of-korea"
SPOKEN = '<span lang="ko">한국 사무소 &lt;담당자&gt; 회의</span>'
NEWS = "/admin/news/article/"


@pytest.fixture
def article():
    """An article that is written in Korean alone."""
    return ArticleFactory(source_language="ko", title_en="", title_ko=KOREAN, slug=SLUG)


@pytest.fixture
def client(client_of, article):
    """A client of somebody who manages the office of the article and reads English."""
    posting = PostingFactory(secretariat=article.secretariat, role=Posting.Role.MANAGER)
    return client_of(posting.user)


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_name_is_the_one_that_there_is(article, language):
    with translation.override(language):
        assert str(article) == KOREAN
        assert str(EventFactory(source_language="ja", title_en="", title_ja="総会")) == "総会"


def test_name_is_in_the_nearest_language():
    with translation.override("zh-hans"):
        assert str(Member(name_en="Kaohsiung", name_zh_hant="高雄")) == "高雄"
        assert str(GlossaryEntry(wording_en="heat", wording_ja="暑熱")) == "heat"
    assert str(Article(source_language="ja", title_ko="회의", title_ja="会議")) == "会議"


def test_code_stands_in_where_there_is_no_name():
    assert str(Member(slug="goyang")) == "goyang"
    assert str(GlossaryEntry(pk=7)) == "7"


def test_every_model_with_a_name_in_five_languages_is_named():
    """Rows of a member that have words have them beside something, and say both."""
    named = {
        model
        for model in apps.get_models()
        if {"name", "title", "wording"} & {*translated_names(model)}
    }
    # Words beside the name of an indicator, and names that terms tell.
    named -= {Fact, Category}
    assert named
    assert all(issubclass(model, Named) for model in named)
    assert all(model.named_in in translated_names(model) for model in named)


def test_name_marks_its_language_for_html(article):
    assert article.__html__() == SPOKEN
    with translation.override("ko"):
        assert article.__html__() == "한국 사무소 &lt;담당자&gt; 회의"


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_pages_of_a_record_call_it_by_name(client, article, page):
    html = client.get(f"{NEWS}{article.pk}/{page}/").text
    shown = re.sub(r'<input[^>]+name="slug"[^>]*>|(?:href|data-\w+)="[^"]*"', "", html)
    assert SLUG not in shown.replace(f"/news/{SLUG}/", "")
    assert SPOKEN in html


def test_version_and_what_was_deleted_are_called_by_name(client, article):
    article.save()
    (*_, first) = client.get(f"{NEWS}{article.pk}/history/").context["page"]
    assert SPOKEN in client.get(first.where).text
    assert client.post(f"{NEWS}{article.pk}/delete/", {"post": "yes"}, follow=True)
    page = client.get(f"{NEWS}deleted/")
    assert page.context["page"][0].subject == KOREAN
    assert 'lang="ko">한국' in page.text
    assert KOREAN in client.get(page.context["page"][0].where).context["title"]


def test_messages_call_it_by_name(client, article):
    answer = client.post(f"{NEWS}{article.pk}/delete/", {"post": "yes"}, follow=True)
    (message,) = answer.context["messages"]
    assert KOREAN in translation.gettext(str(message)).replace("&lt;", "<").replace("&gt;", ">")


def test_lists_of_what_happened_call_it_by_name(client, article):
    article.save()
    for page in ("/admin/", "/admin/activity/"):
        html = client.get(page).text
        assert SLUG not in html
        assert 'lang="ko">한국' in html


def test_choices_and_lists_of_the_ticked_call_it_by_name(client, article):
    ticked = {"action": "change_many", "_selected_action": article.pk}
    assert SPOKEN in client.post(NEWS, ticked).text
    ticked["action"] = "delete_selected"
    assert SPOKEN in client.post(NEWS, ticked).text


def test_import_calls_its_rows_by_name(client, article):
    sheet = table(
        ["slug", "title_ko", "title_ja", "source_language", "secretariat"],
        [SLUG, "한국 회의", "", "ko", article.secretariat.slug],
        ["2028-new-one", "", "新しい会議", "ja", article.secretariat.slug],
    )
    preview = client.get(hand_in(client, sheet, where=NEWS).url)
    rows = {(shown.subject, shown.tag, shown.key) for shown in preview.context["page"]}
    assert rows == {(KOREAN, "ko", SLUG), ("新しい会議", "ja", "2028-new-one")}
    assert "Leave 新しい会議 out" in preview.text


def test_office_without_a_text_in_the_readers_language_is_named_in_its_list(client_of):
    office = SecretariatFactory(name_en="Taipei Office", name_zh_hant="臺北辦事處")
    posting = PostingFactory(secretariat=office, user__interface_language="zh-hans")
    assert "臺北辦事處" in client_of(posting.user).get("/admin/secretariats/posting/").text
