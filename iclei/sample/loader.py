"""Records that come from files: never over what staff have edited, and every error named.

Files name an object by its unique field: a code, a slug, a user name. What was stored leaves a
digest of each field. A field that differs from its digest was edited since and is staff's; the
others take over what the files say now. A record that is missing was deleted or renamed by staff.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from editorial.languages import LANGUAGES, column, source_of, translated_names
from editorial.records.digests import digest_keys, digest_of
from editorial.records.doubts import split_doubts
from editorial.records.models import LoadedRecord
from editorial.records.wording import read_once
from editorial.texts.differences import is_rich
from editorial.texts.losses import in_words
from editorial.texts.prose import losses
from editorial.translations.ledger import LedgerRecord
from iclei.sample.digests import loaded_digests

Line = TypeVar("Line")


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

    ``match`` finds an object that has no unique field of its own, ``before`` one that an older
    sample called otherwise and that has kept that name.
    """

    model: type[Model]
    key: Cell
    cells: dict[str, Cell]
    match: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    settle: Callable[[Any, set[str]], None] | None = None

    def stored(self) -> Model | None:
        found = self._found(self.match or {unique_field(self.model): self.key.value})
        return found or (self._found(self.before) if self.before else None)

    def _found(self, match: Mapping[str, Any]) -> Model | None:
        return self.model._base_manager.filter(**match).order_by("pk").first()


class Outcome(StrEnum):
    NEW = "new"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    KEPT = "kept as staff left it"
    FIELDS_LEFT = "fields left alone"


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

    def _load(self, row: Row) -> Counter[Outcome]:
        self._refuse_twice(row)
        trace, stored = trace_of(row.model, row.key.value), row.stored()
        if (trace is None) is not (stored is None):
            return Counter({Outcome.KEPT: 1})  # staff made, renamed or deleted it
        try:
            return self._store(row, stored, trace)
        except NamesStaffs:
            return Counter({Outcome.KEPT: 1})
        except (NamesRefused, LoadingError) as error:
            self._refused.add((row.model, row.key.value))
            if isinstance(error, LoadingError):
                raise
            return Counter()

    def _refuse_twice(self, row: Row) -> None:
        if (row.model, row.key.value) in self._seen:
            raise LoadingError(row.key.problem(f"“{row.key.value}” stands there twice."))
        self._seen.add((row.model, row.key.value))

    def _store(self, row: Row, stored: Any, trace: LoadedRecord | None) -> Counter[Outcome]:
        """Give the record what the row says, but for what staff have changed, and save it.

        Nothing is saved where nothing would change. Raises LoadingError for a value that is wrong;
        one that does not go with what staff have changed leaves the record as it is.
        """
        loaded = loaded_digests(trace, stored) if trace is not None else {}
        before = digests_in(row, stored)
        theirs = {name for name, digest in before.items() if digest != loaded.get(name, "")}
        obj = stored or row.model()
        related = self._fill(obj, row, leaving=theirs)
        if row.settle:
            row.settle(obj, theirs)
        try:
            validate(obj, row)
        except LoadingError:
            if theirs:
                return Counter({Outcome.KEPT: 1})
            raise
        wanted = digests_in(row, obj)
        wanted |= {name: digest_keys(o.pk for o in objects) for name, objects in related.items()}
        is_changed = wanted != before
        if is_changed:
            vouch(obj, {name for name in wanted if wanted[name] != before.get(name)}, theirs)
            obj.save()
            for name, objects in related.items():
                getattr(obj, name).set(objects)
        # A field of theirs that was never loaded has none: it stays theirs at the next load.
        keep_digests(row, wanted | {name: loaded.get(name, "") for name in theirs})
        done = Outcome.REFRESHED if is_changed else Outcome.UNCHANGED
        done = Outcome.NEW if trace is None else done
        return +Counter({done: 1, Outcome.FIELDS_LEFT: len(theirs)})

    def adopt(self, row: Row, made: Model | None) -> None:
        """Take a record that a migration ``made`` for a loaded one: staff did not write it."""
        if made is not None and trace_of(row.model, row.key.value) is None:
            keep_digests(row, digests_in(row, made))

    def _fill(self, obj: Model, row: Row, leaving: set[str]) -> dict[str, list[Model]]:
        """Set the row's fields in ``obj`` but for those to leave; return what others link to."""
        related = {}
        for name, cell in row.cells.items():
            fld: Any = obj._meta.get_field(name)
            if name in leaving:
                continue
            if fld.many_to_many:
                keys = cell.value.split()
                related[name] = [self._named(fld.related_model, key, cell) for key in keys]
            elif fld.is_relation and cell.value:
                setattr(obj, name, self._named(fld.related_model, cell.value, cell))
            else:
                empty = cell.value == "" and fld.null
                setattr(obj, name, None if empty else cell.value)
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


def vouch(obj: Any, changed: set[str], theirs: set[str]) -> None:
    """Say before a save that the files' translations render the source that the files changed.

    All versions of a text come from one hand. Without this a comma in the English would make four
    translations stale. What staff have written, source or translation, is theirs to vouch for.
    """
    if not isinstance(obj, LedgerRecord) or obj.pk is None:
        return
    origin = source_of(obj)
    renewed = [name for name in translated_names(type(obj)) if column(name, origin) in changed]
    columns = {column(name, one) for name in renewed for one in LANGUAGES if one != origin}
    obj.confirmed = frozenset(columns - theirs)


def unique_field(model: type[Model]) -> str:
    """The field by which files name objects of ``model``: code, slug or user name."""
    fields = model._meta.concrete_fields
    return next(fld.name for fld in fields if fld.unique and not fld.primary_key)


def find(model: type[Model], key: str) -> Model | None:
    return model._base_manager.filter(**{unique_field(model): key}).first()


def trace_of(model: type[Model], key: str) -> LoadedRecord | None:
    return LoadedRecord.objects.filter(kind=model._meta.label_lower, key=key).first()


def digests_in(row: Row, obj: Any) -> dict[str, str]:
    """The digests of what ``obj`` holds in the fields that the row names; none of no record."""
    if obj is None:
        return {}
    return {name: digest_of(obj, obj._meta.get_field(name)) for name in row.cells}


def keep_digests(row: Row, digests: dict[str, str]) -> None:
    """Note what was loaded, if that is not noted yet."""
    named = {"kind": row.model._meta.label_lower, "key": row.key.value}
    if not LoadedRecord.objects.filter(**named, digests=digests, fingerprint="").exists():
        values = {"digests": digests, "fingerprint": ""}
        LoadedRecord.objects.update_or_create(**named, defaults=values)


def validate(obj: Model, row: Row) -> None:
    """Run all of the model's validation, which also cleans rich text.

    Raises LoadingError with a problem for each cell; what no cell says lies with the key.
    """
    refuse_losses(obj, row)
    try:
        obj.full_clean()
    except ValidationError as error:
        wrong, doubts = split_doubts(error)
        # What no cell says, such as a picture that staff brought, is no question to the files.
        asked = [(one.column, one.message) for one in doubts if one.column in row.cells]
        told = [(name, why) for name, errors in wrong.items() for one in errors for why in one]
        if problems := [
            row.cells.get(name, row.key).problem(str(why)) for name, why in told + asked
        ]:
            raise LoadingError(*dict.fromkeys(problems)) from error


def field_of(obj: Model, name: str) -> Any:
    return obj._meta.get_field(name)


def refuse_losses(obj: Model, row: Row) -> None:
    """Raise LoadingError for what a rich text says that cannot be kept: no file loses it unsaid."""
    problems = [
        cell.problem(f"This cannot be kept: {words}.")
        for name, cell in row.cells.items()
        if isinstance(cell.value, str) and is_rich(field_of(obj, name))
        for words in in_words(losses(cell.value))
    ]
    if problems:
        raise LoadingError(*problems)
