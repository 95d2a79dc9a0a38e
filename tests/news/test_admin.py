from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return ArticleFactory()


@pytest.fixture
def editor(client, article):
    """An editor of the article's office, signed in."""
    user = PostingFactory(secretariat=article.secretariat).user
    client.force_login(user)
    return user


def change_url(article) -> str:
    return f"/admin/news/article/{article.pk}/change/"


def test_list_shows_own_articles_only(client, editor, article):
    ArticleFactory()
    assert list(client.get("/admin/news/article/").context["cl"].queryset) == [article]


def test_form_keeps_links_that_the_editor_cannot_see(client, editor, article):
    ours, hidden = MemberFactory(secretariat=article.secretariat), MemberFactory()
    article.members.set([hidden])
    response = client.get(change_url(article))
    assert str(hidden) not in response.content.decode()
    client.post(change_url(article), {**form_data(response), "members": [ours.pk]})
    assert set(article.members.all()) == {ours, hidden}


def test_form_refuses_a_link_to_a_member_of_another_office(client, editor, article):
    hidden = MemberFactory()
    data = form_data(client.get(change_url(article)))
    response = client.post(change_url(article), {**data, "members": [hidden.pk]})
    assert "members" in response.context["adminform"].form.errors


def test_event_keeps_a_host_that_the_editor_cannot_see(client, editor, article):
    hidden = MemberFactory()
    event = EventFactory(secretariat=article.secretariat, host_member=hidden)
    response = client.get(f"/admin/news/event/{event.pk}/change/")
    assert "host_member" not in response.context["adminform"].form.fields
    assert str(hidden) not in response.content.decode()


def test_new_article_is_in_the_users_language_and_of_their_only_office(client, editor, article):
    editor.interface_language = "ko"
    editor.save()
    initial = client.get("/admin/news/article/add/").context["adminform"].form.initial
    assert initial["source_language"] == "ko"
    assert initial["secretariat"] == article.secretariat.pk


def test_new_article_is_open_in_the_users_languages_alone(client, article):
    posting = PostingFactory(secretariat=article.secretariat, languages=["ko"])
    client.force_login(posting.user)
    fields = client.get("/admin/news/article/add/").context["adminform"].form.fields
    assert "title_ko" in fields
    assert not {"title_en", "title_ja", "body_zh_hans"} & set(fields)


def test_address_is_proposed_for_new_articles_only(client, editor, article):
    def proposes(path: str) -> bool:
        slug = client.get(path).context["adminform"].form.fields["slug"]
        return "data-propose" in slug.widget.attrs and not slug.required

    assert proposes("/admin/news/article/add/")
    assert not proposes(change_url(article))


def test_form_of_a_translator_names_linked_members_of_their_office_alone(client, article):
    ours, hidden = MemberFactory(secretariat=article.secretariat), MemberFactory()
    article.members.set([ours, hidden])
    client.force_login(PostingFactory(secretariat=article.secretariat, role="translator").user)
    content = client.get(change_url(article)).content.decode()
    assert str(ours) in content
    assert str(hidden) not in content


def test_list_is_sorted_by_the_title_that_it_shows(client, editor, article):
    office = article.secretariat
    ArticleFactory(secretariat=office, title_en="", title_ko="가", source_language="ko")
    ArticleFactory(secretariat=office, title_en="apple", title_ko="나")
    ArticleFactory(secretariat=office, title_en="Banana")
    article.delete()
    found = client.get("/admin/news/article/", {"o": "1"}).context["cl"].queryset
    assert [story.title_en for story in found] == ["apple", "Banana", ""]


@pytest.mark.parametrize(("when", "shown"), [("scheduled", "Soon"), ("ending", "Going")])
def test_list_narrows_to_what_will_change(client, editor, article, when, shown):
    soon = timezone.now() + timedelta(days=2)
    ArticleFactory(secretariat=article.secretariat, title_en="Soon", publish_at=soon)
    ArticleFactory(secretariat=article.secretariat, title_en="Going", unpublish_at=soon)
    found = client.get("/admin/news/article/", {"when": when}).context["cl"].queryset
    assert [str(story) for story in found] == [shown]
