"""Files from outside with a row for each record: CSV in UTF-8, whatever program wrote them."""

import csv
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext


class Unreadable(Exception):
    """Why a file cannot be read, in words that follow its name."""


@dataclass(frozen=True)
class Misread:
    """What is wrong in a file: ``where`` is a *row*, as spreadsheets number them, or a *line*."""

    where: str
    number: int
    why: str


@dataclass
class Table:
    """What a file holds: rows by their numbers (the header is row 1), and what cannot be read."""

    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)


def read_text(path: Path) -> str:
    """What stands in a file, without the mark that some programs put at its beginning.

    Raises Unreadable.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Unreadable(gettext("is not in %(folder)s.") % {"folder": path.parent}) from error
    except OSError as error:
        raise Unreadable(gettext("cannot be read: %(why)s.") % {"why": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise Unreadable(
            gettext("is not in UTF-8 at byte %(at)s.") % {"at": error.start}
        ) from error
    if "\0" in text:
        raise Unreadable(gettext("holds a NUL, which no text does."))
    return text


def read_table(text: str) -> Table:
    """The rows of a CSV file; empty ones are left out."""
    found, lines = Table(), csv.reader(StringIO(text, newline=""), strict=True)
    try:
        found.header = [name.strip() for name in next(lines, [])]
        for number, cells in enumerate(lines, start=2):
            if not any(map(str.strip, cells)):
                continue
            if len(cells) == len(found.header):
                found.rows.append((number, dict(zip(found.header, cells, strict=True))))
            else:
                why = gettext("not as many cells as the header has.")
                found.misread.append(Misread("row", number, why))
    except csv.Error as error:
        found.misread.append(Misread("line", lines.line_num, f"{error}."))
    return found
