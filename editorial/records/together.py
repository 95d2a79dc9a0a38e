"""Rows of several kinds by one query: a page about one thing shows a few of each of many kinds.

Each row comes as one JSON object, which both databases make, so that kinds with different columns
can stand in one result. What is not named is deferred, as ``only()`` defers it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, JSONField, QuerySet, Value
from django.db.models.functions import JSONObject

#: PostgreSQL takes so many arguments of a function, of which each name needs two.
MOST_NAMES = 50


def fetched_together(
    kinds: Mapping[str, tuple[QuerySet[Any], Iterable[str]]],
) -> dict[str, list[Any]]:
    """The rows of each kind, in no order, as instances with the fields that are named. One query.

    ``source__title_en`` is a field of a related record, which comes along. What the queryset
    annotates is an attribute of the row.
    """
    found: dict[str, list[Any]] = {kind: [] for kind in kinds}
    first, *others = (packed(kind, rows, names) for kind, (rows, names) in kinds.items())
    for kind, data in first.union(*others, all=True):
        found[kind].append(unpacked(kinds[kind][0], data))
    return found


def packed(kind: str, rows: QuerySet[Any], names: Iterable[str]) -> QuerySet[Any]:
    """Each row as its kind, and one JSON object."""
    wanted = ["pk", *names, *rows.query.annotations]
    # That of Django itself: the one of translated models puts columns in no order.
    return QuerySet.values_list(rows.order_by(), Value(kind), packed_fields("", wanted))


def packed_fields(path: str, names: Iterable[str]) -> JSONObject:
    parts: dict[str, list[str]] = {}
    for name in names:
        head, _, rest = name.partition("__")
        parts.setdefault(head, []).extend([rest] if rest else [])
    if len(parts) > MOST_NAMES:
        raise ValueError(f"More than {MOST_NAMES} fields of one record do not fit.")
    return JSONObject(
        **{
            head: packed_fields(f"{path}{head}__", ["pk", *inner]) if inner else F(path + head)
            for head, inner in parts.items()
        }
    )


def unpacked(rows: QuerySet[Any], data: dict[str, Any]) -> Any:
    """The row of an object, with what was annotated."""
    row = instance_of(rows.model, data)
    for name, annotation in rows.query.annotations.items():
        setattr(row, name, annotation.output_field.to_python(data[name]))
    return row


def instance_of(model: Any, data: dict[str, Any]) -> Any:
    """A record as it is read from the database, whose other fields are deferred."""
    values: dict[str, Any] = {}
    related: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        key = "pk" if field.primary_key else field.name
        if key not in data:
            continue
        value = data[key]
        if isinstance(value, dict) and field.is_relation:
            has_one = value["pk"] is not None
            related[field.name] = instance_of(field.related_model, value) if has_one else None
            values[field.attname] = value["pk"]
        elif isinstance(field, JSONField):
            # SQLite hands a column that holds JSON on as text.
            values[field.attname] = json.loads(value) if isinstance(value, str) else value
        else:
            values[field.attname] = field.to_python(value)
    row = model.from_db("default", list(values), list(values.values()))
    for name, record in related.items():
        setattr(row, name, record)
    return row
