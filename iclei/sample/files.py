"""The files of the sample, read so that every value knows where it stands."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editorial.languages import LANGUAGES, column
from editorial.texts.csv_files import Unreadable, read_table, read_text
from editorial.texts.letters import tidied
from iclei.sample.loader import Cell, LoadingError


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
    """The folder that the files lie in. Raises LoadingError for a file that cannot be read."""

    path: Path

    def table(self, name: str) -> list[Record]:
        """The rows of a CSV file, numbered as a spreadsheet numbers them: the header is row 1."""
        found = read_table(self._text(name))
        if found.misread:
            raise LoadingError(*(f"{name}, {m.where} {m.number}: {m.why}" for m in found.misread))
        return [Record(name, row, cells) for row, cells in found.rows]

    def by_slug(self, name: str) -> dict[str, Record]:
        """The rows of a CSV file by their slug, or the entries of a JSON object by their key."""
        if not name.endswith(".csv"):
            return {slug: entry(name, slug, told) for slug, told in self._json(name).items()}
        found: dict[str, Record] = {}
        for record in self.table(name):
            slug = record["slug"]
            if slug.value in found:
                raise LoadingError(slug.problem(f"“{slug.value}” stands there twice."))
            found[slug.value] = record
        return found

    def articles(self, name: str) -> list[Record]:
        """The articles and events of a JSON file, numbered from 1."""
        articles = self._json(name).get("articles")
        if not isinstance(articles, list):
            raise LoadingError(f"{name}: there is no list of articles.")
        return [entry(name, row, told) for row, told in enumerate(articles, start=1)]

    def _text(self, name: str) -> str:
        try:
            return tidied(read_text(self.path / name))
        except Unreadable as error:
            raise LoadingError(f"{name} {error}") from error

    def _json(self, name: str) -> dict[str, Any]:
        def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            for key, count in Counter(key for key, _ in pairs).items():
                if count > 1:
                    raise LoadingError(f"{name}: “{key}” stands there twice.")
            return dict(pairs)

        try:
            read = json.loads(self._text(name), object_pairs_hook=once)
        except json.JSONDecodeError as error:
            raise LoadingError(f"{name}, line {error.lineno}: {error.msg}.") from error
        if not isinstance(read, dict):
            raise LoadingError(f"{name}: this is no JSON object.")
        return read


def entry(name: str, row: int | str, told: Any) -> Record:
    """What a JSON file tells of one object."""
    if not isinstance(told, dict):
        raise LoadingError(f"{name}, row {row}: this is no JSON object.")
    return Record(name, row, dict(flat(told)))


def flat(entry: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """The texts in nested JSON by their paths; a list of keys becomes one text."""
    for name, value in entry.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield f"{path}{name}", " ".join(map(str, value))
        else:
            yield f"{path}{name}", "" if value is None else str(value)
