"""Rows that are right or wrong beside each other alone: no day twice, nothing within itself.

Judged one by one, beside what is stored, two rows of a sheet may both pass and yet not stand
together, or be refused though the one makes room for the other. So they are stored for a try, in
whatever order the rules bear, and the try is taken back.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from editorial.history.writing import lock, touching_once
from editorial.proposals.keeping import Origin, proposing
from editorial.records.doubts import answer
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.record_sheet import BATCH, save_record, set_cells
from editorial.sheets.row_records import RecordChanged, RowRecords

#: A try takes as long as the storing: of more rows each is judged alone.
MOST_TRIED = 500

Errors = list[tuple[str, str]]


class Refused(RecordChanged):
    """A row that may not be stored as things stand, and what there is against it."""

    def __init__(self, errors: Errors) -> None:
        super().__init__()
        self.errors = errors


class RowsRefused(Exception):
    """Rows, by their keys, that cannot be stored with the others, and what is against each."""

    def __init__(self, rows: dict[int, Errors]) -> None:
        super().__init__()
        self.rows = rows


class TakenBack(RowsRefused):
    """The end of a try."""


def are_judged_together(made: Import, records: RowRecords) -> bool:
    """Whether the rows of an import are tried out together instead of one by one."""
    return records.screen.rows_meet and made.rows.count() <= MOST_TRIED


def try_out(rows: list[ImportRow], made: Import, records: RowRecords, reason: str) -> None:
    """Note on each of ``rows`` why it could not be stored with the others, and store none.

    Raises RecordChanged if somebody saved one of the records meanwhile.
    """
    try:
        with transaction.atomic(), touching_once():
            lock(records.model, [row.record for row in rows if row.record])
            raise TakenBack(store_together(rows, made, records, reason))
    except TakenBack as taken_back:
        tell_refused(made, taken_back.rows)


def tell_refused(made: Import, refused: dict[int, Errors]) -> None:
    """Note on rows, by their keys, what there is against them."""
    rows = list(made.rows.filter(pk__in=refused))
    for row in rows:
        row.errors, row.outcome = refused[row.pk], ImportRow.Outcome.ERROR
    ImportRow.objects.bulk_update(rows, ["errors", "outcome"], batch_size=BATCH)


def store_together(
    rows: list[ImportRow], made: Import, records: RowRecords, reason: str
) -> dict[int, Errors]:
    """Store rows, those first that there are; returns, by its key, what is against each other one.

    A row that is refused is tried again after the others: they may have made room for it.
    """
    records.fetch(made, rows)
    waiting = sorted(rows, key=lambda row: (row.is_new, row.number))
    refused: dict[int, Errors] = {}
    while waiting:
        refused = {}
        for row in waiting:
            try:
                with transaction.atomic():
                    store_row(row, records, reason)
            except Refused as error:
                refused[row.pk] = error.errors
            except IntegrityError:
                refused[row.pk] = [("", gettext("The database refuses this row."))]
        if len(refused) == len(waiting):
            break
        waiting = [row for row in waiting if row.pk in refused]
    return refused


def store_row(row: ImportRow, records: RowRecords, reason: str) -> None:
    """Save the record with what the row changes.

    Raises RecordChanged if it is not as it was, and Refused if it may not be so.
    """
    sheet, record = records.sheet, records.find_unchanged(row)
    wanted = row.changes | (row.conflicts if row.choice == ImportRow.Choice.MINE else {})
    if not wanted and record.pk:
        return
    closed = sheet.closed_columns(record if record.pk else None)
    values = {name: new for name, (old, new) in wanted.items()}
    answer(record, row.reason, row.digests)
    if closed & set(wanted):
        raise RecordChanged
    if judged := set_cells(sheet, record, values):
        raise Refused(judged.errors) if judged.errors else RecordChanged
    with proposing(sheet.request, Origin.IMPORT, reason) as doing:
        save_record(sheet, record, wanted, reason)
    if not doing.kept:
        row.record, row.made_version, row.done = record.pk, record.version, wanted
