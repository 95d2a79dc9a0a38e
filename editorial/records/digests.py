"""Digests of what fields hold, by which a loader tells what staff have changed since.

A migration that renames or fills a column of loaded records lets their digests follow, by the last
two functions here; those of a column that is dropped do no harm.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Field, Model

from editorial.records.history import past_links

EMPTY: tuple[Any, ...] = (None, "", [])


def digest_of(obj: Any, field: Any) -> str:
    """A digest of what ``obj``, a record or a version of one, holds in ``field``; empty if nothing.

    Empty and default values have none, so that a column added later changes nothing.
    """
    if field.many_to_many:
        return digest_keys(linked_keys(obj, field))
    value = field.value_from_object(obj)
    if value in EMPTY or value == field.get_default():
        return ""
    return digest_text(plain(value))


def digest_keys(keys: Iterable[int]) -> str:
    """A digest of the keys of linked records, in whatever order; empty if there are none."""
    known = sorted(keys)
    return digest_text(json.dumps(known)) if known else ""


def digest_text(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def linked_keys(obj: Any, field: Any) -> Iterable[int]:
    """The keys of what a record, or a version of one, is linked to by a many-to-many ``field``."""
    if hasattr(obj, "history_id"):
        return past_links(obj, field)
    return (other.pk for other in getattr(obj, field.name).all()) if obj.pk else ()


def edited_fields(model: type[Model]) -> list[Field]:
    """The fields that staff edit; of a translated text its columns, not what stands for them."""
    fields = model._meta.concrete_fields
    bases = {fld.translated_field.name for fld in fields if hasattr(fld, "translated_field")}
    return [fld for fld in fields if fld.editable and not fld.primary_key and fld.name not in bases]


def plain(value: Any) -> str:
    """A value as text, the same whichever database it went through."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def rename_digests(traces: Iterable[Any], names: Mapping[str, str]) -> None:
    """Give the digests of ``traces``, LoadedRecords of one kind, the new ``names`` of columns."""
    for trace in traces:
        trace.digests = {names.get(name, name): kept for name, kept in trace.digests.items()}
        trace.save(update_fields=["digests"])


def fill_digests(pairs: Iterable[tuple[Any, Any]], column: str, source: str) -> None:
    """Note that a migration has filled ``column`` from ``source``, for LoadedRecords and records.

    Where staff had changed the source, what was made from it is theirs too and gets no digest.
    """
    for trace, record in pairs:
        fields = (record._meta.get_field(source), record._meta.get_field(column))
        was, now = (digest_of(record, field) for field in fields)
        if trace.digests.get(source, "") == was:
            trace.digests = {**trace.digests, column: now}
            trace.save(update_fields=["digests"])
