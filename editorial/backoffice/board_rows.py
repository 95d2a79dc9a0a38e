"""The rows of the board: what records are called, and a cell for each language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from editorial.history.record_names import NAMES
from editorial.languages import (
    BY_CODE,
    Language,
    Text,
    read_columns,
    text_in,
    translated_names,
)
from editorial.records.namesakes import distinct
from editorial.records.scope import is_row, row_link
from editorial.translations.ledger import kind_of
from editorial.translations.models import TranslationStatus
from editorial.translations.states import Told, told_of
from editorial.translations.translated import translated_models


def naming_of(model: type[Model]) -> str:
    """The text under which records of ``model`` are known."""
    return next(name for name in NAMES if name in translated_names(model))


@dataclass(frozen=True)
class Cell:
    """How a record stands in one language."""

    language: Language
    standing: TranslationStatus
    where: str

    @property
    def states(self) -> list[Told]:
        """What waits, the worst first; where nothing does, the state it is in."""
        return told_of(self.standing)


@dataclass(frozen=True)
class Row:
    """A record on the board; ``belongs_to`` the one that it is a row of."""

    kind: str
    known_as: Text
    belongs_to: Text | None
    cells: list[Cell]


def view_address(kind: str, key: int, language: str, query: str = "") -> str:
    """Where a record is translated into a language."""
    return reverse("admin:translate", args=[kind, key, language]) + query


def cell_of(standing: TranslationStatus, query: str = "") -> Cell:
    address = view_address(standing.kind, standing.key, standing.language, query)
    return Cell(BY_CODE[standing.language], standing, address)


def rows(listed: Iterable[dict[str, Any]], query: str) -> list[Row]:
    """Kinds and keys as rows of the board: a query for each kind, and one for all standings."""
    wanted = [(entry["kind"], entry["key"]) for entry in listed]
    standings: dict[tuple[str, int], dict[str, TranslationStatus]] = {}
    for standing in statuses_at(wanted):
        record = standings.setdefault((standing.kind, standing.key), {})
        record[standing.language] = standing
    names = Names(standing for record in standings.values() for standing in record.values())
    return [
        Row(
            *names.of(*record),
            [cell_of(standings[record][code], query) for code in BY_CODE],
        )
        for record in wanted
        if names.knows(*record)
    ]


def statuses_at(records: Iterable[tuple[str, int]]) -> QuerySet[TranslationStatus]:
    """How records, by kind and key, stand in all languages."""
    keys: dict[str, list[int]] = {}
    for kind, key in records:
        keys.setdefault(kind, []).append(key)
    found = Q(pk__in=())
    for kind, theirs in keys.items():
        found |= Q(kind=kind, key__in=theirs)
    return TranslationStatus.objects.filter(found)


class Names:
    """The names of records that stand in the ledger. This causes one query for each kind."""

    def __init__(self, standings: Iterable[TranslationStatus]) -> None:
        keys: dict[str, set[int]] = {}
        for standing in standings:
            keys.setdefault(standing.kind, set()).add(standing.key)
        self._models = {kind_of(model): model for model in translated_models()}
        self._records = {
            kind: with_names(self._models[kind]).in_bulk(theirs) for kind, theirs in keys.items()
        }

    def knows(self, kind: str, key: int) -> bool:
        """Whether the record is still there."""
        return key in self._records[kind]

    def of(self, kind: str, key: int) -> tuple[str, Text, Text | None]:
        """The kind in words, the name, and that of the record that it is a row of."""
        model, record = self._models[kind], self._records[kind][key]
        whole = getattr(record, row_link(model).name) if is_row(model) else None
        return (
            str(capfirst(model._meta.verbose_name)),
            name_of(record),
            whole and name_of(whole),
        )


def name_of(record: Model) -> Text:
    """The name of a record, told apart from others that the user sees."""
    return distinct(text_in(record, naming_of(type(record))), record, for_staff=True)


def with_names(model: type[Model]) -> QuerySet:
    """The records of ``model`` with no more than their names, rows with that of their record."""
    names, records = to_name(model), model._base_manager.all()
    if is_row(model):
        link = row_link(model)
        names += [f"{link.name}__{name}" for name in to_name(link.related_model)]
        records = records.select_related(link.name)
    return records.only(*names)


def to_name(model: type[Model]) -> list[str]:
    """The columns that tell the name of a record."""
    own = ["source_language"] if hasattr(model, "source_language") else []
    return [*own, *read_columns(naming_of(model))]
