"""Importing: what a sheet would change, beside what others changed since it was exported.

Each row says from which version of a record it was written. A cell that was not changed in the file
takes what is stored; one that was changed on both sides is a conflict, which its sender decides. An
import is stored as a whole or not at all, and undone the same way.
"""

import time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from editorial.history.writing import LONGEST_REASON, lock, touching_once
from editorial.jobs.progress import Progress, tell_progress
from editorial.languages import columns as language_columns
from editorial.records.wording import read_once
from editorial.sheets.comparing import compare_row
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.record_sheet import BATCH, RecordSheet
from editorial.sheets.row_cells import cell_as_json, key_text
from editorial.sheets.row_records import RecordChanged, RowRecords
from editorial.sheets.together import (
    RowsRefused,
    are_judged_together,
    store_row,
    store_together,
    tell_refused,
    try_out,
)
from editorial.sheets.xlsx import Sheet, SheetRow
from editorial.texts.searching import normalised

Outcome, Choice, State = ImportRow.Outcome, ImportRow.Choice, Import.State

PATIENCE = 2.0  # seconds of comparing, after which progress is shown
#: SQLite has one writer at a time, and others wait for it 20 seconds; a row takes 5 ms.
MOST_STORED = 3_000


#: What may be stored; of this, what is held back for want of a reason.
STORED = (Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT, Outcome.ASKS)
HELD = models.Q(reason="") & ~models.Q(questions=[])

# From a file to rows


@transaction.atomic
def create_import(sheet: RecordSheet, uploaded: Sheet, file_name: str) -> Import:
    """Keep the rows of an uploaded sheet, to be compared step by step."""
    made = Import.objects.create(
        user=sheet.request.user,
        kind=sheet.model._meta.label_lower,
        file_name="".join(filter(str.isprintable, file_name))[-200:],  # none that turn the line
        sheet=uploaded.title[:31],
        letters=uploaded.letters,
    )
    rows = (
        ImportRow(
            made_by=made,
            number=row.number,
            key=row_identity(sheet, row)[:200],
            cells={name: cell_as_json(value) for name, value in row.cells.items()},
        )
        for row in uploaded.rows
    )
    ImportRow.objects.bulk_create(rows, batch_size=500)
    return made


def row_identity(sheet: RecordSheet, row: SheetRow) -> str:
    """What is the same for two rows of one record, however they are typed."""
    key = normalised(key_text(row.cells.get(sheet.key)))
    if key or not sheet.key_field.primary_key:
        return key or f"row {row.number}"
    if not sheet.screen.naming:
        return f"row {row.number}"  # two that say the same may both be meant
    names = (*language_columns(sheet.screen.naming), getattr(sheet.model, "office_path", ""))
    texts = [row.cells.get(name) for name in names]
    return "new " + normalised(" ".join(str(text) for text in texts if text is not None))


# From rows to a preview, a step at a time


def compare_some(made: Import, sheet: RecordSheet) -> None:
    """Compare rows for some seconds; the last of them makes the preview."""
    until, records = time.monotonic() + PATIENCE, RowRecords(sheet)
    records.are_together = are_judged_together(made, records)
    while made.state == State.READ and time.monotonic() < until:
        compare_batch(made, records)


@read_once()
def compare_batch(made: Import, records: RowRecords) -> None:
    """Compare the next rows; where none is left, the preview stands."""
    with transaction.atomic():
        rows = list(made.rows.filter(outcome=Outcome.WAITING)[:BATCH])
        if rows:
            records.fetch(made, rows)
            for row in rows:
                compare_row(row, records)
            fields = ["changes", "conflicts", "record", "seen", "errors", "doubts", "outcome"]
            fields += ["choice", "questions", "reason"]
            ImportRow.objects.bulk_update(rows, fields, batch_size=BATCH)
        else:
            finish_preview(made, records)


def finish_preview(made: Import, records: RowRecords) -> None:
    """All rows are compared; those that meet are tried out together."""
    try:
        if records.are_together:
            try_out(list(rows_to_store(made)), made, records, reason_of(made))
    except RecordChanged:
        compare_again(made)
        return
    made.state = State.PREVIEWED
    made.save(update_fields=["state"])


def compare_again(made: Import) -> None:
    """Begin the preview anew; which rows to leave out stays decided."""
    made.rows.exclude(choice=Choice.LEAVE).update(choice=Choice.OPEN)
    made.rows.update(outcome=Outcome.WAITING)
    made.state = State.READ
    made.save(update_fields=["state"])


# Storing, and undoing


def rows_to_store(made: Import) -> models.QuerySet:
    """The rows that would change something, and are not left out."""
    rows = made.rows.filter(outcome__in=STORED).exclude(choice=Choice.LEAVE)
    return rows.exclude(HELD)


def held_rows(made: Import) -> models.QuerySet:
    """The rows that are held back until a reason is given for what is in doubt."""
    return made.rows.filter(HELD, outcome__in=STORED).exclude(choice=Choice.LEAVE)


def is_too_much(made: Import) -> bool:
    """Whether storing the import would keep others from saving for longer than they wait."""
    return connection.vendor == "sqlite" and rows_to_store(made).count() > MOST_STORED


def undecided_rows(made: Import) -> models.QuerySet:
    """The rows that stand between a preview and its storing."""
    conflicts = models.Q(outcome=Outcome.CONFLICT, choice=Choice.OPEN)
    errors = models.Q(outcome=Outcome.ERROR) & ~models.Q(choice=Choice.LEAVE)
    return made.rows.filter(conflicts | errors)


def reason_of(made: Import) -> str:
    """What the versions of an import say of why they are there, for machines to read."""
    return f"import:{made.pk}:{made.file_name}"[:LONGEST_REASON]


@read_once()
def store_import(made: Import, sheet: RecordSheet) -> bool:
    """Store all rows that are not left out, or none: False if the preview has to begin anew."""
    try:
        with transaction.atomic():
            locked = Import.objects.select_for_update().get(pk=made.pk)
            if locked.state != State.APPLYING:
                return locked.state == State.APPLIED
            rows_by_key = dict(rows_to_store(made).values_list("pk", "record"))
            lock(sheet.model, [record for record in rows_by_key.values() if record])
            with touching_once():
                store_rows(made, list(rows_by_key), RowRecords(sheet))
            made.state, made.applied_at = State.APPLIED, timezone.now()
            made.save(update_fields=["state", "applied_at"])
    except RowsRefused as error:
        tell_refused(made, error.rows)
        made.state = State.PREVIEWED
        made.save(update_fields=["state"])
        return False
    except (RecordChanged, ValidationError, IntegrityError):
        compare_again(made)
        return False
    return True


def store_rows(made: Import, keys: list[int], records: RowRecords) -> None:
    """Store the rows with these keys. Raises RecordChanged, or RowsRefused, if one may not be."""
    are_together = are_judged_together(made, records)
    size = len(keys) if are_together else BATCH
    for start in range(0, len(keys), size):
        tell_progress(Progress(start, len(keys)))
        rows = list(made.rows.filter(pk__in=keys[start : start + size]))
        if not are_together:
            records.fetch(made, rows)
            for row in rows:
                store_row(row, records, reason_of(made))
        elif refused := store_together(rows, made, records, reason_of(made)):
            raise RowsRefused(refused)
        fields = ["record", "made_version", "done"]
        ImportRow.objects.bulk_update(rows, fields, batch_size=BATCH)
