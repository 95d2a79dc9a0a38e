import pytest

from editorial.outbox.posting import post_mail
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory, PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role
SEARCH = "/admin/search/"


@pytest.fixture
def office():
    return SecretariatFactory(name_en="Korea Office")


def sign_in(client, office, role=Role.EDITOR) -> None:
    client.force_login(PostingFactory(secretariat=office, role=role).user)


def found(client, text) -> dict[str, list[str]]:
    groups = client.get(SEARCH, {"q": text}).context["groups"]
    return {group.kind: [entry.called for entry in group.entries] for group in groups}


def test_search_finds_every_kind_in_any_language(client, office):
    sign_in(client, office, Role.MANAGER)
    MemberFactory(secretariat=office, name_en="Suwon", name_ko="수원")
    ArticleFactory(secretariat=office, title_en="Prize", title_ko="수원의 상", status="draft")
    EventFactory(secretariat=office, title_en="Festival", title_ko="수원 축제")
    PersonFactory(secretariat=office, name_en="Desk", name_ko="수원 담당")
    ThemeFactory(name_en="Water", name_ko="수원 보호")
    PostingFactory(secretariat=office, user__display_name="박수원")
    assert found(client, "수원") == {
        "Members": ["Suwon"],
        "People": ["Desk"],
        "Articles": ["Prize"],
        "Events": ["Festival"],
        "Themes": ["Water"],
        "Postings": ["박수원 – Publisher"],
        "Staff users": ["박수원"],
    }


def test_search_puts_the_bearer_of_a_name_first(client, office):
    sign_in(client, office)
    MemberFactory(secretariat=office, name_en="Anyang", summary_en="Near Suwon.")
    MemberFactory(secretariat=office, name_en="Suwon")
    assert found(client, "suwon")["Members"] == ["Suwon", "Anyang"]


def test_search_finds_nothing_of_another_office(client, office):
    sign_in(client, office, Role.MANAGER)
    MemberFactory(name_en="Gangneung")
    ArticleFactory(title_en="Gangneung")
    PersonFactory(name_en="Gangneung")
    SecretariatFactory(name_en="Gangneung")
    PostingFactory(user__display_name="Gangneung")
    assert found(client, "Gangneung") == {}


def test_search_counts_and_leads_to_all(client, office):
    sign_in(client, office)
    MemberFactory.create_batch(10, secretariat=office, name_en="Suwon")
    (group,) = client.get(SEARCH, {"q": "suwon"}).context["groups"]
    assert (len(group.entries), group.total) == (8, 10)
    assert client.get(group.more).context["cl"].result_count == 10


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 201, "%_'\"<>", "\u3000"])
def test_search_bears_any_text(client, office, text):
    sign_in(client, office)
    response = client.get(SEARCH, {"q": text})
    assert (response.status_code, response.context["groups"]) == (200, [])


def test_search_refuses_who_has_no_posting(client):
    client.force_login(UserFactory())
    assert client.get(SEARCH).status_code == 403
    client.logout()
    assert client.get(SEARCH).url.startswith("/admin/login/")


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ono", "Ōno Haru"),
        ("ＯＮＯ　haru", "Ono Haru"),
        ("浜口", "濵口 春"),
        ("はる", "オノ ハル"),
        ("o\u200bno", "Ono"),
        ("minsu", "Kim Min-su"),
    ],
)
def test_users_postings_and_mails_are_found_in_any_spelling(client, office, typed, stored):
    sign_in(client, office, Role.REGIONAL)
    found = UserFactory(username="somebody", display_name=stored, is_staff=True)
    posting = PostingFactory(user=found, secretariat=office)
    mail = post_mail(recipient="x@mail.example", subject=stored, text="Hello", language="ja")
    PostingFactory(user=UserFactory(display_name="Uno Akira", is_staff=True), secretariat=office)
    post_mail(recipient="y@mail.example", subject="Uno", text="Hello", language="ja")
    for address, record in (
        ("/admin/secretariats/staff/", found),
        ("/admin/secretariats/posting/", posting),
        ("/admin/secretariats/outgoingmail/", mail),
    ):
        shown = client.get(address, {"q": typed}).context["cl"].result_list
        assert [one.pk for one in shown] == [record.pk]


@pytest.mark.each_database
def test_user_whose_name_it_is_comes_before_those_who_have_it_within(client, office):
    sign_in(client, office, Role.REGIONAL)
    for name in ("Sōno Aki", "Ōno Aki", "Ōno"):
        PostingFactory(user=UserFactory(display_name=name, is_staff=True), secretariat=office)
    shown = client.get("/admin/secretariats/staff/", {"q": "ono"}).context["cl"].result_list
    assert [user.display_name for user in shown] == ["Ōno", "Ōno Aki", "Sōno Aki"]


def test_facts_are_found_in_their_own_list(client, office):
    sign_in(client, office, Role.MANAGER)
    member = MemberFactory(secretariat=office, name_en="Suwon")
    FactFactory(member=member, wording_en="Trees")
    assert [*found(client, "Suwon")] == ["Members"]
    assert "Trees" in client.get("/admin/members/fact/", {"q": "Suwon"}).content.decode()
