"""Sheets: XLSX files that are written for staff, and those that come back.

A file from outside is looked at before it is parsed: by the sizes that its directory declares, then
by a search through its parts. So a bomb costs no more than the search.

Row 1 has captions for people, row 2 the names of the columns, which are the same in all languages.
A file may also begin with the names. What a text holds is stored as text, never as a formula.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from math import isfinite
from typing import Any
from zipfile import ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from editorial.languages.punctuation import join_list
from editorial.sheets.other_files import (
    LOOKED_AT,
    format_of_archive,
    format_of_start,
    refusal_of,
    refuse_strict,
)
from editorial.texts.letters import tidied_line
from editorial.texts.spreadsheets import text_cell

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LARGEST_FILE = 10 * 1024 * 1024  # bytes
MOST_UNPACKED = 48 * 1024 * 1024  # bytes, of all parts together
MOST_PARTS = 200
MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_CELLS = 600_000
#: Tags for each cell (c, v, is, t and their ends); and in parts that hold no cells and no texts.
TAGS_IN_CELL, MOST_TAGS = 7, 100_000
HEADINGS = 2  # rows before the first record
LONGEST_CELL = 32_767  # characters, the most that a cell may hold

#: How a file begins: a zip archive, and what Excel wrote before 2007 or writes with a password.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
IS_ENCRYPTED = 0x1  # a flag of a part
#: What a part may not have: entities lead out of the file, or blow it up.
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"\A[^>]{0,200}\bencoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*?\s)?r=[\"'](\d{1,9})")
CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s(?:[^<>]*?\s)?ref=[\"']([A-Z0-9:$]+)")
DIMENSION = re.compile(
    rb"<(?:\w+:)?dimension\s[^<>]*?ref=[\"'][A-Z0-9$]*?:?\$?([A-Z]+)\$?(\d{1,9})[\"']"
)
XML = (".xml", ".rels", ".vml")

TOO_LARGE = _("The file is larger than 10 MB. Split it, and import one part after the other.")
UNPACKS_TOO_LARGE = _("Unpacked, the file is too large. Split it, or delete what is not needed.")
OLD_FILE = _("This is an old Excel file (.xls). Save it as “Excel workbook (.xlsx)”.")
PROTECTED = _("The file is protected by a password. Save it without one.")
WITH_MACROS = _("The file contains macros. Save it as “Excel workbook (.xlsx)”, which has none.")
DAMAGED = _("The file is damaged and cannot be read to its end. Save or send it again.")
ENTITIES = _("The file contains declarations that no spreadsheet needs. Save it again with Excel.")
TOO_MANY_ROWS = _(
    "The sheet has more than %(most)s rows. Split it, or delete the rows "
    "below the last record, which look empty, and save it again."
)
TOO_MANY_COLUMNS = _(
    "The sheet has more than %(most)s columns. Delete those on the right of the last one that has "
    "a name, which look empty, and save it again."
)
HAS_MERGED = _(
    "There are merged cells: %(cells)s. Unmerge them, so that each record has its own cells."
)


@dataclass(frozen=True)
class SheetHeading:
    """A column of a sheet: its name, what people call it, and whether its cells may be changed."""

    name: str
    caption: str
    is_open: bool = True


@dataclass(frozen=True)
class OddCell:
    """What a cell holds instead of a value: a ``formula``, an ``error``, or a number as a date."""

    kind: str
    text: str


Raw = str | int | float | bool | date | datetime | time | OddCell | None


@dataclass(frozen=True)
class SheetRow:
    """A row as it stands in a file: the ``number`` is Excel's."""

    number: int
    cells: dict[str, Raw]


@dataclass(frozen=True)
class Sheet:
    """What was read: the name of the sheet, the letter of each column, the rows."""

    title: str
    letters: dict[str, str]
    rows: list[SheetRow]


# Writing


def make_workbook(title: str, headings: list[SheetHeading], rows: Iterable[list[Raw]]) -> Workbook:
    """A workbook of one sheet. Columns that are closed to the reader are grey."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31])
    sheet.freeze_panes = "B3"
    closed = PatternFill("solid", fgColor="E4E7E0")
    for number, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 24 if heading.is_open else 14
    for texts in ([h.caption for h in headings], [h.name for h in headings]):
        cells = [make_cell(sheet, text) for text in texts]
        for cell, heading in zip(cells, headings, strict=True):
            cell.font = Font(bold=True)
            if not heading.is_open:
                cell.fill = closed
        sheet.append(cells)
    for row in rows:
        sheet.append([make_cell(sheet, value) for value in row])
    return made


def make_cell(sheet: Any, value: Raw) -> Any:
    """A cell. A text is text, whatever it begins with, and stays text when it is edited."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = text_cell(sheet, escaped(value)) if value else WriteOnlyCell(sheet)
    cell.number_format = "@"
    return cell


#: What XML 1.0 has no place for, or loses. A text that looks like an escape is escaped itself.
ESCAPES = re.compile(rf"{ILLEGAL_CHARACTERS_RE.pattern}|[\r\ufffe\uffff]|_(?=x[0-9A-Fa-f]{{4}}_)")
#: What no database holds stays as it is written: NUL, and halves of characters.
ESCAPED = re.compile(r"_x(?!0000|[Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """As ECMA-376 (22.9.2.19) writes what XML cannot hold: a tabulator in a cell is _x0009_."""
    return ESCAPES.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


# Looking before reading


def examine(file: File) -> None:
    """Raise ValidationError, with words, for a file that is none of ours or not to be opened."""
    if file.size > LARGEST_FILE:
        raise ValidationError(TOO_LARGE, code="too_large")
    file.seek(0)
    start = file.read(LOOKED_AT)
    if start.startswith(OLE):
        file.seek(0)
        raise ValidationError(PROTECTED if ENCRYPTED in file.read() else OLD_FILE)
    if not start.startswith(ZIP):
        raise refusal_of(format_of_start(start))
    try:
        with ZipFile(file) as archive:
            examine_archive(archive)
    except ValidationError:
        raise
    except Exception as error:  # whatever a broken archive leads zlib and its like to
        raise ValidationError(DAMAGED, code="damaged") from error


def examine_archive(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & IS_ENCRYPTED for part in parts):
        raise ValidationError(PROTECTED, code="protected")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refusal_of(format_of_archive(archive))
    if len(set(names)) != len(names):
        raise ValidationError(DAMAGED, code="damaged")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(UNPACKS_TOO_LARGE, code="bomb")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise ValidationError(WITH_MACROS, code="macros")
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise ValidationError(WITH_MACROS, code="macros")
    refuse_strict(archive.read("xl/workbook.xml"))
    for part in parts:
        if part.filename.lower().endswith(XML):
            examine_part(part, archive.read(part))


def examine_part(part: ZipInfo, content: bytes) -> None:
    """No entities, and none that hide behind another encoding; no more rows than we read."""
    encoding = ENCODING.match(content)
    is_utf8 = encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii")
    if b"\0" in content or not is_utf8 or DECLARATION.search(content):
        raise ValidationError(ENTITIES, code="entities")
    if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
        examine_rows(content)
        examine_tags(content)
    elif part.filename == "xl/sharedStrings.xml":
        if is_more(TEXT, content, MOST_CELLS):
            raise ValidationError(UNPACKS_TOO_LARGE, code="too_many_texts")
    elif content.count(b"<") > MOST_TAGS:
        raise ValidationError(UNPACKS_TOO_LARGE, code="too_many_tags")


def examine_tags(content: bytes) -> None:
    """Elements that belong to no cell would all be kept in memory."""
    start, end = content.find(b"sheetData"), content.rfind(b"sheetData")
    cells = sum(1 for found in CELL.finditer(content))
    within = content.count(b"<", start, end)
    around = content.count(b"<") - within
    if around > MOST_TAGS or within > TAGS_IN_CELL * cells + MOST_TAGS:
        raise ValidationError(UNPACKS_TOO_LARGE, code="too_many_tags")


def examine_rows(content: bytes) -> None:
    """By what the sheet declares of its size, and by what it has: counting ends at the limit."""
    most, params = MOST_ROWS + HEADINGS, {"most": MOST_ROWS}
    declared = DIMENSION.search(content[:4096])
    numbers = (int(found[1]) for found in islice(ROW_NUMBER.finditer(content), most + 1))
    is_longer = (
        (declared and int(declared[2]) > most)
        or is_more(ROW, content, most)
        or any(number > most for number in numbers)
    )
    if is_longer:
        raise ValidationError(TOO_MANY_ROWS, code="too_many_rows", params=params)
    if is_more(CELL, content, MOST_CELLS):
        raise ValidationError(UNPACKS_TOO_LARGE, code="too_many_cells")
    if merged := MERGED.findall(content):
        cells = join_list(ref.decode() for ref in merged[:5])
        raise ValidationError(HAS_MERGED, code="merged", params={"cells": cells})


def is_more(pattern: re.Pattern[bytes], content: bytes, most: int) -> bool:
    """Whether ``content`` has a pattern more than ``most`` times."""
    return next(islice(pattern.finditer(content), most, None), None) is not None


# Reading


def read_sheet(file: File, known: Iterable[str], key: str) -> Sheet:
    """The rows of the first sheet, by the names of its columns.

    Raises ValidationError for a file that cannot be read, and for headings that are not ``known``,
    stand there twice, or lack the ``key``.
    """
    examine(file)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what in a workbook openpyxl does not keep
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()  # what a file says of its size need not be so
                rows = list(read_rows(sheet))
            finally:
                book.close()
    except ValidationError:
        raise
    except Exception as error:  # whatever a broken workbook leads openpyxl to
        raise ValidationError(DAMAGED, code="damaged") from error
    return sheet_under_headings(sheet.title, rows, list(known), key)


def read_rows(sheet: Any) -> Iterator[list[Raw]]:
    """The rows of a worksheet, without the empty cells at their ends."""
    for cells in sheet.iter_rows(max_row=MOST_ROWS + HEADINGS):
        row = [read_cell(cell) for cell in cells]
        while row and row[-1] is None:
            row.pop()
        if len(row) > MOST_COLUMNS:
            params = {"most": MOST_COLUMNS}
            raise ValidationError(TOO_MANY_COLUMNS, code="too_many_columns", params=params)
        yield row


def read_cell(cell: Any) -> Raw:
    """What a cell holds; an empty text is nothing."""
    value = cell.value
    if cell.data_type == "f":
        return OddCell("formula", str(getattr(value, "text", value))[:100])
    if cell.data_type == "e":
        return OddCell("error", str(value)[:100])
    if isinstance(value, str):
        return unescaped(value) or None
    if isinstance(value, float) and not isfinite(value):
        return OddCell("error", str(value))
    if value is None or isinstance(value, bool | int | float | datetime | date | time):
        return value
    return OddCell("error", str(value)[:100])


def sheet_under_headings(title: str, rows: list[list[Raw]], known: list[str], key: str) -> Sheet:
    """The rows below the names of columns, which stand in the first or the second row."""
    at = next((i for i, row in enumerate(rows[:HEADINGS]) if key in map(column_name, row)), None)
    if at is None:
        raise ValidationError(
            _("Sheet “%(sheet)s” has no column “%(key)s” in its first two rows: it names records."),
            code="no_key",
            params={"sheet": title, "key": key},
        )
    names = [column_name(value) for value in rows[at]]
    letters = {name: get_column_letter(i) for i, name in enumerate(names, start=1) if name}
    if errors := list(heading_errors(title, names, letters, rows[at + 1 :], known)):
        raise ValidationError(errors)
    found = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = dict.fromkeys(letters)
        cells |= {name: value for name, value in zip(names, row, strict=False) if name}
        if any(value is not None for value in cells.values()):
            found.append(SheetRow(number, cells))
    if not found:
        words = _("Sheet “%(sheet)s” has no rows below the names of its columns.")
        raise ValidationError(words, code="empty", params={"sheet": title})
    return Sheet(title, letters, found)


def column_name(value: Raw) -> str:
    """The name that a cell of the heading gives its column; empty where it gives none."""
    return tidied_line(value) if isinstance(value, str) else ""


def heading_errors(
    title: str, names: list[str], letters: dict[str, str], rows: list[list[Raw]], known: list[str]
) -> Iterator[ValidationError]:
    """What is wrong with the names of columns, each with its place."""
    for name, times in Counter(filter(None, names)).items():
        where = {"sheet": title, "name": name, "letter": letters[name]}
        if times > 1:
            words = _("Sheet “%(sheet)s” has the column “%(name)s” twice. Delete one of them.")
            yield ValidationError(words, code="repeated", params=where)
        if name not in known:
            words = _(
                "Sheet “%(sheet)s”, column %(letter)s: “%(name)s” is the name of no column. Write "
                "it as in an export, or delete the column."
            )
            yield ValidationError(words, code="unknown", params=where)
    filled = {i for row in rows for i, value in enumerate(row) if value is not None}
    for index in sorted(filled):
        if index >= len(names) or not names[index]:
            words = _(
                "Sheet “%(sheet)s”, column %(letter)s has cells, but no name. Write the name as in "
                "an export, or delete the column."
            )
            where = {"sheet": title, "letter": get_column_letter(index + 1)}
            yield ValidationError(words, code="nameless", params=where)
