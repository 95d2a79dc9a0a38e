"""Undoing an import as a whole, but for what others have changed since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext

from editorial.history.three_way import Merge, merge
from editorial.history.writing import lock, touch_owners, touching_once
from editorial.languages.punctuation import join_list, label_text
from editorial.proposals.keeping import Origin, proposing
from editorial.records.scope import changeable
from editorial.sheets.cells import Kept
from editorial.sheets.importing import reason_of
from editorial.sheets.link_columns import LinksColumn
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.record_sheet import BATCH, CLOSED, RecordSheet, save_record, set_cells
from editorial.sheets.row_records import RecordChanged
from editorial.texts.differences import caption

State = Import.State


@dataclass
class Undoing:
    """What undoing does to one row: what goes back, what stays since others changed it."""

    row: ImportRow
    record: Any
    back: dict[str, Kept] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    is_deleted: bool = False
    problem: str = ""

    @property
    def subject(self) -> str:
        """What the record is called; of one that is gone, its key in the file."""
        return str(self.record) if self.record else self.row.key

    @property
    def stays(self) -> bool:
        return not self.back and not self.is_deleted


def plan_undoing(made: Import, sheet: RecordSheet) -> Iterator[Undoing]:
    """What undoing would do, for each row that was stored."""
    keys = list(made.rows.exclude(done={}).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = list(made.rows.filter(pk__in=keys[start : start + BATCH]))
        own = changeable(sheet.model, sheet.request.user)
        found = sheet.fetch(own.filter(pk__in=[row.record for row in rows]))
        for row in rows:
            yield plan_row_undoing(row, found.get(row.record or 0), sheet)


def plan_row_undoing(row: ImportRow, record: Any, sheet: RecordSheet) -> Undoing:
    """What undoing would do to one row, and to its record."""
    found = Undoing(row, record)
    if record is None:
        found.kept = [
            gettext("the record has been deleted, or you are no longer allowed to change it")
        ]
        return found
    closed, is_touched = sheet.closed_columns(record), record.version != row.made_version
    if row.is_new:
        if is_touched:
            found.kept = [gettext("the record is new, and was changed since")]
        elif not closed.isdisjoint(row.done):
            found.problem = str(CLOSED)
        else:
            found.is_deleted = True
        return found
    for name, (old, new) in row.done.items():
        column = sheet.columns[name]
        now = column.kept_of(record)
        outcome = merge(old, now, new, column.is_same)
        if outcome is Merge.SAME:
            continue
        if isinstance(column, LinksColumn):
            found.back[name] = column.merge(old, now, new)
        elif outcome is Merge.KEEP:
            found.back[name] = old
        else:
            found.kept.append(caption(column.field))
    if not closed.isdisjoint(found.back):
        found.problem = str(CLOSED)
    return found


def undo_import(made: Import, sheet: RecordSheet, seen: str) -> list[str]:
    """Undo all of an import, or nothing: returns why not.

    ``seen`` is the mark of what the user saw that undoing would do.
    """
    errors: list[str] = []
    try:
        with transaction.atomic(), touching_once():
            locked = Import.objects.select_for_update().get(pk=made.pk)
            if locked.state != State.APPLIED:
                return []
            lock(sheet.model, list(made.rows.exclude(done={}).values_list("record", flat=True)))
            plan = list(plan_undoing(made, sheet))
            if plan_mark(plan) != seen:
                errors.append(gettext("Somebody saved one of the records meanwhile. Look again."))
                raise RecordChanged
            # What is new goes first: it may stand where something goes back to.
            for found in sorted(plan, key=lambda found: not found.is_deleted):
                with proposing(sheet.request, Origin.IMPORT, f"undo:{reason_of(made)}"):
                    told = undo_row(found, made, sheet)
                errors += [label_text(found.subject, words) for words in told]
            if errors:
                raise RecordChanged
            made.state, made.undone_at = State.UNDONE, timezone.now()
            made.undone_by = sheet.request.user
            made.save(update_fields=["state", "undone_at", "undone_by"])
    except RecordChanged:
        return errors
    return []


def undo_row(found: Undoing, made: Import, sheet: RecordSheet) -> list[str]:
    """Undo one row; returns why it cannot be undone."""
    if found.problem:
        return [found.problem]
    if found.is_deleted:
        record = found.record
        record._history_user, record._change_reason = sheet.request.user, reason_of(made)
        try:
            record.delete()
            touch_owners([record], reason_of(made))
        except ProtectedError as error:
            others = join_list(sorted(str(other) for other in error.protected_objects)[:3])
            return [gettext("Others depend on it: %(others)s.") % {"others": others}]
    elif found.back:
        errors = set_cells(sheet, found.record, found.back)
        if errors:
            return errors.in_words
        save_record(sheet, found.record, found.back, reason_of(made))
    return []


def plan_mark(plan: Iterable[Undoing]) -> str:
    """A text that differs as soon as one of the records does."""
    versions = [f"{found.row.pk}:{found.record.version if found.record else 0}" for found in plan]
    return sha256(",".join(versions).encode()).hexdigest()
