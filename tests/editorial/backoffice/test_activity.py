import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from editorial.accounts.models import User
from editorial.history.chronicle import Place
from editorial.history.page_sizes import PARAGRAPHS
from editorial.records.history import versions_of
from members.models import Member
from secretariats.models import Person, Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import FactFactory, MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PersonFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PAGE = "/admin/activity/"


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon")


@pytest.fixture
def editor(client, member):
    """An editor of the member's office, signed in."""
    user = PostingFactory(secretariat=member.secretariat).user
    client.force_login(user)
    return user


def found(client, **wanted) -> list[str]:
    return [change.subject for change in client.get(PAGE, wanted).context["page"]]


def test_activity_is_of_the_users_scope_alone(client, member, editor):
    person = PersonFactory(secretariat=member.secretariat, name_en="Desk")
    person.delete()
    stranger = PersonFactory(name_en="Stranger")
    stranger.delete()
    MemberFactory(name_en="Gangneung")
    subjects = found(client)
    assert {"Suwon", "Desk"} <= set(subjects)
    assert not {"Stranger", "Gangneung"} & set(subjects)


def test_activity_refuses_staff_without_a_posting(client):
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403


def test_activity_is_narrowed_by_person_kind_and_day(client, member, editor):
    article = ArticleFactory(secretariat=member.secretariat, title_en="A prize")
    article._history_user = editor
    article.save()
    assert found(client, person=editor.pk) == ["A prize"]
    assert found(client, kind="members.member") == ["Suwon"]
    assert found(client, kind="members.member", key=member.pk + 1) == []
    assert found(client, until="2020-01-01") == []
    assert "Suwon" in found(client, since="2020-01-01")


def test_activity_names_no_people_of_other_offices(client, member, editor):
    stranger = PostingFactory(user__display_name="Stranger").user
    other = MemberFactory()
    other._history_user = stranger
    other.save()
    assert "Stranger" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["zh-hant", "ko", "ja", "zh-hans"])
def test_who_did_it_is_not_called_as_people_of_offices_are(client, language):
    user = UserFactory(is_staff=True, interface_language=language)
    client.force_login(PostingFactory(user=user).user)
    label = client.get(PAGE).context["form"].fields["person"].label
    with override(language):
        assert str(label) != str(Person._meta.verbose_name)


def test_activity_leads_to_rows_by_their_record(client, member, editor):
    FactFactory(member=member, wording_en="Parks")
    first = client.get(PAGE).context["page"][0]
    assert first.subject == "Parks"
    assert client.get(first.where).status_code == 200


def test_activity_asks_as_much_for_many_changes_as_for_few(
    client, member, editor, django_assert_num_queries
):
    member.save()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    for _ in range(3):
        member.save()
    with django_assert_num_queries(len(asked)):
        client.get(PAGE)


def older_than(page: str) -> str | None:
    """The address of the link to what is older."""
    link = re.search(r'<a href="([^"]+)" rel="next">', page)
    return PAGE + unescape(link[1]) if link else None


def test_activity_leads_through_all_changes_once(client, member, editor):
    MemberFactory.create_batch(PARAGRAPHS + 3, secretariat=member.secretariat)
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    versions_of(Member).update(history_date=moment)  # as after a migration: order by key and kind
    first = client.get(PAGE)
    second = client.get(older_than(first.content.decode()))
    changes = [change for page in (first, second) for change in page.context["page"]]
    shown = [(change.model, change.version.pk) for change in changes]
    assert len(shown) == len(set(shown))
    kept = versions_of(Member).values_list("pk", flat=True)
    assert {(Member, key) for key in kept} <= {*shown}
    assert older_than(second.content.decode()) is None


@pytest.mark.parametrize(
    "place",
    [
        "",
        "yesterday",
        "2026-03-01,1,members.member",
        "2026-02-31T00:00:00+00:00,1,members.member",
        "0001-01-01T00:00:00+14:00,1,members.member",
        "2026-03-01T00:00:00+00:00,²,members.member",
        f"2026-03-01T00:00:00+00:00,{'9' * 5000},members.member",
    ],
)
def test_place_that_is_none_is_not_looked_for(place):
    assert Place.read(place) is None


def test_activity_begins_with_the_newest_at_a_place_that_is_none(client, member, editor):
    assert found(client, after="2026-02-31") == found(client)


def test_index_shows_what_people_did_last(client, member, editor):
    member._history_user = PostingFactory(
        secretariat=member.secretariat, user__display_name="Minsu", role=Posting.Role.TRANSLATOR
    ).user
    member.save()
    page = client.get("/admin/").content.decode()
    assert "Minsu" in page
    assert "All activity" in page


def test_who_did_it_is_a_user_and_nobody_of_an_office(client, editor):
    User.objects.filter(pk=editor.pk).update(interface_language="ja")
    page = client.get("/admin/activity/").text
    assert re.search(r'<label for="id_person">\s*ユーザー', page)
