"""What a text is in a cell: never a formula, whoever wrote it (OWASP, CSV injection)."""

from typing import Any

from openpyxl.cell import WriteOnlyCell

from editorial.texts.letters import printable

#: What spreadsheets take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BLANKS = " \u00a0\u3000"


def text_cell(sheet: Any, text: str) -> Any:
    """A cell of an XLSX file that holds a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def without_formula(text: str) -> str:
    """A text for CSV: what a spreadsheet would calculate has an apostrophe before it."""
    plain = printable(text)
    return f"'{plain}" if plain.lstrip(BLANKS).startswith(FORMULA_STARTS) else plain
