import pytest

from editorial.records.history import versions_of
from members.models import Theme
from news.models import Article
from secretariats.models import Person, Posting
from tests.editorial.history.editing import sign_in
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PersonFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role


def test_deleted_article_is_listed_and_brought_back_with_its_links(client, member):
    article = ArticleFactory(
        secretariat=member.secretariat, title_en="A prize", body_ko="<p>상</p>"
    )
    article.members.add(member)
    number = article.version
    article.delete()
    user = sign_in(client, member.secretariat, Role.MANAGER)
    listed = client.get("/admin/news/article/deleted/").context["page"]
    assert [change.subject for change in listed] == ["A prize"]
    assert "Deleted" in client.get("/admin/news/article/").content.decode()
    url = listed[0].where
    assert "A prize" in client.get(url).content.decode()
    client.post(url)
    back = Article.objects.get()
    assert (back.title_en, back.body_ko, list(back.members.all())) == (
        "A prize",
        "<p>상</p>",
        [member],
    )
    assert back.version == number + 1
    assert versions_of(Article).first().history_user == user
    assert not client.get("/admin/news/article/deleted/").context["page"]
    done = [
        change.done
        for change in client.get(f"/admin/news/article/{back.pk}/history/").context["page"]
    ]
    assert done == ["restored", "deleted", "created"]


def test_deleted_records_of_another_office_are_not_listed(client):
    person = PersonFactory()
    Person.objects.get().delete()
    gone = versions_of(Person).first()
    sign_in(client, MemberFactory().secretariat, Role.MANAGER)
    assert not client.get("/admin/secretariats/person/deleted/").context["page"]
    url = f"/admin/secretariats/person/deleted/{gone.pk}/"
    assert client.get(url).status_code == 404
    sign_in(client, person.secretariat, Role.EDITOR)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 403


def test_deleted_theme_comes_back_to_the_members_that_had_it(client, member):
    member.themes.get().delete()
    sign_in(client, member.secretariat, Role.REGIONAL)
    client.post(client.get("/admin/members/theme/deleted/").context["page"][0].where)
    assert list(member.themes.all()) == [Theme.objects.get()]


def test_record_whose_address_is_taken_is_not_brought_back(client):
    article = ArticleFactory(slug="prize")
    article.delete()
    ArticleFactory(slug="prize")
    sign_in(client, article.secretariat, Role.MANAGER)
    gone = versions_of(Article).get(history_type="-")
    response = client.post(f"/admin/news/article/deleted/{gone.pk}/")
    assert "is taken already" in response.content.decode()
    assert Article.objects.count() == 1
