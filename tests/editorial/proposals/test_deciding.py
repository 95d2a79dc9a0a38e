"""Accepting is merging: nothing that somebody saved since is lost, and all goes out at once."""

import pytest
from django.core.exceptions import ValidationError

from editorial.proposals.deciding import Decision, Overtaken, decide, decide_together, withdraw
from editorial.proposals.models import Proposal, ProposedChange
from members.models import Fact, Member
from tests.factories.editorial import UserFactory
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory, ThemeFactory

pytestmark = pytest.mark.django_db

State = Proposal.State


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", website="https://old.example/")


@pytest.fixture
def publisher():
    return UserFactory()


def proposed(record, owner=None, deed="change", **values) -> Proposal:
    owner = owner or record
    made = Proposal.objects.create(
        kind=owner._meta.label_lower,
        key=owner.pk,
        office=owner.secretariat,
        called=str(owner),
        proposer=UserFactory(),
    )
    kept = {"kind": record._meta.label_lower, "key": record.pk, "seen": record.version or 0}
    made.changes.create(deed=deed, values=values, **kept)
    return made


def all_of(proposal, **more) -> Decision:
    taken = {}
    for change in proposal.changes.all():
        taken[change.pk] = frozenset(change.values if change.deed == "change" else ("",))
    return Decision(taken, **more)


def test_others_changes_of_other_fields_are_kept(member, publisher):
    proposal = proposed(member, website=["https://old.example/", "https://new.example/"])
    member.name_ko = "수원"
    member.save()
    decide(proposal, publisher, all_of(proposal))
    stored = Member.objects.get()
    assert (stored.website, stored.name_ko) == ("https://new.example/", "수원")


def test_part_is_accepted_and_the_rest_declined(member, publisher):
    proposal = proposed(member, website=["", "https://new.example/"], name_ko=[None, "수원"])
    change = proposal.changes.get()
    decided = decide(proposal, publisher, Decision({change.pk: frozenset({"name_ko"})}))
    assert decided.state == State.PARTLY
    assert Member.objects.get().website == "https://old.example/"
    assert ProposedChange.objects.get().accepted == ["name_ko"]


def test_links_of_both_are_kept(member, publisher):
    mine, theirs = ThemeFactory(), ThemeFactory()
    proposal = proposed(member, themes=[[], [mine.pk]])
    member.themes.add(theirs)
    decide(proposal, publisher, all_of(proposal))
    assert {*Member.objects.get().themes.all()} == {mine, theirs}


def test_row_is_added_changed_and_deleted(member, publisher):
    kept, gone = FactFactory(member=member, wording_en="Old"), FactFactory(member=member)
    indicator = IndicatorFactory(secretariat=member.secretariat, kind="text")
    added = Fact(member=member, indicator=indicator, wording_en="New")
    made = proposed(kept, member, wording_en=["Old", "Better"])
    values = {"member": [None, member.pk], "indicator": [None, indicator.pk]}
    made.changes.create(
        kind="members.fact", deed="add", values=values | {"wording_en": ["", added.wording_en]}
    )
    made.changes.create(kind="members.fact", key=gone.pk, deed="delete")
    decide(made, publisher, all_of(made))
    assert {*Fact.objects.values_list("wording_en", flat=True)} == {"Better", "New"}
    assert Proposal.objects.get().state == State.ACCEPTED


def test_what_is_not_allowed_today_is_refused_and_nothing_is_stored(member, publisher):
    proposal = proposed(member, website=["", "javascript:alert(1)"], name_ko=[None, "수원"])
    with pytest.raises(ValidationError):
        decide(proposal, publisher, all_of(proposal))
    assert not Member.objects.get().name_ko
    assert Proposal.objects.get().state == State.OPEN


def test_version_says_by_whose_proposal_it_is_and_who_accepted(member, publisher):
    proposal = proposed(member, website=["https://old.example/", "https://new.example/"])
    decide(proposal, publisher, all_of(proposal))
    version = Member.objects.get().past.first()
    assert version.history_change_reason == f"proposal:{proposal.pk}:{proposal.proposer}"


def test_several_go_out_together(member, publisher):
    first = proposed(member, website=["https://old.example/", "https://new.example/"])
    second = proposed(member, name_ko=[None, "수원"])
    decide_together(first, [second], publisher, all_of(first))
    stored = Member.objects.get()
    assert (stored.website, stored.name_ko) == ("https://new.example/", "수원")
    assert {*Proposal.objects.values_list("state", flat=True)} == {State.ACCEPTED}


def test_none_goes_out_where_one_is_in_conflict(member, publisher):
    first = proposed(member, website=["https://old.example/", "https://new.example/"])
    second = proposed(member, name_ko=["수원", "수원시"])
    member.name_ko = "수원특례시"
    member.save()
    with pytest.raises(ValidationError, match="in conflict"):
        decide_together(first, [second], publisher, all_of(first))
    stored = Member.objects.get()
    assert (stored.website, stored.name_ko) == ("https://old.example/", "수원특례시")
    assert {*Proposal.objects.values_list("state", flat=True)} == {State.OPEN}


def test_what_is_decided_is_not_decided_again(member, publisher):
    proposal = proposed(member, website=["https://old.example/", "https://new.example/"])
    decide(proposal, publisher, all_of(proposal))
    for again in (lambda: decide(proposal, publisher, Decision({})), lambda: withdraw(proposal, 0)):
        with pytest.raises(Overtaken):
            again()


def test_record_that_is_gone_leaves_the_proposal_declined(member, publisher):
    proposal = proposed(member, website=["https://old.example/", "https://new.example/"])
    member.delete()
    assert decide(proposal, publisher, all_of(proposal)).state == State.DECLINED
