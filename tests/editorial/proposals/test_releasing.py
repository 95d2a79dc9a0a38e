"""What is accepted for a moment goes out at that moment, whole, and never over others' changes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.jobs.workers import Presence
from editorial.outbox.models import Mail
from editorial.proposals.deciding import Overtaken
from editorial.proposals.models import Proposal, Release
from editorial.proposals.releasing import (
    ReleaseLane,
    carry_out,
    schedule,
    take_back,
    withdraw_scheduled,
)
from members.models import Member
from secretariats.models import Posting
from tests.editorial.proposals.test_deciding import all_of, proposed
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

State, Trouble = Proposal.State, Release.Trouble
OLD, NEW = "https://old.example/", "https://new.example/"


def stopped():
    """The mails to whoever accepted what did not go out."""
    return Mail.objects.filter(subject__startswith="Not public")


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", website=OLD)


@pytest.fixture
def publisher(member):
    return PostingFactory(secretariat=member.secretariat, role=Posting.Role.PUBLISHER).user


def soon():
    return timezone.now() + timedelta(hours=1)


def scheduled(first, *others, by) -> Release:
    return schedule(first, others, by, all_of(first), soon())


def come(release: Release) -> Release:
    """Let its moment come."""
    Release.objects.filter(pk=release.pk).update(due_at=timezone.now())
    carry_out(release)
    return Release.objects.get(pk=release.pk)


def test_nothing_is_public_before_the_moment_and_all_is_at_it(member, publisher):
    proposal = proposed(member, website=[OLD, NEW])
    release = scheduled(proposal, by=publisher)
    assert Member.objects.get().website == OLD
    assert Proposal.objects.get().state == State.SCHEDULED
    assert not ReleaseLane(None).step()
    assert come(release).state == Release.State.DONE
    assert Member.objects.get().website == NEW
    stored = Proposal.objects.get()
    assert (stored.state, stored.decided_by) == (State.ACCEPTED, publisher)
    version = Member.objects.get().past.first()
    assert version.history_user == publisher
    assert version.history_change_reason == f"proposal:{proposal.pk}:{proposal.proposer}"


def test_worker_carries_out_what_is_due_once(member, publisher):
    release = scheduled(proposed(member, website=[OLD, NEW]), by=publisher)
    Release.objects.update(due_at=timezone.now())
    lane = ReleaseLane(Presence())
    assert (lane.step(), lane.step()) == (True, False)
    version = Member.objects.get().version
    carry_out(release)
    assert Member.objects.get().version == version


def test_field_that_was_changed_meanwhile_goes_back_as_a_conflict(member, publisher):
    proposal = proposed(member, website=[OLD, NEW], name_ko=[None, "수원"])
    release = scheduled(proposal, by=publisher)
    member.website = "https://third.example/"
    member.save()
    done = come(release)
    stored = Member.objects.get()
    assert (stored.website, stored.name_ko) == ("https://third.example/", "수원")
    back = Proposal.objects.open().get()
    assert (back.proposer, back.release) == (proposal.proposer, release)
    assert back.changes.get().values == {"website": [OLD, NEW]}
    assert done.trouble == Trouble.CONFLICT
    assert stopped().get().recipient == publisher.email


def test_what_the_acceptor_saw_and_overrode_is_no_conflict(member, publisher):
    proposal = proposed(member, website=[OLD, NEW])
    member.website = "https://third.example/"
    member.save()
    release = scheduled(proposal, by=publisher)
    assert come(release).state == Release.State.DONE
    assert Member.objects.get().website == NEW


def test_alone_in_conflict_it_waits_again_as_it_was(member, publisher):
    proposal = proposed(member, website=[OLD, NEW])
    release = scheduled(proposal, by=publisher)
    member.website = "https://third.example/"
    member.save()
    assert come(release).state == Release.State.STOPPED
    stored = Proposal.objects.get()
    assert (stored.state, stored.decided_by, stored.decision) == (State.OPEN, None, None)


def test_group_goes_out_in_one_step(member, publisher):
    other = MemberFactory(name_en="Goyang", secretariat=member.secretariat, website=OLD)
    first, second = proposed(member, website=[OLD, NEW]), proposed(other, website=[OLD, NEW])
    come(scheduled(first, second, by=publisher))
    assert {*Member.objects.values_list("website", flat=True)} == {NEW}
    assert {*Proposal.objects.values_list("state", flat=True)} == {State.ACCEPTED}


def change(member, other, proposals):
    other.website = "https://third.example/"
    other.save()


def delete(member, other, proposals):
    other.delete()


def forbid(member, other, proposals):
    kept = proposals[1].changes.get()
    kept.values = {"website": [OLD, "javascript:alert(1)"]}
    kept.save()


def take_the_posting(member, other, proposals):
    Posting.objects.all().delete()


@pytest.mark.parametrize(
    ("deed", "trouble"),
    [
        (change, Trouble.CONFLICT),
        (delete, Trouble.GONE),
        (forbid, Trouble.REFUSED),
        (take_the_posting, Trouble.POWER),
    ],
)
def test_group_waits_whole_and_says_why(member, publisher, deed, trouble):
    other = MemberFactory(name_en="Goyang", secretariat=member.secretariat, website=OLD)
    proposals = [proposed(member, website=[OLD, NEW]), proposed(other, website=[OLD, NEW])]
    release = scheduled(*proposals, by=publisher)
    deed(member, other, proposals)
    done = come(release)
    assert (done.state, done.trouble) == (Release.State.STOPPED, trouble)
    assert Member.objects.get(pk=member.pk).website == OLD
    assert {*Proposal.objects.values_list("state", "release")} == {(State.OPEN, release.pk)}
    assert stopped().get().recipient == publisher.email
    assert not mail.outbox


def test_group_stops_where_the_acceptor_was_switched_off(member, publisher):
    release = scheduled(proposed(member, website=[OLD, NEW]), by=publisher)
    publisher.is_active = False
    publisher.save()
    assert come(release).trouble == Trouble.POWER
    assert Member.objects.get().website == OLD


def test_what_would_be_refused_now_does_not_wait(member, publisher):
    proposal = proposed(member, website=[OLD, "javascript:alert(1)"])
    with pytest.raises(ValidationError):
        scheduled(proposal, by=publisher)
    assert not Release.objects.exists()
    assert Proposal.objects.get().state == State.OPEN
    assert Member.objects.get().past.count() == 1


def test_taken_back_it_is_open_again_and_nobody_is_written_to(member, publisher):
    release = scheduled(proposed(member, website=[OLD, NEW]), by=publisher)
    take_back(Proposal.objects.get())
    assert Proposal.objects.get().state == State.OPEN
    assert come(release).state == Release.State.STOPPED
    assert Member.objects.get().website == OLD
    assert not stopped().exists()
    with pytest.raises(Overtaken):
        take_back(Proposal.objects.get())


def test_withdrawn_part_lets_the_others_wait(member, publisher):
    other = MemberFactory(name_en="Goyang", secretariat=member.secretariat, website=OLD)
    first, second = proposed(member, website=[OLD, NEW]), proposed(other, website=[OLD, NEW])
    release = scheduled(first, second, by=publisher)
    withdraw_scheduled(Proposal.objects.get(pk=second.pk), second.proposer)
    states = dict(Proposal.objects.values_list("pk", "state"))
    assert states == {first.pk: State.OPEN, second.pk: State.WITHDRAWN}
    stopped = Release.objects.get(pk=release.pk)
    assert (stopped.trouble, stopped.about) == (Trouble.WITHDRAWN, second.called)


def test_what_is_scheduled_is_not_decided_again(member, publisher):
    proposal = proposed(member, website=[OLD, NEW])
    scheduled(proposal, by=publisher)
    with pytest.raises(Overtaken):
        scheduled(proposal, by=publisher)


def test_unexpected_failure_stops_it_rather_than_coming_again(member, publisher, monkeypatch):
    release = scheduled(proposed(member, website=[OLD, NEW]), by=publisher)

    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr("editorial.proposals.releasing.publish_one", fail)
    assert come(release).trouble == Trouble.ERROR
    assert Proposal.objects.get().state == State.OPEN
