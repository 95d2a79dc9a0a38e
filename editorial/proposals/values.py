"""Values of fields as a proposal keeps them, and what differs between two versions of a record."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models

from editorial.records.history import Version, past_links

#: By the name of a field: its value before, and after.
Changed = dict[str, list[Any]]


def kept_fields(version: Version) -> list[Any]:
    """The fields of a version that say something of its record, but for links to many."""
    fields = version.tracked_fields
    return [field for field in fields if not field.primary_key and field.name != "version"]


def as_json(value: Any) -> Any:
    """A value of a field as JSON holds it."""
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(field: Any, value: Any) -> Any:
    """The value of ``field`` that JSON held; of a link to one record its key."""
    if field.many_to_many:
        return frozenset(value or ())
    if field.is_relation:
        return value
    return value if value is None else field.to_python(value)


def value_of(version: Version, field: Any) -> Any:
    """What a version, or a record, holds in a field, as JSON holds it."""
    return as_json(getattr(version, field.attname))


def links_of(version: Version, field: Any) -> list[int]:
    return sorted(past_links(version, field))


def values_of(version: Version) -> dict[str, Any]:
    """All that a version holds, as JSON holds it."""
    found = {field.name: value_of(version, field) for field in kept_fields(version)}
    return found | {field.name: links_of(version, field) for field in version._history_m2m_fields}


def changed_between(before: Version | None, after: Version) -> Changed:
    """By field, what is not the same; of a record that is new, all that it holds."""
    old = {} if before is None else values_of(before)
    return {
        name: [old.get(name), new]
        for name, new in values_of(after).items()
        if before is None or not means_same(old.get(name), new)
    }


def means_same(one: Any, other: Any) -> bool:
    """Whether two values mean the same: nothing and an empty text do."""
    return ("" if one is None else one) == ("" if other is None else other)
