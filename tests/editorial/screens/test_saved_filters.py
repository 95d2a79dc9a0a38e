from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from editorial.screens.models import SavedFilter
from editorial.screens.saved_filters import MOST
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory, PostingFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/members/member/"
OWN = f"{LIST}filters/"


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", status="review")


@pytest.fixture
def user(client, member):
    user = PostingFactory(secretariat=member.secretariat, role=Posting.Role.MANAGER).user
    client.force_login(user)
    return user


def save(client, name, **parameters):
    """Save a filter, and show the page that comes next."""
    data = {"name": name, "query": urlencode(parameters)}
    return client.post(f"{OWN}save/", data, follow=True)


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_list_that_is_narrowed_can_be_saved_and_opened(client, user, member):
    MemberFactory(secretariat=member.secretariat)
    shown = {"q": "suwon", "status__exact": "review", "o": "-7.1"}
    save(client, "To read", **shown)
    assert SavedFilter.objects.get().query == "o=-status.listed_as&q=suwon&status__exact=review"
    page = client.get(LIST)
    assert ">To read</a>" in page.content.decode()
    opened = client.get(f"{OWN}{SavedFilter.objects.get().pk}/", follow=True)
    assert opened.request["QUERY_STRING"] == urlencode(sorted(shown.items()))
    assert list(opened.context["cl"].queryset) == [member]
    assert 'aria-current="page">To read</a>' in opened.content.decode()
    assert messages_of(opened) == []


def test_list_offers_to_save_only_what_is_narrowed(client, user):
    assert "Save this filter" not in client.get(LIST).content.decode()
    assert "Save this filter" in client.get(LIST, {"q": "o"}).content.decode()
    assert "Clear all filters" in client.get(LIST, {"q": "o"}).content.decode()
    save(client, "O", q="o")
    assert "Save this filter" not in client.get(LIST, {"q": "o"}).content.decode()


def test_filter_keeps_no_page_and_no_guess_at_other_columns(client, user):
    save(client, "Any", q="o", p="2", e="1", _popup="1", secretariat__postings__user__username="u")
    assert SavedFilter.objects.get().query == "q=o"


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("", {"q": "o"}, "This field is required."),
        ("x" * 61, {"q": "o"}, "at most 60"),
        ("Nothing", {}, "Filter, search or sort"),
        ("Nothing known", {"p": "2", "nonsense": "1"}, "Filter, search or sort"),
        ("Long", {"q": "x" * 2000}, "at most 1000"),
    ],
)
def test_filter_that_cannot_be_saved_says_why(client, user, name, parameters, words):
    assert words in messages_of(save(client, name, **parameters))[0]
    assert not SavedFilter.objects.exists()


def test_filter_of_the_same_name_takes_the_place_of_the_old_one(client, user):
    save(client, "Mine", q="a")
    save(client, " Mine ", q="b")
    assert SavedFilter.objects.get().query == "q=b"


def test_filters_of_a_list_are_limited(client, user):
    for number in range(MOST):
        save(client, f"Filter {number}", q="a")
    assert "Delete one" in messages_of(save(client, "One more", q="a"))[0]
    assert messages_of(save(client, "Filter 1", q="b")) == ["The filter “Filter 1” is saved."]


def test_filter_leaves_out_what_is_out_of_scope_now(client, user, member):
    hidden = MemberFactory(name_en="Hidden", area=AreaFactory(code="JP"))
    office = hidden.secretariat_id
    theirs = PostingFactory(user=user, secretariat=hidden.secretariat)
    save(client, "Theirs", secretariat__id__exact=office, status__exact="review")
    theirs.delete()
    opened = client.get(f"{OWN}{SavedFilter.objects.get().pk}/", follow=True)
    assert opened.request["QUERY_STRING"] == "status__exact=review"
    assert "Part of the filter “Theirs” was left out" in messages_of(opened)[0]
    assert list(opened.context["cl"].queryset) == [member]


@pytest.mark.parametrize(
    "query",
    [
        "status__exact=archived",
        "area__id__exact=x",
        "area__id__exact=999999",
        "area__id__exact=9" + "9" * 30,
        "leader=nobody",
        "lacks=everything",
        "level__exact=planet",
        "secretariat__password=x",
        "o=-mayor",
        "o=999999999.x.-",
        "nonsense=1",
    ],
)
def test_filter_leaves_out_what_the_list_does_not_offer(client, user, query):
    saved = SavedFilter.objects.create(
        user=user, kind="members.member", name="Old", query=f"{query}&q=o"
    )
    opened = client.get(f"{OWN}{saved.pk}/", follow=True)
    assert (opened.status_code, opened.request["QUERY_STRING"]) == (200, "q=o")
    assert "left out" in messages_of(opened)[0]


def test_filter_sorts_by_the_same_column_in_another_role(client, user):
    articles = "/admin/news/article/"
    client.post(f"{articles}filters/save/", {"name": "By state", "query": "o=-5"})
    saved = SavedFilter.objects.get()
    assert client.get(f"{articles}filters/{saved.pk}/").url == f"{articles}?o=-5"
    # Who may do nothing to many records has no boxes to tick.
    user.postings.update(role=Posting.Role.TRANSLATOR, languages=["ja"])
    assert client.get(f"{articles}filters/{saved.pk}/").url == f"{articles}?o=-4"


@pytest.mark.parametrize("query", ["leader=unconfirmed", "lacks=picture", "when=ending"])
def test_filter_keeps_what_the_list_offers(client, user, query):
    saved = SavedFilter.objects.create(user=user, kind="members.member", name="A", query=query)
    assert client.get(f"{OWN}{saved.pk}/").url == f"{LIST}?{query}"


def test_filters_are_private(client, user, member, client_of):
    save(client, "Mine", q="secret")
    key = SavedFilter.objects.get().pk
    colleague = client_of(PostingFactory(secretariat=member.secretariat).user)
    assert "Mine" not in colleague.get(LIST).content.decode()
    assert "Mine" not in colleague.get(OWN).content.decode()
    assert colleague.get(f"{OWN}{key}/").status_code == 404
    for act in ("rename", "delete"):
        assert colleague.post(f"{OWN}{key}/{act}/", {"name": "Theirs"}).status_code == 404
    assert SavedFilter.objects.get().name == "Mine"
    assert client.get(f"/admin/news/article/filters/{key}/").status_code == 404


def test_filter_is_renamed_and_deleted(client, user):
    save(client, "Mine", q="a")
    key = SavedFilter.objects.get().pk
    client.post(f"{OWN}{key}/rename/", {"name": "Ours"})
    assert "Ours" in unescape(client.get(OWN).content.decode())
    client.post(f"{OWN}{key}/delete/")
    assert not SavedFilter.objects.exists()
    assert "You have no filters here." in client.get(OWN).content.decode()


def test_name_that_another_filter_has_is_refused_beside_the_field(client, user):
    save(client, "One", q="a")
    save(client, "Two", q="b")
    key = SavedFilter.objects.get(name="Two").pk
    page = client.post(f"{OWN}{key}/rename/", {"name": "One"}).content.decode()
    assert "You have a filter of this name here already." in page
    assert SavedFilter.objects.filter(name="Two").exists()


def test_filters_are_changed_by_post_alone(client, user):
    save(client, "Mine", q="a")
    key = SavedFilter.objects.get().pk
    for address in (f"{OWN}save/", f"{OWN}{key}/rename/", f"{OWN}{key}/delete/"):
        assert client.get(address).status_code == 405


def test_filters_are_refused_without_a_posting(client, user):
    save(client, "Mine", q="a")
    key = SavedFilter.objects.get().pk
    user.postings.all().delete()
    for address in (OWN, f"{OWN}{key}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{OWN}save/", {"name": "x", "query": "q=a"}).status_code == 403
    client.force_login(UserFactory())
    assert client.get(OWN).status_code == 403


def test_list_asks_as_much_for_many_filters_as_for_one(client, user, django_assert_num_queries):
    save(client, "Mine", q="a")
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    count = len(asked)  # each request forgets what was asked before
    for number in range(5):
        save(client, f"Filter {number}", q="a")
    with django_assert_num_queries(count):
        client.get(LIST)
