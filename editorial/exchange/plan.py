"""A file that comes back from translators, compared with what is here.

What comes back is compared three ways, text by text: as it was sent, as it is here now, as it is in
the file.
"""

import re
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from editorial.exchange.catalogues import IncomingText, fingerprint
from editorial.history.three_way import Merge, merge
from editorial.history.writing import lock_all, set_values
from editorial.languages import Language, own_text, source_of
from editorial.languages.punctuation import label_text
from editorial.records.doubts import Doubt, doubts_about, split_doubts
from editorial.records.history import versions_of
from editorial.records.keys import parse_key
from editorial.texts.differences import is_rich
from editorial.texts.letters import CONTROL_CHARACTERS, tidied
from editorial.texts.losses import in_words
from editorial.texts.prose import losses
from editorial.translations.doors import Door, doors
from editorial.translations.ledger import Rendered, State, digest, entries_of, kind_of

#: What a text is called in files: its kind, the key of its record, its column.
NAME = re.compile(r"([a-z]+\.[a-z]+)/([1-9][0-9]*)/([a-z_]{1,60})")


class TextOutcome(StrEnum):
    """What taking a text over would mean."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    CONFLICT = "conflict"
    ERROR = "error"
    UNCHANGED = "unchanged"
    UNFINISHED = "unfinished"
    EMPTY = "empty"


#: What is taken over unless it is left out.
PLAIN = (TextOutcome.NEW, TextOutcome.CHANGED, TextOutcome.CONFIRMED)


@dataclass
class TextRow:
    """A text of a file beside what is here: what would become of it, and why.

    ``entry`` is the Entry of the text, once that is found; ``renders`` the Rendered source where
    that has changed since.
    """

    number: int
    item: IncomingText
    obj: Any = None
    entry: Any = None
    outcome: TextOutcome = TextOutcome.ERROR
    text: str = ""
    notes: list[str] = field(default_factory=list)
    renders: Any = None
    #: What is in doubt about the text: it is held back until a reason is given.
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, int, str] | None:
        """The kind and key of the record and the column that the file names; None for no name."""
        found = NAME.fullmatch(self.item.name)
        key = parse_key(found[2]) if found else None
        return (found[1], key, found[3]) if found and key else None

    @property
    def column(self) -> str:
        return self.entry.column if self.entry else ""

    @property
    def caption(self) -> str:
        return str(capfirst(self.entry.field.verbose_name)) if self.entry else ""

    @property
    def record(self) -> str:
        """The record as the reader knows it."""
        if self.obj is None:
            return Truncator(self.item.name).chars(80)
        return label_text(capfirst(self.obj._meta.verbose_name), self.obj)

    @property
    def source_tag(self) -> str:
        return source_of(self.obj).tag if self.obj is not None else ""

    @property
    def stored(self) -> str:
        return self.entry.text if self.entry else ""

    @property
    def can_take(self) -> bool:
        """Whether taking it over in spite of a conflict would change anything."""
        return self.outcome == TextOutcome.CONFLICT and self.text != self.stored

    @property
    def is_rich(self) -> bool:
        return self.entry is not None and is_rich(self.entry.field)

    def fail(self, *words: str) -> None:
        self.outcome = TextOutcome.ERROR
        self.notes = list(words)


class Plan:
    """A file compared with what is here, for one user."""

    def __init__(self, request, language: Language, items: list[IncomingText]) -> None:
        self.request, self.language = request, language
        self.rows = [TextRow(number, item) for number, item in enumerate(items, 1)]
        self._closed: dict[tuple[str, int], set[str]] = {}

    def with_outcome(self, *outcomes: TextOutcome) -> list[TextRow]:
        return [row for row in self.rows if row.outcome in outcomes]

    @property
    def seal(self) -> str:
        """What tells whether anything that the user has seen is otherwise now."""
        seen = blake2b(digest_size=16)
        for row in self.rows:
            parts = (row.outcome, row.text, row.stored, row.entry.source if row.entry else "")
            asked = [doubt.digest for doubt in row.doubts]
            seen.update("\0".join((*parts, *row.notes, *asked, "\1")).encode())
        return seen.hexdigest()

    def compare(self, *, is_locking: bool = False) -> "Plan":
        """Find the outcome of each text. With ``is_locking`` nobody saves the records meanwhile."""
        by_kind: dict[str, list[TextRow]] = {}
        for row in self.rows:
            if row.item.fault:
                row.fail(fault_words(row.item))
            elif row.place is None:
                row.fail(no_name_words())
            else:
                by_kind.setdefault(row.place[0], []).append(row)
        known = {kind_of(door.model): door for door in doors(self.request)}
        if is_locking:
            opened = by_kind.keys() & known.keys()
            lock_all({known[kind].model: {*map(key_of, by_kind[kind])} for kind in opened})
        for kind in sorted(by_kind):
            self._compare_kind(known.get(kind), by_kind[kind])
        return self

    def _compare_kind(self, door: Door | None, rows: list[TextRow]) -> None:
        keys = {key_of(row) for row in rows}
        records: Any = door.records().filter(pk__in=keys) if door else ()
        found = {obj.pk: obj for obj in records}
        texts = {
            (key, entry.column): entry
            for key, entries in (entries_of(found.values()) if found else {}).items()
            for entry in entries
        }
        closed = {obj.pk: door.closed(obj) for obj in found.values()} if door else {}
        for row in rows:
            self._find(row, found, texts, closed)
        self._find_old_sources(door, [row for row in rows if row.outcome == TextOutcome.CONFLICT])
        for obj in found.values():
            own = [row for row in rows if row.obj is obj]
            try_texts([row for row in own if row.outcome in PLAIN])
            for row in own:
                if row.can_take:
                    row.doubts = doubts_about(row.obj, texts_of([row]))

    def _find(self, row: TextRow, found, texts, closed) -> None:
        """Which text it is, if it is one that the user may write in this language."""
        key, name = key_of(row), column_of(row)
        obj = found.get(key)
        if obj is None:
            row.fail(
                _(
                    "This record does not exist, or you are not allowed to change it. "
                    "Nothing of it was saved."
                )
            )
            return
        row.obj = obj
        if not name.endswith(f"_{self.language.column}"):
            row.fail(
                _("This is a text in another language than that of the file. Upload it in its own.")
            )
        elif (key, name) not in texts:
            row.fail(_("There is no such text to translate in this record. Export it again."))
        elif name in closed[key]:
            row.fail(_("You may not write in this language here. Ask the manager of the office."))
        else:
            row.entry = texts[key, name]
            compare_text(row)

    def _find_old_sources(self, door: Door | None, rows: list[TextRow]) -> None:
        """Where the source has changed, which version held the one that was sent."""
        if door is None or not rows:
            return
        wanted: dict[int, list[TextRow]] = {}
        for row in rows:
            if row.renders is not None:
                wanted.setdefault(row.obj.pk, []).append(row)
        for version in versions_of(door.model).filter(id__in=wanted).iterator():
            for row in wanted[version.id]:
                there = own_text(version, row.entry.field.name, source_of(version))
                is_it = digest(row.entry.field, there) == row.renders.source_digest
                if is_it and not row.renders.version:
                    row.renders = Rendered(row.renders.source_digest, version.version)
        for row in rows:
            if row.renders is not None and not row.renders.version:
                row.fail(
                    _(
                        "The source in the file was never that of this record: the entry belongs "
                        "to another one, or a tool has changed it. Export the text again."
                    )
                )


def no_name_words() -> str:
    return _("The context (msgctxt) names no text of ours: a tool has changed it. Export again.")


def fault_words(item: IncomingText) -> str:
    if item.fault == "plural":
        return _("Our texts have no plural forms. Export the text again.")
    return _("The file has this text more than once. Leave one of them, and upload it again.")


def key_of(row: TextRow) -> int:
    return row.place[1] if row.place else 0


def column_of(row: TextRow) -> str:
    return row.place[2] if row.place else ""


def compare_text(row: TextRow) -> None:
    """Compare a text as it was sent, as it is here and as it is in the file."""
    entry, item = row.entry, row.item
    row.text = item.text
    if not item.text.strip():
        row.outcome, row.text = TextOutcome.EMPTY, entry.text
        return
    merged = merge(fingerprint(item.text), fingerprint(entry.text), item.before)
    if merged in (Merge.SAME, Merge.TAKE):
        row.text = entry.text
        is_said_again = merged is Merge.SAME and not item.is_fuzzy
        is_confirmed = is_said_again and entry.state in (State.STALE, State.CONVERTED)
        row.outcome = TextOutcome.CONFIRMED if is_confirmed else TextOutcome.UNCHANGED
    elif item.is_fuzzy:
        row.outcome = TextOutcome.UNFINISHED
        return
    else:
        row.outcome = TextOutcome.CHANGED if entry.text else TextOutcome.NEW
        clean_text(row)
    if row.outcome in PLAIN:
        find_conflicts(row, merged)


def clean_text(row: TextRow) -> None:
    """Make the text what would be stored, or the row an error."""
    entry = row.entry
    if CONTROL_CHARACTERS.search(row.text):
        row.fail(
            _("The text contains control characters. Type it again, or copy it as plain text.")
        )
        return
    column = row.obj._meta.get_field(entry.column)
    try:
        cleaned = column.clean(tidied(row.text), row.obj)
    except ValidationError as error:
        row.fail(*error.messages)
        return
    if not cleaned:
        row.fail(_("This text contains nothing that is allowed here."))
        return
    if is_rich(entry.field):
        told = _("This will be left out: %(what)s.")
        row.notes += [told % {"what": each} for each in in_words(losses(row.text))]
    row.text = cleaned
    if cleaned == entry.text:
        row.outcome = TextOutcome.UNCHANGED


def find_conflicts(row: TextRow, merged: Merge) -> None:
    """Ask for a decision where the source, or what stands here, has changed since it was sent."""
    entry, item = row.entry, row.item
    sent_digest = digest(entry.field, item.source)
    if sent_digest != entry.source_digest:
        row.renders = Rendered(sent_digest, 0)
        row.outcome = TextOutcome.CONFLICT
        row.notes.append(
            _("The source has changed since this was sent. If you apply it, it counts as stale.")
        )
    if merged is Merge.CONFLICT and entry.text:
        row.outcome = TextOutcome.CONFLICT
        row.notes.append(
            _("The translation has changed here since this was sent. Choose between the two.")
            if item.before
            else _("A tool has dropped what we sent. Choose between the two.")
        )


def texts_of(rows: list[TextRow]) -> dict[str, str]:
    """The texts of the rows of one record, by their columns."""
    return {row.column: row.text for row in rows}


def try_texts(rows: list[TextRow]) -> None:
    """Try the texts on a copy of their record; what a form would refuse is an error."""
    if not rows:
        return
    try:
        set_values(copy(rows[0].obj), texts_of(rows))
    except ValidationError as error:
        wrong, doubts = split_doubts(error)
        if not wrong:
            for row in rows:
                row.doubts = [doubt for doubt in doubts if doubt.column == row.column]
            return
        told = ValidationError(wrong).message_dict
        named = [row for row in rows if row.column in told]
        for row in named or rows:
            others = [words for found in told.values() for words in found]
            row.fail(*told.get(row.column, others))
        try_texts([row for row in rows if row.outcome in PLAIN])
