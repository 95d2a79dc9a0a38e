"""Saving leads on to the next record of the list that the user came from."""

from urllib.parse import parse_qs, urlsplit

import pytest

from members.models import Member
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import LIST, change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def members(office) -> dict[str, Member]:
    names = ("Ansan", "Busan", "Changwon", "Daegu")
    found = {name: MemberFactory(name_en=name, secretariat=office) for name in names}
    Member.objects.filter(pk=found["Busan"].pk).update(status="draft")
    return found


@pytest.fixture
def publisher(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)


def after(client, member: Member, filters: str = "", **values: str):
    """Where the button leads from a member's form, to which a list led by ``filters``."""
    where = change_url(member) + (f"?_changelist_filters={filters}" if filters else "")
    sent = form_data(client.get(where)) | {"_next": "1"} | values
    return client.post(where, sent)


def test_next_is_that_of_the_list(publisher, members):
    assert after(publisher, members["Ansan"]).url == change_url(members["Busan"])


def test_next_is_that_of_the_list_as_it_was_filtered_and_the_address_keeps_it(publisher, members):
    answer = after(publisher, members["Ansan"], "status__exact%3Dpublished")
    where = urlsplit(answer.url)
    assert where.path == change_url(members["Changwon"])
    assert parse_qs(where.query)["_changelist_filters"] == ["status__exact=published"]


def test_next_is_found_though_the_saved_record_left_the_list(publisher, members):
    answer = after(publisher, members["Changwon"], "q%3Dan", name_en="Gyeongju")
    assert Member.objects.get(pk=members["Changwon"].pk).name_en == "Gyeongju"
    listed = publisher.get(f"{LIST}?q=an").context["cl"].result_list
    assert members["Changwon"].pk not in {member.pk for member in listed}
    assert answer.status_code == 302


@pytest.mark.parametrize(("name", "filters"), [("Daegu", ""), ("Ansan", "nonsense%3D1")])
def test_last_of_a_list_leads_back_to_it(publisher, members, name, filters):
    answer = after(publisher, members[name], filters)
    assert urlsplit(answer.url).path == LIST
    page = publisher.get(LIST)
    assert "That was the last record of this list." in [str(m) for m in page.context["messages"]]


def test_what_is_wrong_keeps_the_form(publisher, members):
    answer = after(publisher, members["Ansan"], name_en="")
    assert answer.status_code == 200
    assert answer.context["problems"]


def test_list_holds_nothing_that_the_user_does_not_see(publisher, members):
    stranger = MemberFactory(name_en="Baguio")
    assert after(publisher, members["Ansan"]).url == change_url(members["Busan"])
    assert publisher.get(change_url(stranger)).status_code == 302


def test_form_offers_the_next_where_something_can_be_changed(publisher, client_of, members):
    page = publisher.get(change_url(members["Ansan"])).text
    assert 'name="_next"' in page
    assert 'name="_addanother"' not in page
    added = publisher.get(f"{LIST}add/").text
    assert 'name="_next"' not in added
    assert 'name="_addanother"' in added
