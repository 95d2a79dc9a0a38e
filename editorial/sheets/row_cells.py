"""The cells of a row as they are kept in JSON until the row is stored, and what they name."""

from datetime import date, datetime
from datetime import time as Clock
from typing import Any

from editorial.records.keys import parse_version
from editorial.sheets.models import ImportRow
from editorial.sheets.xlsx import OddCell, Raw
from editorial.texts.letters import tidied_line

#: The name of the column that says from which version of its record a row was written.
VERSION = "version"


def cell_as_json(value: Raw) -> Any:
    """A cell as JSON can hold it; days, times and broken cells as an object with their kind."""
    if isinstance(value, OddCell):
        return {value.kind: value.text}
    if isinstance(value, datetime | date | Clock):
        return {type(value).__name__: value.isoformat()}
    return value


def cell_from_json(stored: Any) -> Raw:
    """The cell that :func:`cell_as_json` has put away."""
    if not isinstance(stored, dict):
        return stored
    ((kind, text),) = stored.items()
    kinds: dict[str, Any] = {"datetime": datetime, "date": date, "time": Clock}
    return kinds[kind].fromisoformat(text) if kind in kinds else OddCell(kind, text)


def key_text(value: Raw) -> str:
    """What names a record: a code, or a number that a spreadsheet may have given a fraction."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None or isinstance(value, OddCell) else tidied_line(str(value))


def key_in(row: ImportRow, column: str) -> str:
    """The key that a row gives in ``column``; empty where it gives none."""
    return key_text(cell_from_json(row.cells.get(column)))


def version_in(row: ImportRow) -> int | None:
    """The number of the version that a row was written from; None if it does not say."""
    return parse_version(key_in(row, VERSION))
