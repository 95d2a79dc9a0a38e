"""Deeds: what a user does in one request, as far as records are saved by it.

What a deed saves is looked at before it holds. Where readers would see something of it and its doer
may not publish, the deed is taken back, and what it did becomes a proposal. So whichever way a save
comes in, by a form, a sheet, a file, an old version, it is the same rule that holds; and a save
past any deed by somebody who may not publish is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import screen_of
from editorial.languages import source_of, translated_columns
from editorial.proposals.models import Proposal, ProposedChange, gate_link
from editorial.proposals.values import Changed, changed_between
from editorial.records.history import Version, acting_user, versions_of
from editorial.records.scope import Owned, office_of

Deed = ProposedChange.Deed
Origin = Proposal.Origin
#: What a save says of a record's texts beside the texts, for the ledger.
SAID = ("confirmed", "left_behind", "freshly_converted", "renders")

_doing: ContextVar["Doing | None"] = ContextVar("doing", default=None)


@dataclass
class Part:
    """What a deed did to one record."""

    model: Any
    key: int
    deed: str
    before: Version | None
    after: Version
    values: Changed
    said: dict[str, Any] = field(default_factory=dict)
    #: Whether it is held back, to be proposed.
    is_held: bool = False

    @property
    def was(self) -> Any:
        """The record as it was stored before; as it is, if it was not there."""
        version: Any = self.before or self.after
        return version.instance

    @property
    def states(self) -> list[Any]:
        """The record as it was, and as it would be; of one that is new or gone there is but one."""
        versions = [self.before, self.after if self.deed != Deed.DELETE else None]
        return [version.instance for version in versions if version is not None]


class Doing:
    """A deed while it is done, and what came of it."""

    def __init__(self, request: StaffRequest, origin: str, *, is_proposal: bool = False) -> None:
        self.request, self.origin, self.is_proposal = request, origin, is_proposal
        #: Whether nothing of it can be held back.
        self.is_free = False
        self.first: dict[tuple[Any, int], int] = {}
        self.said: dict[tuple[Any, int], dict[str, Any]] = {}
        self.parts: list[Part] = []
        #: The proposals that it became.
        self.kept: list[Proposal] = []

    def note(self, record: Any, version: Version) -> None:
        """Remember that a version was made, and what its maker said beside it."""
        if self.is_free:
            return
        place = (version.instance_type, version.id)
        self.first.setdefault(place, version.history_id)
        told = {name: as_told(getattr(record, name, None)) for name in SAID}
        given = {name: value for name, value in told.items() if value}
        self.said[place] = self.said.get(place, {}) | given

    def collect(self) -> None:
        """Look at all that was saved, while it is there."""
        self.parts = [part for place in self.first for part in self.part_of(*place)]
        own = {(part.model, part.key): part for part in self.parts}
        for part in self.parts:
            part.is_held = self.holds_back(part, own)

    def part_of(self, model: Any, key: int) -> Iterator[Part]:
        kept = versions_of(model).filter(id=key)
        before = kept.filter(history_id__lt=self.first[model, key]).first()
        after = kept.first()
        is_new = before is None or before.history_type == "-"
        if after.history_type == "-":
            if not is_new:
                yield Part(model, key, Deed.DELETE, before, after, {})
            return
        old = None if is_new else before
        if values := changed_between(old, after):
            deed = Deed.ADD if is_new else Deed.CHANGE
            yield Part(model, key, deed, old, after, values, self.said[model, key])

    def holds_back(self, part: Part, own: dict[tuple[Any, int], Part]) -> bool:
        """Whether readers would see something of it, and the user may not publish it."""
        gates = gates_of(part, own)
        if not gates or not any(map(reaches_readers, gates)):
            return False
        return self.is_proposal or not may_publish(self.request, gates[0], part)

    @property
    def held(self) -> list[Part]:
        return [part for part in self.parts if part.is_held]

    @property
    def direct(self) -> list[Part]:
        return [part for part in self.parts if not part.is_held]


def gates_of(part: Part, own: dict[tuple[Any, int], Part]) -> list[Any]:
    """The record by whose gate it reaches readers, as it was and as it would be."""
    link = gate_link(part.model)
    if link is None:
        return part.states
    key = getattr(part.after, link.attname)
    if (owner := own.get((link.related_model, key))) is not None:
        return owner.states
    return list(link.related_model._base_manager.filter(pk=key))


def as_told(value: Any) -> Any:
    """What a save says beside the texts, as JSON holds it."""
    if isinstance(value, dict):
        return {name: [one.source_digest, one.version] for name, one in value.items()}
    return sorted(value) if value else None


def reaches_readers(gate: Any) -> bool:
    """Whether readers see something of a record; of most kinds they do as soon as it is stored."""
    asked = getattr(gate, "reaches_readers", None)
    return asked is None or bool(asked())


def may_publish(request: StaffRequest, gate: Any, part: Part) -> bool:
    """Whether the user makes changes of a record public, or of this kind at its office."""
    powers = screen_of(type(gate)).powers(request, gate)
    return powers.publish or lets_through(gate, part)


def lets_through(gate: Any, part: Part) -> bool:
    """Whether its office has chosen to let translations through, and it is nothing else."""
    if part.deed != Deed.CHANGE or not lets_translations_through(gate):
        return False
    texts, origin = translated_columns(part.model), source_of(part.was).code
    return all(texts.get(name, origin) != origin for name in part.values)


def lets_translations_through(gate: Any) -> bool:
    """Whether the office of a record, if it has one, has chosen to let translations through."""
    office: Any = office_of(gate) if isinstance(gate, Owned) else None
    return bool(getattr(office, "lets_translations_through", False))


@contextmanager
def recording(doing: Doing) -> Iterator[None]:
    token = _doing.set(doing)
    try:
        yield
    finally:
        _doing.reset(token)


def note_version(sender: Any, instance: Any, history_instance: Version, **kwargs: Any) -> None:
    """Tell the deed at hand of a version that was made. What knows no scope is none of its."""
    if not isinstance(instance, Owned):
        return
    doing = _doing.get()
    if doing is not None:
        doing.note(instance, history_instance)
    elif acting_user() is not None:
        refuse_past_deeds(instance, history_instance)


def refuse_past_deeds(record: Any, version: Version) -> None:
    """Raise PermissionDenied for a save by which readers would see what nobody has accepted."""
    doing = Doing(HistoricalRecords.context.request, Origin.FORM)
    doing.note(record, version)
    doing.collect()
    if doing.held:
        raise PermissionDenied


post_create_historical_record.connect(note_version, dispatch_uid="proposals")
