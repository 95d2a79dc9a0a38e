"""Who sees and writes the glossary, and what a form says of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records.history import versions_of
from editorial.translations.models import GlossaryEntry
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import change_url, fields_of, form_data, sign_in
from tests.secretariats.admin.test_exceptions import messages_of, save

pytestmark = pytest.mark.django_db

Role = Posting.Role
LIST = "/admin/editorial/glossaryentry/"


@pytest.fixture
def term() -> GlossaryEntry:
    return GlossaryEntry.objects.create(
        wording_en="resilience", wording_ko="회복력", note="Of cities"
    )


def url_of(term: GlossaryEntry) -> str:
    return f"{LIST}{term.pk}/change/"


def visit(client, role, **kwargs):
    posting = PostingFactory(role=role, **kwargs)
    client.force_login(posting.user)
    return posting.user


def test_everybody_with_a_posting_sees_the_glossary(client, term):
    visit(client, Role.TRANSLATOR, languages=["ja"])
    page = client.get(LIST).content.decode()
    assert '<span lang="ko">회복력</span>' in page
    assert all(name in page for name in ("English", "繁體中文", "한국어", "日本語", "简体中文"))


def test_staff_without_a_posting_see_none(client, term):
    client.force_login(UserFactory())
    assert client.get(LIST).status_code == 403


def test_translator_writes_the_languages_of_the_posting_alone(client, term):
    visit(client, Role.TRANSLATOR, languages=["ja"])
    assert fields_of(client.get(url_of(term))) == {"wording_ja"}
    save(client, url_of(term), wording_ja="レジリエンス", wording_ko="탄력성", kind="name")
    term.refresh_from_db()
    assert (term.wording_ja, term.wording_ko, term.kind) == ("レジリエンス", "회복력", "term")
    assert client.get(f"{LIST}add/").status_code == 403


def test_editor_of_any_office_writes_the_glossary(client):
    user = visit(client, Role.EDITOR)
    data = form_data(client.get(f"{LIST}add/")) | {"wording_en": "member", "wording_ko": "회원"}
    client.post(f"{LIST}add/", data)
    term = GlossaryEntry.objects.get()
    assert (term.wording_ko, versions_of(GlossaryEntry).get().history_user) == ("회원", user)
    history = client.get(f"{LIST}{term.pk}/history/").content.decode()
    assert "member" in history


def test_term_without_english_is_refused(client):
    visit(client, Role.EDITOR)
    data = form_data(client.get(f"{LIST}add/")) | {"wording_ko": "회원"}
    response = client.post(f"{LIST}add/", data)
    assert "wording_en" in response.context["adminform"].form.errors


@pytest.mark.parametrize("words", ["회복", "RESIL", "cities"])
def test_glossary_is_searched_in_all_languages_and_notes(client, term, words):
    GlossaryEntry.objects.create(wording_en="member")
    visit(client, Role.TRANSLATOR)
    assert list(client.get(LIST, {"q": words}).context["cl"].queryset) == [term]


def test_list_costs_the_same_for_many_terms(client, term):
    visit(client, Role.EDITOR)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(20):
        GlossaryEntry.objects.create(wording_en=f"Term {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(few) == len(many)


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", summary_en="Resilience of a city", summary_ja="強い都市")


def test_save_warns_of_a_term_in_a_language_that_it_touched(client, member, term):
    sign_in(client, member.secretariat)
    GlossaryEntry.objects.filter(pk=term.pk).update(wording_ja="レジリエンス")
    response = save(client, change_url(member), summary_ko="강한 도시")
    said = "Summary (한국어): the glossary has “회복력” for “Resilience”."
    assert [message for message in messages_of(response) if "glossary" in message] == [said]
    member.refresh_from_db()
    assert member.summary_ko == "강한 도시"


def test_save_with_the_wanted_form_says_nothing(client, member, term):
    sign_in(client, member.secretariat)
    response = save(client, change_url(member), summary_ko="회복력 있는 도시", population=5)
    assert not any("glossary" in message for message in messages_of(response))


def test_save_warns_of_a_name_in_the_form_of_another_language(client, member):
    GlossaryEntry.objects.create(
        wording_en="Taipei", wording_zh_hant="臺北", wording_ja="台北", kind=GlossaryEntry.Kind.NAME
    )
    sign_in(client, member.secretariat)
    response = save(client, change_url(member), summary_zh_hant="來自台北")
    said = "Summary (繁體中文): the glossary writes “臺北”, not “台北”. 來自<mark>"
    assert any(
        said in message.replace('<span class="passage" lang="zh-Hant">', "")
        for message in messages_of(response)
    )


def test_save_warns_of_a_handful_and_counts_the_rest(client, member):
    words = ["air", "water", "soil", "wood", "fire", "stone", "metal"]
    for word in words:
        GlossaryEntry.objects.create(wording_en=word, wording_ko=f"{word}-ko")
    sign_in(client, member.secretariat)
    response = save(client, change_url(member), summary_en=" ".join(words), summary_ko="없음")
    said = [message for message in messages_of(response) if "changed" not in message]
    assert len(said) == 6
    assert said[-1] == "… and 2 more."


def test_article_is_compared_with_its_own_source_language(client, term):
    article = ArticleFactory(source_language="ko", title_ko="회복력", title_en="")
    sign_in(client, article.secretariat)
    url = f"/admin/news/article/{article.pk}/change/"
    response = save(client, url, title_en="Strength")
    assert "Title (English): the glossary has “resilience” for “회복력”." in messages_of(response)
