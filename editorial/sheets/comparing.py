"""Comparing a row of a sheet with its record: what it would change, and what is wrong with it."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from editorial.history.three_way import Merge, merge
from editorial.sheets.cells import HIDDEN, Kept
from editorial.sheets.link_columns import LinksColumn
from editorial.sheets.models import ImportRow
from editorial.sheets.record_sheet import CLOSED, RecordSheet, set_cells
from editorial.sheets.row_cells import cell_from_json
from editorial.sheets.row_records import Findings, RowRecords

Outcome, Choice = ImportRow.Outcome, ImportRow.Choice


def compare_row(row: ImportRow, records: RowRecords) -> None:
    """Note on the row what it would change, and what is wrong with it."""
    row.changes, row.conflicts, row.record, row.seen = {}, {}, None, 0
    asked, row.questions = row.digests, []
    findings = Findings()
    if record := records.find(row, findings):
        compare_cells(row, record, records, findings)
        try_cells(row, record, records, findings)
    row.errors, row.doubts = findings.errors, findings.doubts
    if row.digests != asked:
        row.reason = ""  # what it answered is not what is asked now
    row.outcome = outcome_of(row, record)
    if row.outcome != Outcome.CONFLICT and row.choice in (Choice.MINE, Choice.THEIRS):
        row.choice = Choice.OPEN


def compare_cells(row: ImportRow, record: Any, records: RowRecords, findings: Findings) -> None:
    """Cell by cell: what the file says, what it was written from, and what is stored."""
    row.record, row.seen = record.pk, record.version
    sheet, base = records.sheet, records.base_of(row, record)
    closed = sheet.closed_columns(record if record.pk else None)
    for name, column in sheet.columns.items():
        if name not in row.cells:
            continue
        try:
            raw = cell_from_json(row.cells[name])
            mine = column.read_in_row(raw, partial(cell_beside, row, record, sheet))
        except ValidationError as error:
            findings.refuse(name, error)
            continue
        findings.tell_left_out(name, column.left_out(cell_from_json(row.cells[name])))
        theirs = column.kept_of(record)
        before = None if base is None else column.kept_of(base)
        outcome = merge(mine, theirs, before, column.is_same)
        if outcome in (Merge.SAME, Merge.TAKE):
            continue
        if mine == "" and (record.pk is None or base is None):
            continue  # an empty cell of a row that nobody exported empties nothing
        if name in closed or theirs == HIDDEN:
            findings.errors.append((name, str(CLOSED)))
        elif record.pk is None or outcome is Merge.KEEP:
            row.changes[name] = [theirs, mine]
        elif before is not None and isinstance(column, LinksColumn):
            row.changes[name] = [theirs, column.merge(mine, theirs, before)]
        else:
            row.conflicts[name] = [theirs, mine]


def cell_beside(row: ImportRow, record: Any, sheet: RecordSheet, name: str) -> Kept:
    """What a row says in another column; what the record says where it is empty or makes no sense.

    What is wrong with that cell is told of it alone.
    """
    column = sheet.columns[name]
    try:
        said = column.read(cell_from_json(row.cells.get(name)))
    except ValidationError:
        said = ""
    return column.kept_of(record) if said == "" else said


def try_cells(row: ImportRow, record: Any, records: RowRecords, findings: Findings) -> None:
    """Let the record judge its new values, which may set them right."""
    wanted = {**row.changes, **row.conflicts}
    if not wanted and record.pk is not None:
        return
    sheet, refused = records.sheet, {name for name, words in findings.errors}
    values = {name: new for name, (old, new) in wanted.items()}
    judged = set_cells(sheet, record, values)
    if not records.are_together:  # else they are judged once all are compared
        findings.errors += [e for e in judged.errors if e[0] not in refused]
    row.questions = [[d.column, str(d.message), d.digest] for d in judged.doubts]
    for name in wanted:
        column, cells = sheet.columns[name], row.changes if name in row.changes else row.conflicts
        cells[name] = [cells[name][0], column.kept_of(record)]
        for doubt in column.doubts(cells[name][1]):
            told = findings.errors if doubt.is_error else findings.doubts
            told.append((name, doubt.words))
        if column.is_same(*cells[name]):
            del cells[name]
    if record.pk is None:
        records.doubt_likes(record, findings)


def outcome_of(row: ImportRow, record: Any) -> str:
    """What storing a compared row would mean."""
    if row.errors:
        return Outcome.ERROR
    if row.conflicts:
        return Outcome.CONFLICT
    if row.questions:
        return Outcome.ASKS
    if record.pk is None:
        return Outcome.NEW
    return Outcome.CHANGED if row.changes else Outcome.UNCHANGED
