import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records.history import versions_of
from members.models import Member
from secretariats.models import Posting
from tests.editorial.history.editing import edit, sign_in
from tests.factories.members import FactFactory, MemberFactory, MembershipFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role
LIST = "/admin/members/member/"


def history_url(member: Member) -> str:
    return f"{LIST}{member.pk}/history/"


def test_history_shows_each_change_by_word_and_language(client, member):
    user = sign_in(client, member.secretariat)
    edit(member, summary_ko="성이 많은 도시", name_ko="수원시", _history_user=user)
    page = client.get(history_url(member)).content.decode()
    assert '<dd lang="ko">' in page
    assert "있는</del>" in page
    assert "많은</ins>" in page
    assert "Summary (한국어)" in page
    assert str(user) in page


def test_history_counts_a_save_and_its_links_as_one(client, member):
    sign_in(client, member.secretariat)
    assert [change.done for change in client.get(history_url(member)).context["page"]] == [
        "created"
    ]


def test_history_has_the_rows_of_the_record(client, member):
    sign_in(client, member.secretariat)
    fact = FactFactory(member=member, wording_en="Parks")
    edit(fact, value="13")
    fact.delete()
    page = client.get(history_url(member)).context["page"]
    found = [(change.kind, change.done) for change in page][:3]
    assert found == [("fact", "deleted"), ("fact", "changed"), ("fact", "created")]


def test_history_of_another_office_is_not_found(client, member):
    version = versions_of(Member).first()
    sign_in(client, MemberFactory().secretariat)
    assert client.get(history_url(member)).status_code == 302
    url = f"{history_url(member)}member/{version.pk}/"
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def test_history_does_not_name_what_the_reader_cannot_see(client):
    article = ArticleFactory()
    hidden = MemberFactory(name_en="Hidden City")
    article.members.add(hidden)
    article.save()
    article.members.remove(hidden)
    article.save()
    sign_in(client, article.secretariat)
    page = client.get(f"/admin/news/article/{article.pk}/history/").content.decode()
    assert "a record that you do not see" in page
    assert "Hidden City" not in page


def test_history_asks_as_much_for_many_changes_as_for_few(
    client, member, django_assert_num_queries
):
    sign_in(client, member.secretariat)
    edit(member, name_ko="1")
    client.get(history_url(member))
    with CaptureQueriesContext(connection) as asked:
        client.get(history_url(member))
    for turn in range(5):
        edit(member, name_ko=f"2{turn}", level="town" if turn % 2 else "city")
    with django_assert_num_queries(len(asked)):
        client.get(history_url(member))


@pytest.mark.parametrize(
    "kind", ["members/member", "secretariats/secretariat", "secretariats/area"]
)
def test_what_others_depend_on_is_never_deleted_and_the_page_says_what_to_do(client, member, kind):
    sign_in(client, member.secretariat, Role.REGIONAL)
    MembershipFactory(member=member)
    keys = {"member": member, "secretariat": member.secretariat, "area": AreaFactory()}
    url = f"/admin/{kind}/{keys[kind.split('/')[1]].pk}/delete/"
    response = client.get(url)
    assert response.status_code == 403
    assert "cannot be deleted" in response.content.decode()
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Member.objects.exists()
