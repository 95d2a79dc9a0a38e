"""The inbox of proposals, and the screen on which one is decided."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

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


def later(**more):
    """A moment in an hour, as the browser's field sends it."""
    at = (timezone.now() + timedelta(hours=1)).astimezone(ZoneInfo("Asia/Seoul"))
    return {"later": "1", "due_at": f"{at:%Y-%m-%dT%H:%M}"} | more


def ticked(proposal):
    found = [(one.pk, name) for one in proposal.changes.all() for name in one.values]
    return {f"take-{key}-{name}": "1" for key, name in found}


def test_proposal_is_accepted_for_a_moment_and_taken_back(editor, publisher, member):
    proposal = propose(editor, member, website="https://new.example/")
    page = f"{INBOX}{proposal.pk}/"
    answer = publisher.post(page, later(**ticked(proposal)), follow=True)
    assert "Readers see it from" in answer.text
    assert Member.objects.get().website == "https://old.example/"
    assert f'href="{page}"' in editor.get(f"{INBOX}?list=scheduled").text
    assert "public from" in editor.get(f"/admin/members/member/{member.pk}/change/").text
    assert 'name="take_back"' not in page_of(editor, proposal)
    assert editor.post(page, {"take_back": "1"}).status_code == 403
    assert 'name="take_back"' in page_of(publisher, proposal)
    publisher.post(page, {"take_back": "1"})
    assert "did not go out" in page_of(publisher, proposal)
    assert Proposal.objects.get().state == Proposal.State.OPEN


def test_proposer_who_goes_on_after_acceptance_makes_a_new_proposal(editor, publisher, member):
    proposal = propose(editor, member, website="https://new.example/")
    publisher.post(f"{INBOX}{proposal.pk}/", later(**ticked(proposal)))
    anew = propose(editor, member, website="https://newer.example/")
    assert anew.pk != proposal.pk
    assert {one.state for one in Proposal.objects.all()} == {"open", "scheduled"}


@pytest.mark.parametrize(
    ("due_at", "words"), [("", "Enter a day"), ("2020-01-01T10:00", "past"), ("x", "Enter a day")]
)
def test_bad_moment_is_refused_and_what_was_written_stays(editor, publisher, member, due_at, words):
    proposal = propose(editor, member, website="https://new.example/")
    sent = later(**ticked(proposal)) | {"due_at": due_at, "answer": "From May on."}
    page = publisher.post(f"{INBOX}{proposal.pk}/", sent)
    assert words in page.text
    assert "From May on." in page.text
    assert Proposal.objects.get().state == Proposal.State.OPEN


def test_editor_can_accept_nothing_for_later(editor, member):
    proposal = propose(editor, member, website="https://new.example/")
    assert editor.post(f"{INBOX}{proposal.pk}/", later(**ticked(proposal))).status_code == 403


def test_proposals_on_several_records_are_decided_together(editor, publisher, member):
    other = MemberFactory(secretariat=member.secretariat, name_en="Goyang")
    first = propose(editor, member, website="https://new.example/")
    second = propose(editor, other, website="https://goyang.example/")
    inbox = publisher.get(f"{INBOX}?list=decide").text
    assert f'name="with" value="{second.pk}"' in inbox
    answer = publisher.get(f"{INBOX}?with={first.pk}&with={second.pk}")
    assert answer.url == f"{INBOX}{first.pk}/?with={second.pk}"
    page = publisher.get(answer.url).text
    assert f'name="with" value="{second.pk}" checked' in page
    publisher.post(answer.url, ticked(first) | {"accept": "1", "with": second.pk})
    stored = dict(Member.objects.values_list("name_en", "website"))
    assert stored == {"Suwon": "https://new.example/", "Goyang": "https://goyang.example/"}


def test_forged_key_of_another_offices_proposal_is_not_taken_along(
    client_of, editor, publisher, member
):
    foreign = MemberFactory(
        secretariat=SecretariatFactory(lets_translations_through=False), name_en="Aichi"
    )
    theirs = propose(posted(client_of, foreign, Role.EDITOR), foreign, website="https://x.example/")
    own = propose(editor, member, website="https://new.example/")
    page = f"{INBOX}{own.pk}/?with={theirs.pk}"
    answer = publisher.post(page, ticked(own) | {"accept": "1", "with": theirs.pk})
    assert "since you opened the page" in answer.text
    assert {one.state for one in Proposal.objects.all()} == {"open"}
