"""Whatever the back office cannot answer, it says so in its own frame, with a way back."""

import pytest
from django.test import Client

from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

OTHER_LISTS = ("/admin/members/theme/", "/admin/secretariats/area/")
LIST, FRAME = "/admin/members/member/", 'id="user-tools"'


@pytest.fixture
def user():
    return PostingFactory(role=Posting.Role.EDITOR).user


@pytest.fixture
def client(client_of, user):
    return client_of(user)


def leads_to(answer, address: str) -> bool:
    return f'href="{address}"' in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{LIST}?_to_field=population", 400),
        (f"{LIST}999/preview/ko/", 404),
        (f"{LIST}deleted/99/", 404),
        ("/admin/members/theme/add/", 403),
        ("/admin/secretariats/area/import/", 403),
        ("/admin/nowhere/", 404),
    ],
)
def test_refusal_has_the_frame_and_the_way_back(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert FRAME in answer.text
    assert leads_to(answer, "/admin/")
    kind = "/".join(address.split("/")[:4]) + "/"
    assert leads_to(answer, kind) == (kind in (LIST, *OTHER_LISTS))


def test_form_that_was_open_too_long_is_refused_inside(user):
    member = MemberFactory(secretariat=user.postings.get().secretariat)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    answer = client.post(f"{LIST}{member.pk}/change/", {"population": "5"})
    assert (answer.status_code, FRAME in answer.text) == (403, True)
    assert leads_to(answer, LIST)


def test_way_back_keeps_the_filters(client):
    query = "_changelist_filters=level__exact%3Dcounty"
    assert leads_to(client.get(f"{LIST}999/preview/ko/?{query}"), f"{LIST}?level__exact=county")


def test_refusal_speaks_the_language_of_the_user(client_of):
    user = PostingFactory(user__interface_language="ko").user
    answer = client_of(user).get(f"{LIST}deleted/99/")
    assert 'lang="ko"' in answer.text
    assert "목록으로 돌아가기" in answer.text


def test_nobody_else_sees_the_frame(client_of):
    for visitor in (Client(), client_of(UserFactory(is_staff=False))):
        assert FRAME not in visitor.get(f"{LIST}deleted/99/", follow=True).text
    for address in ("/en/nowhere/", "/media/nowhere.webp"):
        answer = client_of(PostingFactory().user).get(address)
        assert (answer.status_code, FRAME in answer.text) == (404, False)


def test_list_that_the_user_does_not_see_is_no_way_back(client):
    answer = client.get("/admin/secretariats/designationexception/7/history/designation/7/")
    assert answer.status_code in (403, 404)
    assert not leads_to(answer, "/admin/secretariats/designationexception/")


@pytest.mark.parametrize("page", ["change", "history"])
def test_record_that_is_gone_leads_to_the_list_with_a_word(client, page):
    query = "?_changelist_filters=level__exact%3Dcounty"
    answer = client.get(f"{LIST}999/{page}/{query}", follow=True)
    assert answer.request["PATH_INFO"] == LIST
    assert answer.request["QUERY_STRING"] == "level__exact=county"
    (told,) = answer.context["messages"]
    assert "999" in str(told)
