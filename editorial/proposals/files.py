"""Files of proposals: in a store that no address leads to, until they are accepted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from editorial.jobs.private_files import private_folder
from editorial.proposals.deeds import Part
from editorial.proposals.models import ProposedChange

FOLDER = "proposals"
_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


@contextmanager
def rehearsing() -> Iterator[None]:
    """Inside, things are stored only to see whether they can be: no file leaves its store."""
    token = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(token)


def new_files(part: Part) -> Iterator[Any]:
    """The files that a deed gave to a record, as the record names them."""
    for field in part.model._meta.fields:
        if isinstance(field, models.FileField) and part.values.get(field.name, ["", ""])[1]:
            yield file_of(part.model, field, part.values[field.name][1])


def file_of(model: Any, field: Any, name: str) -> Any:
    """The file of that name, as a record of ``model`` would hold it."""
    return field.attr_class(model(), field, name)


def names_of(file: Any) -> Iterable[str]:
    """The names of all that is stored of a file: a picture comes in several widths."""
    return [*file.names()] if hasattr(file, "names") else [file.name]


def take_files_back(parts: Iterable[Part]) -> None:
    """Move what a deed has stored for readers to where nobody reaches it."""
    for part in parts:
        for file in new_files(part):
            for name in names_of(file):
                if file.storage.exists(name):
                    with file.storage.open(name) as stored:
                        kept_path(name).write_bytes(stored.read())
                    file.storage.delete(name)


def hand_files_over(model: Any, values: dict[str, Any]) -> None:
    """Store for readers the files among the accepted ``values`` of a record."""
    if _rehearsing.get():
        return
    for field in model._meta.fields:
        if isinstance(field, models.FileField) and values.get(field.name):
            file = file_of(model, field, values[field.name])
            for name in names_of(file):
                path = kept_path(name)
                if path.exists() and not file.storage.exists(name):
                    file.storage.save(name, ContentFile(path.read_bytes()))


def picture_path(change: ProposedChange | None, name: str) -> Path | None:
    """Where the smallest version of a proposed picture waits; None where there is none."""
    fields = {own.name: own for own in change.model._meta.fields} if change else {}
    own = fields.get(name)
    if change is None or not isinstance(own, models.FileField):
        return None
    proposed = change.values.get(name, ["", ""])[1]
    names = [*names_of(file_of(change.model, own, proposed))] if proposed else []
    pictures = [one for one in names if one.endswith(".webp")]
    return kept_path(pictures[0]) if pictures else None


def kept_path(name: str) -> Path:
    """Where a file waits: its name holds no more than letters that no path is made of."""
    return private_folder(FOLDER) / name.replace("/", "_")
