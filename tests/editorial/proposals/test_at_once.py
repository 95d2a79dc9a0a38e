"""Two at the same moment, and a worker that is killed: nothing is lost, nothing is half public."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from editorial.history.writing import lock
from editorial.proposals.deciding import Overtaken, decide
from editorial.proposals.models import Proposal, Release
from editorial.proposals.releasing import schedule
from members.models import Member
from secretariats.models import Posting
from tests.editorial.proposals.test_deciding import all_of, proposed
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory
from tests.processes import database_url
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

State = Proposal.State
NAMES = {
    "name_en": "Suwon City",
    "name_zh_hant": "水原市",
    "name_ko": "수원시",
    "name_ja": "スウォン市",
    "name_zh_hans": "水原城",
}


def outcome(act):
    """What came of it: a value, or that somebody else was first."""
    try:
        return act()
    except Overtaken:
        return Overtaken


def test_of_two_acceptances_at_once_one_counts(rounds):
    member = MemberFactory(website="https://old.example/")
    users = [UserFactory(), UserFactory()]
    for number in rounds(50):
        old = Member.objects.get().website
        proposal = proposed(member, website=[old, f"https://new-{number}.example/"])
        decision, before = all_of(proposal), Member.objects.get().version

        def accept(index, proposal=proposal, decision=decision):
            return outcome(lambda: decide(proposal, users[index], decision).state)

        assert {*at_once(accept)} == {State.ACCEPTED, Overtaken}
        stored = Member.objects.get()
        assert stored.website == f"https://new-{number}.example/"
        assert stored.version == before + 1


def test_acceptance_and_direct_save_at_once_lose_nothing(rounds):
    member = MemberFactory(website="https://old.example/", name_ko="")
    user = UserFactory()
    for number in rounds(50):
        stored = Member.objects.get()
        mine, theirs = f"https://new-{number}.example/", f"https://saved-{number}.example/"
        proposal = proposed(
            member,
            website=[stored.website, mine],
            name_ko=[stored.name_ko, f"수원 {number}"],
        )
        decision = all_of(proposal, seen={proposal.changes.get().pk: stored.version})

        def act(index, proposal=proposal, decision=decision, theirs=theirs):
            if index:
                return outcome(lambda: decide(proposal, user, decision).state)
            return save_website(theirs)

        _saved, accepted = at_once(act)
        after = Member.objects.get()
        versions = [one.website for one in after.past.order_by("history_id")]
        assert theirs in versions
        if accepted == State.ACCEPTED:  # it came first, and whoever saved then saw it
            assert mine in versions
            assert after.name_ko == f"수원 {number}"
        else:
            assert after.website == theirs
            assert Proposal.objects.get(pk=proposal.pk).state == State.OPEN


def save_website(value):
    """Save as a form does: what is stored is locked, read and changed by one field."""
    with transaction.atomic():
        lock(Member, list(Member.objects.values_list("pk", flat=True)))
        member = Member.objects.get()
        member.website = value
        member.save()


def started() -> subprocess.Popen:
    """A process that has begun to carry out a release."""
    environment = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = (sys.executable, "-m", "tests.editorial.proposals.releasing")
    child = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ | environment, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"releasing\n"
    return child


def test_release_of_five_languages_killed_at_any_point_is_whole_or_not_at_all(rounds):
    member = MemberFactory(**{name: f"{text} 0" for name, text in NAMES.items()})
    office, role = member.secretariat, Posting.Role.PUBLISHER
    user = PostingFactory(secretariat=office, role=role).user
    chance = random.Random(1)
    for number in rounds(20):
        if not Release.objects.filter(state=Release.State.WAITING).exists():
            stored = Member.objects.get()
            first, *others = (
                proposed(member, **{name: [getattr(stored, name), f"{text} {number + 1}"]})
                for name, text in NAMES.items()
            )
            schedule(first, others, user, all_of(first), timezone.now())
        child = started()
        time.sleep(chance.uniform(0, 0.4))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        stored = Member.objects.get()
        endings = {getattr(stored, name).removeprefix(f"{text} ") for name, text in NAMES.items()}
        assert len(endings) == 1
        is_done = Release.objects.latest("pk").state == Release.State.DONE
        latest = {*Release.objects.latest("pk").proposals.values_list("state", flat=True)}
        assert latest == ({State.ACCEPTED} if is_done else {State.SCHEDULED})
