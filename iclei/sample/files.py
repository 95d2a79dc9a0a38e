"""The files of the sample, read so that every value knows where it stands."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from editorial.languages import LANGUAGES, column
from editorial.loading import Cell, LoadingError


@dataclass(frozen=True)
class Record:
    """What one file says of one object, by column; in JSON a column is a path: ``event.start``."""

    file: str
    row: int | str
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> Cell:
        if name not in self.values:
            raise LoadingError(self.get(name).problem("this column is missing."))
        return self.get(name)

    def get(self, name: str) -> Cell:
        """The cell, empty where the file has no such column."""
        return self.cell(name, self.values.get(name, ""))

    def cell(self, name: str, value: Any) -> Cell:
        """A value of our own, made of what stands in the column ``name``."""
        return Cell(value, self.file, self.row, name)

    def take(self, *names: str) -> dict[str, Cell]:
        """The cells of columns that are called as their fields are."""
        return {name: self[name] for name in names}

    def texts(self, field: str, path: str) -> dict[str, Cell]:
        """The five versions of ``field``, each at ``path`` with ``{code}`` or ``{column}`` put in.

        A version that the file leaves out is empty.
        """
        return {
            column(field, language): self.get(
                path.format(code=language.code, column=language.column)
            )
            for language in LANGUAGES
        }


@dataclass(frozen=True)
class Folder:
    """The folder that the files lie in."""

    path: Path

    def table(self, name: str) -> list[Record]:
        """The rows of a CSV file, numbered as a spreadsheet numbers them: the header is row 1."""
        lines = csv.DictReader(StringIO(self._text(name)))
        return [self._line(name, row, values) for row, values in enumerate(lines, start=2)]

    def by_slug(self, name: str) -> dict[str, Record]:
        """The rows of a CSV file by their slug, or the entries of a JSON object by their key."""
        if name.endswith(".csv"):
            return {record["slug"].value: record for record in self.table(name)}
        entries = self._json(name).items()
        return {slug: Record(name, slug, dict(flat(entry))) for slug, entry in entries}

    def articles(self, name: str) -> list[Record]:
        """The articles and events of a JSON file, numbered from 1."""
        entries = self._json(name)["articles"]
        return [Record(name, row, dict(flat(entry))) for row, entry in enumerate(entries, start=1)]

    def _text(self, name: str) -> str:
        try:
            return (self.path / name).read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise LoadingError(f"{name} is not in {self.path}.") from error
        except UnicodeDecodeError as error:
            raise LoadingError(f"{name} is not in UTF-8 at byte {error.start}.") from error

    def _json(self, name: str) -> dict[str, Any]:
        try:
            return json.loads(self._text(name))
        except json.JSONDecodeError as error:
            raise LoadingError(f"{name}, line {error.lineno}: {error.msg}.") from error

    @staticmethod
    def _line(name: str, row: int, values: dict[str | None, Any]) -> Record:
        if None in values or None in values.values():
            raise LoadingError(f"{name}, row {row}: not as many cells as the header has.")
        return Record(name, row, {str(column): value for column, value in values.items()})


def flat(entry: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """The texts in nested JSON by their paths; a list of keys becomes one text."""
    for name, value in entry.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield f"{path}{name}", " ".join(value)
        else:
            yield f"{path}{name}", "" if value is None else str(value)
