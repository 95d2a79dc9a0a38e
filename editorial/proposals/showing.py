"""What a proposal looks like to whoever decides: word by word, beside what is public."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.text import capfirst

from editorial.history.chronicle import replaced
from editorial.history.record_names import RecordNames
from editorial.history.three_way import Merge
from editorial.languages.punctuation import join_list
from editorial.proposals.models import Proposal, ProposedChange
from editorial.proposals.values import from_json, means_same
from editorial.proposals.writing import judge, stored_value
from editorial.texts.choices import has_choices
from editorial.texts.differences import (
    Piece,
    caption,
    in_words,
    is_rich,
    language_of,
    pieces,
    shortened,
)

Deed = ProposedChange.Deed


@dataclass(frozen=True)
class ShownField:
    """One proposed value: what it was, what it is to be, and what is public now if that differs."""

    change: ProposedChange
    name: str
    caption: str
    tag: str
    pieces: list[Piece]
    now: str
    is_conflict: bool
    is_done: bool
    text: str | None
    is_rich: bool
    #: The name of the field of a picture that is proposed, or nothing.
    picture: str = ""

    @property
    def box(self) -> str:
        """The name of the box that takes it."""
        return f"take-{self.change.pk}-{self.name}"

    @property
    def text_box(self) -> str:
        """The name of the field in which it can be edited before."""
        return f"text-{self.change.pk}-{self.name}"

    @property
    def is_accepted(self) -> bool:
        return self.name in self.change.accepted


@dataclass
class ShownChange:
    """A proposed change of one record, with its fields."""

    change: ProposedChange
    record: Any
    fields: list[ShownField] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(capfirst(self.change.model._meta.verbose_name))

    @property
    def is_gone(self) -> bool:
        """Whether the record that it would change is there no more."""
        return self.record is None and self.change.deed != Deed.ADD

    @property
    def version(self) -> int:
        return getattr(self.record, "version", 0)

    @property
    def box(self) -> str:
        return f"take-{self.change.pk}-"

    @property
    def is_whole(self) -> bool:
        """Whether it is taken as a whole: what is new, and what is to be deleted."""
        return self.change.deed != Deed.CHANGE

    @property
    def is_accepted(self) -> bool:
        return bool(self.change.accepted)


class Showing:
    """The changes of a proposal, for one user."""

    def __init__(self, proposal: Proposal, user: Any) -> None:
        self.changes = list(proposal.changes.all())
        self.records = {change.pk: change.record() for change in self.changes}
        self.names = RecordNames([self], user)

    def linked(self) -> Iterator[tuple[Any, int]]:
        """The records that proposed values name."""
        for change in self.changes:
            for name, pair in change.values.items():
                own = change.model._meta.get_field(name)
                if own.is_relation:
                    keys = [key for value in pair for key in as_keys(value)]
                    record = self.records[change.pk]
                    now = stored_value(record, own) if record else None
                    yield from ((own.related_model, key) for key in (*keys, *as_keys(now)))

    @cached_property
    def shown(self) -> list[ShownChange]:
        return [self.shown_change(change) for change in self.changes]

    def shown_change(self, change: ProposedChange) -> ShownChange:
        record = self.records[change.pk]
        found = ShownChange(change, record)
        model = change.model
        fields = [(model._meta.get_field(name), pair) for name, pair in change.values.items()]
        for own, pair in fields:
            if change.deed != Deed.ADD or not is_empty(own, pair[1]):
                found.fields.append(self.shown_field(change, record, own, pair))
        return found

    def shown_field(self, change, record, own, pair) -> ShownField:
        outcome = judge(record, own, pair)[0] if record and change.deed == Deed.CHANGE else None
        old, new = (self.words(own, value) for value in pair)
        language = language_of(own)
        is_text = is_prose(own)
        now = self.words(own, stored_value(record, own)) if outcome is Merge.CONFLICT else ""
        return ShownField(
            change,
            own.name,
            caption(own),
            language.tag if language else "",
            shortened(pieces(old, new)) if is_text else replaced(old, new),
            now,
            outcome is Merge.CONFLICT,
            outcome is Merge.SAME,
            (pair[1] or "") if is_text else None,
            is_rich(own),
            own.name if isinstance(own, models.ImageField) and pair[1] else "",
        )

    def words(self, own: Any, value: Any) -> str:
        """A value in words, as JSON holds it."""
        if own.is_relation:
            return join_list(self.names.of(own.related_model, key) for key in as_keys(value))
        return in_words(own, from_json(own, value))


def is_prose(own: Any) -> bool:
    """Whether a field holds a text, which is compared word by word, and no name or address."""
    if has_choices(own) or not isinstance(own, models.CharField | models.TextField):
        return False
    return language_of(own) is not None or isinstance(own, models.TextField)


def as_keys(value: Any) -> list[int]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def is_empty(own: Any, value: Any) -> bool:
    """Whether a new record says nothing in a field, or what it says by itself."""
    return value in (None, "", [], False) or means_same(value, own.get_default())
