"""Keeping what a deed would have made public: as a proposal, that its proposer can go on with.

Of a record each person has one open proposal. What they propose later joins it: the newest value of
a field counts, beside the public value that they saw.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from editorial.accounts.requests import StaffRequest
from editorial.history.asking import reasons_in
from editorial.history.screen import screen_of
from editorial.history.writing import lock, touching_only_what_holds
from editorial.proposals.deeds import Doing, Origin, Part, recording
from editorial.proposals.files import take_files_back
from editorial.proposals.models import LONGEST_REMARK, NEW, Proposal, ProposedChange, gate_of
from editorial.proposals.notices import tell_proposed as tell_deciders
from editorial.proposals.writing import store_part
from editorial.records.doubts import reason_in
from editorial.records.keys import parse_key
from editorial.records.scope import office_model, office_of, visible
from editorial.texts.letters import tidied

Deed = ProposedChange.Deed
LONGEST_NAME = 300
#: The button by which somebody who may publish proposes all the same.
PROPOSE = "_propose"
#: Under this name a form brings a sentence to whoever decides.
REMARK = "_remark"


class TakenBack(Exception):
    """A deed of which something is to be proposed: nothing of it holds."""


__all__ = ["Origin", "proposing"]


@contextmanager
def proposing(request: StaffRequest, origin: str, batch: str = "") -> Iterator[Doing]:
    """Inside, a user does something; what they may not make public is proposed instead.

    For use where the deed stands in a transaction of its own, or in none.
    """
    doing = Doing(request, origin, is_proposal=PROPOSE in request.POST)
    if request.method in ("GET", "HEAD") and not batch:  # a worker has no form of its own
        yield doing
        return
    doing.is_free = not doing.is_proposal and publishes_everywhere(request)
    told = len(queued(request))
    try:
        with touching_only_what_holds(), transaction.atomic(), recording(doing):
            yield doing
            doing.collect()
            if doing.held:
                raise TakenBack
    except TakenBack:
        with transaction.atomic():
            del queued(request)[told:]  # it was not done
            settle(doing, batch)


def publishes_everywhere(request: StaffRequest) -> bool:
    """Whether the user publishes at each office that they see. One query for a request.

    Then nothing of theirs is ever held back, and what they save need not be looked at again.
    """
    asked: Any = request
    if not hasattr(asked, "publishes_everywhere"):
        offices = visible(office_model(), request.user).order_by()
        own: Any = screen_of(office_model())
        published = own.records_for(request, "publish").order_by()
        others = offices.exclude(pk__in=published.values("pk"))
        asked.publishes_everywhere = not others.exists()
    return asked.publishes_everywhere


def settle(doing: Doing, batch: str) -> None:
    """Store what holds of a deed that was taken back, and propose the rest."""
    take_files_back(doing.held)
    for part in doing.direct:
        part.is_held = not store_part(part)
    kept = [keep(doing, owner, parts, batch) for owner, parts in by_gate(doing.held)]
    doing.kept = kept
    if not batch:
        tell(doing.request, kept, len(doing.direct))


def by_gate(parts: Iterable[Part]) -> Iterator[tuple[Any, list[Part]]]:
    """The parts of each record, its rows with it."""
    found: dict[tuple[Any, int], tuple[Any, list[Part]]] = {}
    for part in parts:
        gate = gate_of(part.was)
        found.setdefault((type(gate), gate.pk), (gate, []))[1].append(part)
    yield from found.values()


def keep(doing: Doing, owner: Any, parts: list[Part], batch: str) -> Proposal:
    """Propose what was done to a record: in the open proposal of the same person, if there is."""
    user, kind = doing.request.user, owner._meta.label_lower
    is_new = any(part.deed == Deed.ADD and part.model is type(owner) for part in parts)
    key = NEW if is_new else owner.pk
    lock(type(owner), [key])
    own = Proposal.objects.open().filter(proposer=user, batch=batch, kind=kind, key=key)
    found = None if is_new else own.first()
    proposal = found or Proposal(proposer=user, kind=kind, key=key, batch=batch)
    proposal.remark = remark_in(doing.request) or proposal.remark
    proposal.origin, proposal.office = doing.origin, office_of(owner)
    proposal.called = str(owner)[:LONGEST_NAME]
    proposal.save()
    reasons = reasons_of(doing.request)
    for part in parts:
        join(proposal, part, reasons)
    if found is None:
        tell_deciders(proposal)
    return proposal


def take_out(request: StaffRequest, model: Any, key: str, doing: Doing, shown: str) -> None:
    """Take out of an own proposal, which the form showed, what was set back to what is public."""
    own = Proposal.objects.open().filter(proposer=request.user, batch="", pk=parse_key(shown) or 0)
    kind = model._meta.label_lower
    changes = ProposedChange.objects.filter(proposal__in=own, kind=kind, key=parse_key(key) or 0)
    for change in changes.filter(state="", deed=Deed.CHANGE):
        done = {name for part in doing.parts if part.key == change.key for name in part.values}
        back = {n for n in change.values if n not in done and is_sent(request, n)}
        change.values = {n: pair for n, pair in change.values.items() if n not in back}
        change.save() if change.values else change.delete()
        if not change.proposal.changes.exists():
            change.proposal.delete()


def is_sent(request: StaffRequest, name: str) -> bool:
    """Whether the form had the field, be it of one box, of two, or of some to tick."""
    return any(sent in request.POST for sent in (name, f"{name}_0", f"{name}-open"))


def remark_in(request: StaffRequest) -> str:
    """The sentence to whoever decides, that was sent with the deed."""
    return tidied(request.POST.get(REMARK, "")).strip()[:LONGEST_REMARK]


def reasons_of(request: StaffRequest) -> str:
    """Why what is in doubt may stand, as the proposer said with the deed."""
    sent = [*reasons_in(request.POST).values(), request.POST.get("reason", "")]
    return " ".join(dict.fromkeys(filter(None, map(reason_in, sent))))


def join(proposal: Proposal, part: Part, reasons: str) -> None:
    """Put what was done to a record beside what was proposed about it before."""
    key = None if part.deed == Deed.ADD else part.key
    found = proposal.changes.filter(kind=part.model._meta.label_lower, key=key, state="")
    change = None if key is None else found.first()
    if change is None:
        change = ProposedChange(
            proposal=proposal, kind=part.model._meta.label_lower, key=key, deed=part.deed
        )
    change.deed = part.deed
    change.seen = part.was.version
    change.called = str(part.was)[:LONGEST_NAME]
    change.values |= {name: list(pair) for name, pair in part.values.items()}
    change.said |= part.said | ({"reason": reasons} if reasons else {})
    change.save()


def tell(request: StaffRequest, kept: list[Proposal], direct: int) -> None:
    """Say what became of the deed."""
    if direct:
        words = ngettext("%(number)d change was stored.", "%(number)d changes were stored.", direct)
        messages.success(request, words % {"number": direct})
    if kept:
        tell_proposed(request, kept)


def tell_proposed(request: StaffRequest, kept: Sequence[Proposal]) -> None:
    """Say that changes are proposed, and where."""
    link = reverse("admin:proposals")
    if len(kept) == 1:
        link = reverse("admin:proposal", args=[kept[0].pk])
    words = ngettext(
        "Your change is proposed. Readers see it once somebody who may publish has accepted it.",
        "Your changes to %(number)d records are proposed. Readers see them once somebody who may "
        "publish has accepted them.",
        len(kept),
    )
    told = format_html(
        '{} <a href="{}">{}</a>',
        words % {"number": len(kept)},
        link,
        gettext("Look at the proposal"),
    )
    messages.success(request, told)


def queued(request: StaffRequest) -> list[Any]:
    """What is to be said to the user on the next page."""
    told: Any = request
    return getattr(getattr(told, "_messages", None), "_queued_messages", [])
