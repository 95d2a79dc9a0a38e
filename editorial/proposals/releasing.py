"""Releases: what somebody accepted for a moment goes out at that moment, all of it or nothing.

A person decides, and the clock only carries out. What somebody changed in between is not
overwritten: it goes back to the inbox as a conflict. Where several proposals go out together, none
does without the others: all go back, and say why.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.acting import NobodyThere, acting_as
from editorial.accounts.models import User
from editorial.history.three_way import Merge
from editorial.history.writing import lock_rows, touching_only_what_holds
from editorial.jobs.workers import AWAY, Presence
from editorial.proposals.deciding import (
    Decision,
    Overtaken,
    decide,
    decide_together,
    end,
    hold_together,
    open_proposal,
    with_decisions,
)
from editorial.proposals.files import rehearsing
from editorial.proposals.models import LONGEST_REMARK, Proposal, ProposedChange, Release
from editorial.proposals.notices import tell_stopped
from editorial.proposals.writing import judge, stored_value

logger = logging.getLogger(__name__)

State, Trouble = Proposal.State, Release.Trouble


class Stopped(Exception):
    """What was accepted cannot go out as it was accepted."""

    def __init__(self, trouble: str, about: str = "", words: str = "") -> None:
        self.trouble, self.about, self.words = trouble, about, words


class Undone(Exception):
    """A rehearsal is over."""


# Accepting for a moment


def schedule(
    proposal: Proposal,
    others: Iterable[Proposal],
    user: User,
    decision: Decision,
    due_at: datetime,
) -> Release:
    """Accept a proposal, and others whole with it, for a moment to come.

    Raises Overtaken, or ValidationError for what would be refused now: nothing waits for its moment
    only to be refused then.
    """
    together = [*others]
    rehearse(proposal, together, user, decision)
    with transaction.atomic():
        hold_together([*together, proposal])
        release = Release.objects.create(due_at=due_at, made_by=user)
        for one, _user, decided in with_decisions(proposal, together, user, decision):
            found = open_proposal(one.pk)
            found.state, found.release = State.SCHEDULED, release
            found.decision = as_kept(decided, found.changes.filter(state=""))
            end(found, user, decision.answer)
    return release


def rehearse(proposal: Proposal, others: list[Proposal], user: User, decision: Decision) -> None:
    """Accept it now, and take that back. Raises what accepting raises."""
    try:
        with touching_only_what_holds(), rehearsing(), transaction.atomic():
            if decide_together(proposal, others, user, decision).state == State.DECLINED:
                raise ValidationError(gettext("Tick what you accept."))
            raise Undone
    except Undone:
        return


def as_kept(decision: Decision, changes: Iterable[ProposedChange]) -> dict[str, Any]:
    """A decision as JSON holds it, with the stored values that whoever decided saw."""
    kept: dict[str, Any] = {"answer": decision.answer, "reason": decision.reason, "changes": {}}
    for change in changes:
        record = change.record()
        taken = sorted(name for name in decision.taken.get(change.pk, ()))
        fields = [change.model._meta.get_field(name) for name in taken if name]
        plain = [own for own in fields if record is not None and not own.many_to_many]
        kept["changes"][str(change.pk)] = {
            "taken": taken,
            "texts": dict(decision.texts.get(change.pk, {})),
            "bases": {own.name: stored_value(record, own) for own in plain},
        }
    return kept


def kept_decision(proposal: Proposal) -> Decision:
    """What was decided of a proposal for its moment."""
    kept = proposal.decision or {}
    changes = {int(key): one for key, one in kept.get("changes", {}).items()}
    return Decision(
        {key: frozenset(one["taken"]) for key, one in changes.items()},
        texts={key: one["texts"] for key, one in changes.items()},
        bases={key: one["bases"] for key, one in changes.items()},
        answer=kept.get("answer", ""),
        reason=kept.get("reason", ""),
    )


# Carrying out


class ReleaseLane:
    """Carries out what was accepted for a moment, when it comes."""

    def __init__(self, presence: Presence) -> None:
        self.presence = presence

    def step(self) -> bool:
        """Carry out the next release that is due; whether there was one."""
        release = Release.objects.due().first()
        if release is not None:
            carry_out(release)
        return release is not None


def carry_out(release: Release) -> None:
    """Make public what was accepted, in one transaction; or stop the release and say why."""
    try:
        with acting_as(release.made_by_id):
            publish(release)
    except Stopped as why:
        stop(release, why)
    except (NobodyThere, PermissionDenied):
        stop(release, Stopped(Trouble.POWER))
    except AWAY:
        raise
    except Exception:
        logger.exception("Release %s could not be carried out", release.pk)
        stop(release, Stopped(Trouble.ERROR))


def publish(release: Release) -> None:
    """Store all of a release. Raises Stopped, with nothing stored."""
    with touching_only_what_holds(), transaction.atomic():
        found = hold_release(release)
        if found is None:
            return
        proposals = list(found.proposals.scheduled().order_by("pk"))
        hold_together(proposals)
        is_group = len(proposals) > 1
        for proposal in proposals:
            publish_one(found, proposal, is_group)
        if found.state == Release.State.WAITING:
            found.state, found.ended_at = Release.State.DONE, timezone.now()
            found.save()


def hold_release(release: Release) -> Release | None:
    """A release that waits, held fast; None where another worker, or a person, was first."""
    lock_rows(Release, [release.pk])
    return Release.objects.filter(pk=release.pk, state=Release.State.WAITING).first()


def publish_one(release: Release, proposal: Proposal, is_group: bool) -> None:
    """Store what was accepted of one proposal; give back what is in conflict, if it is alone."""
    decision = kept_decision(proposal)
    changes = list(proposal.changes.filter(state=""))
    lost = {change.pk: conflicting(change, decision, proposal) for change in changes}
    if any(lost.values()):
        if is_group or not has_more(lost, decision):
            raise Stopped(Trouble.CONFLICT, proposal.called)
        give_back(release, proposal, changes, lost)
    proposal.state = State.OPEN  # as ``decide`` wants it
    proposal.save(update_fields=["state"])
    try:
        decide(proposal, release.made_by, decision)
    except ValidationError as error:
        raise Stopped(Trouble.REFUSED, proposal.called, " ".join(error.messages)) from error
    except Overtaken as error:
        raise Stopped(Trouble.CONFLICT, proposal.called) from error


def conflicting(change: ProposedChange, decision: Decision, proposal: Proposal) -> list[str]:
    """The accepted fields that somebody changed meanwhile. Raises Stopped if there is no record."""
    if change.deed == ProposedChange.Deed.ADD or not decision.taken.get(change.pk):
        return []
    record = change.record()
    if record is None:
        raise Stopped(Trouble.GONE, proposal.called)
    if change.deed == ProposedChange.Deed.DELETE:
        return []
    taken = [name for name in change.values if decision.takes(change, name)]
    fields = ((name, change.model._meta.get_field(name)) for name in taken)
    return [
        name
        for name, own in fields
        if judge(record, own, decision.pair(change, name))[0] is Merge.CONFLICT
    ]


def has_more(lost: dict[int, list[str]], decision: Decision) -> bool:
    """Whether anything was accepted beside what is in conflict."""
    return any(names - {*lost.get(key, ())} for key, names in decision.taken.items())


def give_back(
    release: Release,
    proposal: Proposal,
    changes: list[ProposedChange],
    lost: dict[int, list[str]],
) -> None:
    """Put what is in conflict into an open proposal of its own, of the same person."""
    kept = ("kind", "key", "office_id", "called", "origin", "proposer_id", "remark", "answer")
    values = {name: getattr(proposal, name) for name in kept}
    anew = Proposal.objects.create(**values, release=release)
    for change in changes:
        names = lost[change.pk]
        if not names:
            continue
        own = {name: change.values[name] for name in names}
        anew.changes.create(
            kind=change.kind,
            key=change.key,
            deed=change.deed,
            seen=change.seen,
            called=change.called,
            said=change.said,
            values=own,
        )
        change.values = {name: pair for name, pair in change.values.items() if name not in own}
        change.save() if change.values else change.delete()
    release.state, release.ended_at = Release.State.DONE, timezone.now()
    release.trouble, release.about = Trouble.CONFLICT, proposal.called
    release.save()
    tell_stopped(release)


# Stopping


@transaction.atomic
def stop(release: Release, why: Stopped) -> bool:
    """Give all of a release back to the inbox; False if it has gone out, or was stopped."""
    found = hold_release(release)
    if found is None:
        return False
    found.state, found.ended_at = Release.State.STOPPED, timezone.now()
    found.trouble, found.about, found.words = why.trouble, why.about, why.words[:LONGEST_REMARK]
    found.save()
    back = {"state": State.OPEN, "decision": None, "decided_at": None, "decided_by": None}
    found.proposals.scheduled().update(**back, answer="")
    if why.trouble != Trouble.TAKEN_BACK:
        tell_stopped(found)
    return True


def take_back(proposal: Proposal) -> None:
    """Stop the release that a proposal waits in. Raises Overtaken if it does not wait any more."""
    if proposal.release is None or not stop(proposal.release, Stopped(Trouble.TAKEN_BACK)):
        raise Overtaken


@transaction.atomic
def withdraw_scheduled(proposal: Proposal, user: User) -> None:
    """Take an own proposal back before its moment: what was to go out with it waits again."""
    why = Stopped(Trouble.WITHDRAWN, proposal.called)
    if proposal.release is None or not stop(proposal.release, why):
        raise Overtaken
    found = open_proposal(proposal.pk)
    found.state = State.WITHDRAWN
    end(found, user, "")
