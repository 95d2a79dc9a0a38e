"""Deciding: who may publish accepts a proposal, whole or in parts, or declines it with a sentence.

Accepting is the three-way merge: what somebody changed since it was proposed is in conflict, and
stays open unless whoever decides has seen both and takes the proposed one all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.history.occasions import PROPOSAL
from editorial.history.three_way import Merge
from editorial.history.writing import lock, lock_all
from editorial.languages.punctuation import label_text
from editorial.proposals.models import Proposal, ProposedChange
from editorial.proposals.notices import tell_decided
from editorial.proposals.writing import conflicts, judge, store
from editorial.texts.letters import tidied

State, Deed = Proposal.State, ProposedChange.Deed


class Overtaken(Exception):
    """Somebody saved one of the records, or decided, since the page was shown."""


@dataclass(frozen=True)
class Decision:
    """What somebody decided of the changes that they saw.

    ``taken`` are the names of fields by the key of the change; of one that adds or deletes there
    is but one name, the empty one. ``texts`` are what they made of proposed texts; ``seen`` the
    versions that the page showed; ``bases`` the stored values that they saw, of what is carried out
    later.
    """

    taken: Mapping[int, frozenset[str]]
    texts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    seen: Mapping[int, int] = field(default_factory=dict)
    answer: str = ""
    reason: str = ""
    bases: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def takes(self, change: ProposedChange, name: str = "") -> bool:
        return name in self.taken.get(change.pk, frozenset())

    def pair(self, change: ProposedChange, name: str) -> list[Any]:
        """The value that whoever decided saw, and the proposed one."""
        base, mine = change.values[name]
        return [self.bases.get(change.pk, {}).get(name, base), mine]


def open_proposal(key: int) -> Proposal:
    """An open proposal, held fast. Raises Overtaken where it is open no more."""
    lock(Proposal, [key])
    found = Proposal.objects.open().filter(pk=key).first()
    if found is None:
        raise Overtaken
    return found


@transaction.atomic
def decide(proposal: Proposal, user: User, decision: Decision) -> Proposal:
    """Store what is accepted, and note what is not. Raises Overtaken, or ValidationError."""
    found = open_proposal(proposal.pk)
    changes = list(found.changes.filter(state=""))
    hold(changes)
    errors: list[str] = []
    for change in sorted(changes, key=lambda one: one.deed != Deed.DELETE):
        try:
            accept(found, change, decision)
        except ValidationError as error:
            named = label_text(capfirst(change.model._meta.verbose_name), change.called)
            errors += [label_text(named, words) for words in error.messages]
    if errors:
        raise ValidationError(errors)
    conclude(found, user, decision.answer)
    return found


def hold_together(proposals: list[Proposal]) -> None:
    """Lock proposals and what they are about, in one order for all who decide several."""
    lock(Proposal, [one.pk for one in proposals])
    hold(list(ProposedChange.objects.filter(proposal__in=proposals, state="")))


def hold(changes: list[ProposedChange]) -> None:
    """Lock the records that changes are about."""
    keys: dict[Any, list[int]] = {}
    for change in changes:
        if change.key is not None:
            keys.setdefault(change.model, []).append(change.key)
    lock_all(keys)


def accept(proposal: Proposal, change: ProposedChange, decision: Decision) -> None:
    """Store what is taken of one change, and note what became of it."""
    record = change.record()
    if record is not None and decision.seen.get(change.pk, record.version) != record.version:
        raise Overtaken
    reason = f"{PROPOSAL}:{proposal.pk}:{proposal.proposer}"
    said = change.said | ({"reason": decision.reason} if decision.reason else {})
    if change.deed != Deed.CHANGE:
        is_taken = decision.takes(change)
        if is_taken and (record is not None or change.deed == Deed.ADD):
            values = {name: pair[1] for name, pair in change.values.items()}
            values |= edited_texts(change, decision)
            store(change.model, change.key, change.deed, values, said, reason)
        close(change, [""] if is_taken else [], [""])
        return
    if record is None:
        close(change, [], [*change.values])
        return
    values = taken_values(change, record, decision)
    if values:
        store(change.model, change.key, change.deed, values, said, reason)
    taken = [name for name in change.values if decision.takes(change, name)]
    close(change, taken, [*change.values])


def taken_values(change: ProposedChange, record: Any, decision: Decision) -> dict[str, Any]:
    """What is to be stored of a change, without what is stored already."""
    values: dict[str, Any] = {}
    for name in change.values:
        if not decision.takes(change, name):
            continue
        own = change.model._meta.get_field(name)
        outcome, value = judge(record, own, decision.pair(change, name))
        if outcome is not Merge.SAME:
            values[name] = value
    edited = edited_texts(change, decision)
    return values | {name: edited[name] for name in edited if decision.takes(change, name)}


def edited_texts(change: ProposedChange, decision: Decision) -> dict[str, str]:
    """The texts that whoever decides has worded anew."""
    sent = decision.texts.get(change.pk, {})
    pairs = ((name, change.values.get(name), text) for name, text in sent.items())
    return {
        name: text
        for name, pair, text in pairs
        if pair and isinstance(pair[1], str) and tidied(text) != tidied(pair[1])
    }


def close(change: ProposedChange, taken: list[str], asked: list[str]) -> None:
    """Note what was decided of a change."""
    states = ProposedChange.State
    change.accepted = taken
    change.state = states.DECLINED
    if taken:
        change.state = states.ACCEPTED if len(taken) == len(asked) else states.PARTLY
    change.save(update_fields=["accepted", "state"])


def conclude(proposal: Proposal, user: User, answer: str) -> None:
    """Note what became of a proposal as a whole."""
    states = {*proposal.changes.values_list("state", flat=True)}
    accepted, declined = ProposedChange.State.ACCEPTED, ProposedChange.State.DECLINED
    proposal.state = State.PARTLY
    if states == {accepted}:
        proposal.state = State.ACCEPTED
    elif states <= {declined}:
        proposal.state = State.DECLINED
    end(proposal, user, answer)


@transaction.atomic
def decide_together(
    proposal: Proposal, others: Iterable[Proposal], user: User, decision: Decision
) -> Proposal:
    """Decide a proposal, and accept others whole with it: readers see all at one instant, or none.

    Raises ValidationError where one of the others is in conflict with what is stored.
    """
    together = [*others]
    hold_together([*together, proposal])
    decided = [decide(*pair) for pair in with_decisions(proposal, together, user, decision)]
    return decided[-1]


def with_decisions(
    proposal: Proposal, others: Iterable[Proposal], user: User, decision: Decision
) -> list[tuple[Proposal, User, Decision]]:
    """What is decided of each: the others are taken whole, and come first.

    Raises ValidationError where one of the others is in conflict with what is stored.
    """
    whole = [(other, user, decision_for_all(other, decision)) for other in others]
    return [*whole, (proposal, user, decision)]


def decision_for_all(proposal: Proposal, decision: Decision) -> Decision:
    """The decision to take all of a proposal. Raises ValidationError if somebody is overwritten."""
    taken: dict[int, frozenset[str]] = {}
    for change in proposal.changes.filter(state=""):
        record = change.record()
        if record is not None and change.deed == Deed.CHANGE and conflicts(change, record):
            words = gettext(
                "Nothing was accepted: the proposal of %(who)s on %(record)s is in conflict."
            )
            raise ValidationError(words % {"who": proposal.proposer, "record": proposal.called})
        taken[change.pk] = frozenset(change.values if change.deed == Deed.CHANGE else ("",))
    return Decision(taken, answer=decision.answer, reason=decision.reason)


@transaction.atomic
def withdraw(proposal: Proposal, user: User) -> None:
    """Take a proposal back that is open. Raises Overtaken where it is decided."""
    found = open_proposal(proposal.pk)
    found.state = State.WITHDRAWN
    end(found, user, "")


def end(proposal: Proposal, user: User, answer: str) -> None:
    proposal.answer, proposal.decided_by = answer, user
    proposal.decided_at = timezone.now()
    proposal.save()
    if proposal.state != State.WITHDRAWN:
        tell_decided(proposal, user)
