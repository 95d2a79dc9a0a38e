from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.screens.models import Presence
from editorial.screens.presence import unsaved_key
from members.models import Member
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import change_url, form_data

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def member():
    return MemberFactory()


def colleague(member, name):
    return PostingFactory(secretariat=member.secretariat, user__display_name=name).user


def notice(client, member) -> str:
    return client.post(f"/admin/members/member/{member.pk}/presence/").json()["notice"]


def test_colleague_with_the_same_form_is_named(client_of, member):
    minsu, yuki = colleague(member, "Minsu"), colleague(member, "Yuki")
    assert notice(client_of(minsu), member) == ""
    told = notice(client_of(yuki), member)
    assert told == "Others have this form open too: Minsu. What all of you save is merged."
    assert "Yuki" in notice(client_of(minsu), member)


def test_colleague_who_is_not_heard_of_is_forgotten(client_of, member):
    notice(client_of(colleague(member, "Minsu")), member)
    Presence.objects.update(heard_at=timezone.now() - timedelta(minutes=2))
    assert notice(client_of(colleague(member, "Yuki")), member) == ""


def test_presence_at_a_form_of_another_office_is_not_told(client_of, member):
    stranger = colleague(MemberFactory(), "Stranger")
    url = f"/admin/members/member/{member.pk}/presence/"
    assert client_of(stranger).post(url).status_code == 404
    assert not Presence.objects.exists()
    assert client_of(stranger).get(url).status_code == 405


def test_form_names_its_draft_and_a_save_forgets_it(client, member):
    user = colleague(member, "Minsu")
    client.force_login(user)
    response = client.get(change_url(member))
    key = f"draft:members.member:{member.pk}:{user.pk}"
    assert f'data-key="{key}"' in response.content.decode()
    saved = client.post(change_url(member), form_data(response))
    assert saved.cookies["draft_saved"].value == key.replace(":", "%3A")


def test_form_that_is_refused_keeps_its_draft(client, member):
    client.force_login(colleague(member, "Minsu"))
    data = form_data(client.get(change_url(member)))
    refused = client.post(change_url(member), data | {"name_en": ""})
    assert refused.status_code == 200
    assert "draft_saved" not in refused.cookies
    assert 'data-bound="1"' in refused.content.decode()


def test_unsaved_texts_of_one_language_have_a_name_of_their_own():
    member, user = MemberFactory(), PostingFactory().user
    place = f"draft:members.member:{member.pk}"
    assert unsaved_key(Member, member, user) == f"{place}:{user.pk}"
    assert unsaved_key(Member, member, user, "ko") == f"{place}:ko:{user.pk}"
    assert unsaved_key(Member, None, user) == f"draft:members.member:new:{user.pk}"
