"""The inbox of proposals, and the screen on which one is decided."""

import pytest

from editorial.proposals.files import kept_path
from editorial.proposals.models import Proposal
from members.models import Member
from secretariats.models import Posting
from tests.editorial.pictures.files import photo, upload
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role
INBOX = "/admin/proposals/"


@pytest.fixture
def member():
    office = SecretariatFactory(lets_translations_through=False)
    return MemberFactory(secretariat=office, name_en="Suwon", website="https://old.example/")


def posted(client_of, member, role):
    return client_of(PostingFactory(secretariat=member.secretariat, role=role).user)


@pytest.fixture
def editor(client_of, member):
    return posted(client_of, member, Role.EDITOR)


@pytest.fixture
def publisher(client_of, member):
    return posted(client_of, member, Role.PUBLISHER)


def propose(client, member, **data) -> Proposal:
    address = f"/admin/members/member/{member.pk}/change/"
    form = form_data(client.get(address))
    assert client.post(address, form | data).status_code == 302
    return Proposal.objects.latest("pk")


def page_of(client, proposal) -> str:
    return client.get(f"{INBOX}{proposal.pk}/").content.decode()


def test_inbox_lists_what_is_to_decide_what_is_mine_and_what_is_decided(editor, publisher, member):
    proposal = propose(editor, member, website="https://new.example/")
    link = f'href="{INBOX}{proposal.pk}/"'
    assert link in editor.get(f"{INBOX}?list=mine").text
    assert link not in editor.get(f"{INBOX}?list=decide").text
    assert link in publisher.get(f"{INBOX}?list=decide").text
    publisher.post(f"{INBOX}{proposal.pk}/", {"decline": "1", "answer": "Not yet, please."})
    assert link not in publisher.get(f"{INBOX}?list=decide").text
    assert "Not yet, please." in editor.get(f"{INBOX}?list=decided").text
    assert Member.objects.get().website == "https://old.example/"


def test_start_page_says_what_is_to_decide(editor, publisher, member):
    propose(editor, member, website="https://new.example/")
    assert "Proposals to decide" in publisher.get("/admin/").text
    assert "Proposals to decide" not in editor.get("/admin/").text


def test_other_offices_see_nothing_of_it(client_of, editor, member):
    proposal = propose(editor, member, website="https://new.example/")
    other = client_of(PostingFactory(role=Role.MANAGER).user)
    assert other.get(f"{INBOX}{proposal.pk}/").status_code == 404
    assert other.post(f"{INBOX}{proposal.pk}/", {"decline": "1"}).status_code == 404
    assert "Suwon" not in other.get(INBOX).text


def test_who_may_not_publish_decides_nothing(client_of, editor, member):
    proposal = propose(editor, member, website="https://new.example/")
    colleague = posted(client_of, member, Role.EDITOR)
    change = proposal.changes.get()
    sent = {"accept": "1", f"take-{change.pk}-website": "1"}
    assert colleague.post(f"{INBOX}{proposal.pk}/", sent).status_code == 403
    assert colleague.post(f"{INBOX}{proposal.pk}/", {"withdraw": "1"}).status_code == 403
    assert Member.objects.get().website == "https://old.example/"


def test_proposer_withdraws(editor, member):
    proposal = propose(editor, member, website="https://new.example/")
    editor.post(f"{INBOX}{proposal.pk}/", {"withdraw": "1"})
    assert Proposal.objects.get().state == Proposal.State.WITHDRAWN


def test_who_loses_their_posting_loses_sight_of_it(client_of, member):
    posting = PostingFactory(secretariat=member.secretariat, role=Role.EDITOR)
    proposal = propose(client_of(posting.user), member, website="https://new.example/")
    posting.delete()
    PostingFactory(user=posting.user)
    assert client_of(posting.user).get(f"{INBOX}{proposal.pk}/").status_code == 404


def test_text_is_edited_before_it_is_accepted(editor, publisher, member):
    proposal = propose(editor, member, summary_ko="수원은 도시이다.")
    change = proposal.changes.get()
    sent = {"accept": "1", f"take-{change.pk}-summary_ko": "1"}
    sent[f"text-{change.pk}-summary_ko"] = "수원은 도시입니다."
    sent[f"text-{change.pk}-name_ko"] = "forged"
    publisher.post(f"{INBOX}{proposal.pk}/", sent)
    stored = Member.objects.get()
    assert stored.summary_ko == "수원은 도시입니다."
    assert not stored.name_ko


def test_what_is_refused_is_told_and_stays_open(editor, publisher, member):
    proposal = propose(editor, member, website="https://new.example/", name_ko="수원")
    change = proposal.changes.get()
    sent = {"accept": "1", f"take-{change.pk}-website": "1", f"take-{change.pk}-name_ko": "1"}
    sent[f"text-{change.pk}-name_ko"] = "수원" * 80
    response = publisher.post(f"{INBOX}{proposal.pk}/", sent)
    assert response.status_code == 200
    assert response.context["errors"]
    assert Proposal.objects.get().state == Proposal.State.OPEN
    assert Member.objects.get().website == "https://old.example/"


def test_page_that_was_overtaken_is_shown_again(editor, publisher, member):
    proposal = propose(editor, member, website="https://new.example/")
    change = proposal.changes.get()
    Member.objects.get().save()
    sent = {"accept": "1", f"take-{change.pk}-website": "1", f"seen-{change.pk}": str(change.seen)}
    response = publisher.post(f"{INBOX}{proposal.pk}/", sent)
    assert "since you opened the page" in response.text
    assert Member.objects.get().website == "https://old.example/"


def test_deleted_record_is_told(client_of, editor, member):
    proposal = propose(editor, member, website="https://new.example/")
    Member.objects.all().delete()
    page = page_of(editor, proposal)
    assert "The record has been deleted." in page
    assert "https://new.example/" in page


def test_new_picture_is_out_of_reach_until_it_is_accepted(editor, publisher, member):
    proposal = propose(editor, member, picture=upload(photo()), picture_credit="Kim")
    change = proposal.changes.get()
    name = change.values["picture"][1]
    storage = Member._meta.get_field("picture").storage
    assert not storage.exists(name)
    assert kept_path(name).exists()
    address = f"{INBOX}{proposal.pk}/{change.pk}/picture/"
    assert editor.get(address).headers["Content-Type"] == "image/webp"
    sent = {"accept": "1"} | {f"take-{change.pk}-{field}": "1" for field in change.values}
    assert publisher.post(f"{INBOX}{proposal.pk}/", sent).status_code == 302
    assert storage.exists(name)
    assert Member.objects.get().picture.name == name


def test_every_page_leads_to_the_proposals(editor):
    assert f'<a href="{INBOX}">Proposals</a>' in editor.get("/admin/members/member/").text
