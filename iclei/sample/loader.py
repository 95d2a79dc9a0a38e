"""Records that come from files: never over what staff have edited, and every error named.

Files name an object by its unique field: a code, a slug, a user name. What was stored leaves a
fingerprint. A record that differs from its fingerprint was edited since, one that is missing was
deleted or renamed; both are staff's from then on.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from editorial.records.models import LoadedRecord
from editorial.records.wording import read_once

Line = TypeVar("Line")
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Cell:
    """A value, and where in the files it stands."""

    value: Any
    file: str
    row: int | str
    column: str

    def problem(self, why: str) -> str:
        return f"{self.file}, row {self.row}, column {self.column}: {why}"


@dataclass(frozen=True)
class Row:
    """An object as the files describe it: a cell for each field, keys for related objects.

    ``match`` finds an object that has no unique field of its own.
    """

    model: type[Model]
    key: Cell
    cells: dict[str, Cell]
    match: dict[str, str] = field(default_factory=dict)

    def stored(self) -> Model | None:
        found = self.match or {unique_field(self.model): self.key.value}
        return self.model._base_manager.filter(**found).order_by("pk").first()


class Outcome(StrEnum):
    NEW = "new"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    KEPT = "kept as staff left it"


class LoadingError(Exception):
    """What is wrong with the files, one sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = list(problems)


class NamesStaffs(Exception):
    """A row names an object that staff have deleted or renamed."""


class NamesRefused(Exception):
    """A row names one that was refused: its own problem would only repeat that one."""


class Loading:
    """One run over the files. ``problems`` says what is wrong with them; the caller rolls back."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._seen: set[tuple[type[Model], str]] = set()
        self._refused: set[tuple[type[Model], str]] = set()
        self._known: dict[tuple[type[Model], str], Model] = {}

    def load(self, lines: Iterable[Line], row_of: Callable[[Line], Row]) -> Counter[Outcome]:
        """Store the row that each line describes, and count what became of them."""
        outcomes: Counter[Outcome] = Counter()
        with read_once():
            for line in lines:
                try:
                    outcomes.update(self._load(row_of(line)))
                except LoadingError as error:
                    self.problems += error.problems
        return outcomes

    def is_known(self, model: type[Model], key: str) -> bool:
        """Whether the object was loaded before, or stands there without having been loaded."""
        return trace_of(model, key) is not None or find(model, key) is not None

    def _load(self, row: Row) -> list[Outcome]:
        self._refuse_twice(row)
        trace, stored = trace_of(row.model, row.key.value), row.stored()
        if is_staffs(trace, stored):
            return [Outcome.KEPT]
        try:
            return [self._store(row, stored or row.model(), trace)]
        except NamesStaffs:
            return [Outcome.KEPT]
        except (NamesRefused, LoadingError) as error:
            self._refused.add((row.model, row.key.value))
            if isinstance(error, LoadingError):
                raise
            return []

    def _refuse_twice(self, row: Row) -> None:
        if (row.model, row.key.value) in self._seen:
            raise LoadingError(row.key.problem(f"“{row.key.value}” stands there twice."))
        self._seen.add((row.model, row.key.value))

    def _store(self, row: Row, draft: Model, trace: LoadedRecord | None) -> Outcome:
        """Give ``draft`` the row's values and save it, unless nothing would change."""
        related = self._fill(draft, row)
        validate(draft, row)
        wanted = fingerprint(draft, related)
        if trace is not None and trace.fingerprint == wanted:
            return Outcome.UNCHANGED
        draft.save()
        for name, objects in related.items():
            getattr(draft, name).set(objects)
        LoadedRecord.objects.update_or_create(
            kind=row.model._meta.label_lower,
            key=row.key.value,
            defaults={"fingerprint": wanted},
        )
        return Outcome.NEW if trace is None else Outcome.REFRESHED

    def _fill(self, draft: Model, row: Row) -> dict[str, list[Model]]:
        """Set the fields of ``draft``, and return the objects of its many-to-many fields."""
        related = {}
        for name, cell in row.cells.items():
            fld: Any = draft._meta.get_field(name)
            if fld.many_to_many:
                keys = cell.value.split()
                related[name] = [self._named(fld.related_model, key, cell) for key in keys]
            elif fld.is_relation and cell.value:
                setattr(draft, name, self._named(fld.related_model, cell.value, cell))
            else:
                empty = cell.value == "" and fld.null
                setattr(draft, name, None if empty else cell.value)
        return related

    def _named(self, model: type[Model], key: str, cell: Cell) -> Model:
        """The object that a cell names by its unique field."""
        if (model, key) in self._refused:
            raise NamesRefused
        if (model, key) not in self._known:
            self._known[model, key] = self._looked_up(model, key, cell)
        return self._known[model, key]

    def _looked_up(self, model: type[Model], key: str, cell: Cell) -> Model:
        if found := find(model, key):
            return found
        if trace_of(model, key):
            raise NamesStaffs
        raise LoadingError(cell.problem(f"there is no {model._meta.verbose_name} “{key}”."))


def unique_field(model: type[Model]) -> str:
    """The field by which files name objects of ``model``: code, slug or user name."""
    fields = model._meta.concrete_fields
    return next(fld.name for fld in fields if fld.unique and not fld.primary_key)


def find(model: type[Model], key: str) -> Model | None:
    return model._base_manager.filter(**{unique_field(model): key}).first()


def trace_of(model: type[Model], key: str) -> LoadedRecord | None:
    return LoadedRecord.objects.filter(kind=model._meta.label_lower, key=key).first()


def is_staffs(trace: LoadedRecord | None, stored: Model | None) -> bool:
    """Whether the record was made, edited, renamed or deleted by staff."""
    if trace is None or stored is None:
        return trace is not stored
    return trace.fingerprint != fingerprint(stored, {})


def validate(draft: Model, row: Row) -> None:
    """Run all of the model's validation, which also cleans rich text.

    Raises LoadingError with a problem for each cell; what no cell says lies with the key.
    """
    try:
        draft.full_clean()
    except ValidationError as error:
        raise LoadingError(
            *(
                row.cells.get(name, row.key).problem(why)
                for name, reasons in error.message_dict.items()
                for why in dict.fromkeys(reasons)
            )
        ) from error


def fingerprint(obj: Model, related: dict[str, list[Model]]) -> str:
    """A digest of what staff can edit in ``obj``, were its many-to-many fields ``related``.

    Empty and default values are left out, so that a column added later changes no fingerprint.
    """
    values: dict[str, Any] = {
        fld.name: plain(value)
        for fld in edited_fields(type(obj))
        if (value := fld.value_from_object(obj)) not in EMPTY and value != fld.get_default()
    }
    for fld in obj._meta.many_to_many:
        objects = related[fld.name] if fld.name in related else stored_related(obj, fld.name)
        if keys := sorted(other.pk for other in objects):
            values[fld.name] = keys
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def stored_related(obj: Model, name: str) -> Iterable[Model]:
    return getattr(obj, name).all() if obj.pk else ()


def edited_fields(model: type[Model]) -> list[Field]:
    """The fields that staff edit; of a translated text its columns, not what stands for them."""
    fields = model._meta.concrete_fields
    bases = {fld.translated_field.name for fld in fields if hasattr(fld, "translated_field")}
    return [fld for fld in fields if fld.editable and not fld.primary_key and fld.name not in bases]


def plain(value: Any) -> str:
    """A value as text, the same whichever database it went through."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
