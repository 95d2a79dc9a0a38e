"""What somebody who may not publish saves of what is public is proposed."""

import pytest

from editorial.proposals.models import Proposal
from members.models import Fact, Member
from secretariats.models import Posting
from tests.factories.members import FactFactory, MemberFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

MEMBER = "/admin/members/member/"


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", website="https://old.example/")


@pytest.fixture
def editor(client, member):
    client.force_login(
        PostingFactory(secretariat=member.secretariat, role=Posting.Role.EDITOR).user
    )
    return client


def publisher_of(client, member):
    role = Posting.Role.PUBLISHER
    client.force_login(PostingFactory(secretariat=member.secretariat, role=role).user)
    return client


def saved(client, member, **data):
    address = f"{MEMBER}{member.pk}/change/"
    form = form_data(client.get(address))
    return client.post(address, form | data)


def test_save_of_an_editor_becomes_a_proposal(editor, member):
    response = saved(editor, member, website="https://new.example/")
    assert response.status_code == 302
    assert Member.objects.get().website == "https://old.example/"
    change = Proposal.objects.get().changes.get()
    assert change.values == {"website": ["https://old.example/", "https://new.example/"]}
    page = editor.get(response.url).content.decode()
    assert "Your change is proposed" in page
    assert "was changed successfully" not in page


def test_save_of_a_draft_is_stored(editor, member):
    member.status = "draft"
    member.save()
    saved(editor, member, website="https://new.example/")
    assert Member.objects.get().website == "https://new.example/"
    assert not Proposal.objects.exists()


def test_save_of_a_publisher_is_public_at_once(client, member):
    saved(publisher_of(client, member), member, website="https://new.example/")
    assert Member.objects.get().website == "https://new.example/"
    assert not Proposal.objects.exists()


def test_publisher_may_propose_all_the_same(client, member):
    saved(publisher_of(client, member), member, website="https://new.example/", _propose="1")
    assert Member.objects.get().website == "https://old.example/"
    assert Proposal.objects.exists()


def test_accepting_stores_it(client, editor, member):
    saved(editor, member, website="https://new.example/", name_ko="수원")
    proposal = Proposal.objects.get()
    publisher_of(client, member)
    address = f"/admin/proposals/{proposal.pk}/"
    page = client.get(address)
    assert "new.example" in page.content.decode()
    change = proposal.changes.get()
    sent = {f"take-{change.pk}-website": "1", f"seen-{change.pk}": member.version, "accept": "1"}
    assert client.post(address, sent).status_code == 302
    stored = Member.objects.get()
    assert stored.website == "https://new.example/"
    assert stored.name_ko in (None, "")
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.PARTLY
    assert proposal.changes.get().accepted == ["website"]


def test_row_added_to_a_public_record_is_proposed(client, editor, member):
    fact = FactFactory(member=member, wording_en="Old")
    address = f"{MEMBER}{member.pk}/change/"
    form = form_data(editor.get(address))
    row = {"id": fact.pk, "member": member.pk, "indicator": fact.indicator_id, "wording_en": "New"}
    row |= {"year": fact.year or "", "source": fact.source_id or "", "seen_version": fact.version}
    form |= {f"facts-0-{name}": value for name, value in row.items()}
    form |= {"facts-TOTAL_FORMS": 1, "facts-INITIAL_FORMS": 1}
    response = editor.post(address, form)
    assert response.status_code == 302, response.context["errors"]
    assert Fact.objects.get().wording_en == "Old"
    proposal = Proposal.objects.get()
    change = proposal.changes.get()
    assert change.kind == "members.fact"
    assert [*change.values] == ["wording_en"]
    publisher_of(client, member)
    client.get(f"/admin/proposals/{proposal.pk}/")
    client.post(
        f"/admin/proposals/{proposal.pk}/", {f"take-{change.pk}-wording_en": "1", "accept": "1"}
    )
    assert Fact.objects.get().wording_en == "New"


def test_later_save_joins_the_open_proposal(editor, member):
    saved(editor, member, website="https://new.example/")
    saved(editor, member, name_ko="수원")
    change = Proposal.objects.get().changes.get()
    assert {*change.values} == {"website", "name_ko"}


def test_what_others_changed_since_is_in_conflict(client, editor, member):
    saved(editor, member, website="https://new.example/")
    Member.objects.get().save()
    publisher_of(client, member)
    saved(client, member, website="https://other.example/")
    page = client.get(f"/admin/proposals/{Proposal.objects.get().pk}/").content.decode()
    assert "Somebody has changed this since" in page
