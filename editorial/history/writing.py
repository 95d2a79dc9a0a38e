"""Storing changes that no form of their own brings: from sheets, files, and conversions.

Whoever stores them locks the records first, then reads, compares and writes them, all in one
transaction. What is stored is judged as a form would judge it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst

from editorial.languages.punctuation import label_text
from editorial.records.scope import is_row, office_model, row_link

#: What a reason in the history holds (characters).
LONGEST_REASON = 100

#: The owners of rows that are touched once all rows are stored, and why; None for each at once.
_touched: ContextVar[dict[tuple[Any, Any], str] | None] = ContextVar("touched", default=None)

# Locking


def lock(model: Any, keys: Collection[Any]) -> list[Any]:
    """Keep others from saving these records until the transaction ends; returns the keys found."""
    return lock_all({model: keys})[model]


def lock_records(records: models.QuerySet) -> list[Any]:
    """Lock the records of a query, and return them as they are then."""
    keys = lock(records.model, list(records.order_by().values_list("pk", flat=True)))
    return list(records.filter(pk__in=keys))


def lock_all(keys: Mapping[Any, Collection[Any]]) -> dict[Any, list[Any]]:
    """Lock records of several models, given by their keys; returns the keys that there are.

    All who lock do so in one order, lest two wait for each other for ever: offices first, since
    whoever decides for one goes on to its records; then by model and by key, rows last of all.
    Rows are locked together with their owners.
    """
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for model, own in keys.items():
        wanted[model] |= set(own)
        if own and (link := owner_link(model)):
            rows = model._base_manager.filter(pk__in=own).order_by()
            wanted[link.related_model] |= set(rows.values_list(link.attname, flat=True))
    return {model: lock_rows(model, wanted[model]) for model in sorted(wanted, key=lock_rank)}


def lock_rank(model: Any) -> tuple[bool, bool, str]:
    """Before which other models the records of ``model`` are locked: those of a lower rank."""
    return bool(owner_link(model)), model is not office_model(), model._meta.label


def lock_rows(model: Any, keys: Collection[Any]) -> list[Any]:
    """Lock rows of one table, in the order of their keys; returns the keys that there are."""
    rows = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def owner_link(model: Any) -> Any:
    """The field by which rows of ``model`` belong to another record; None if they are no rows."""
    return row_link(model) if is_row(model) else None


# Checking and storing


def write(record: Any, values: Mapping[str, Any], reason: str) -> None:
    """Store new values of a locked record, under the name of whoever is at work.

    Raises ValidationError, with the record's name in its words, where a form would refuse them.
    """
    try:
        set_values(record, values)
    except ValidationError as error:
        named = label_text(capfirst(record._meta.verbose_name), record)
        raise ValidationError([label_text(named, words) for words in error.messages]) from error
    save(record, reason)


def set_values(record: Any, values: Mapping[str, Any]) -> None:
    """Give a record new values without storing it.

    Raises ValidationError, by field, where a form would refuse them.
    """
    for name, value in values.items():
        setattr(record, name, value)
    check_values(record, values)


def check_values(record: Any, changed: Iterable[str]) -> None:
    """Raise ValidationError, by field, where a form would refuse the ``changed`` fields.

    Of a stored record the other fields are not asked again: the database holds them to be in order,
    and a rule costs a query for each record.
    """
    if record.pk is None:
        record.full_clean()
        return
    names = set(changed)
    unchanged = {field.name for field in record._meta.concrete_fields} - names
    record.full_clean(exclude=unchanged, validate_constraints=False)
    check_constraints(record, names)


def check_constraints(record: Any, changed: set[str]) -> None:
    """Ask the rules of the database that are about one of the ``changed`` fields.

    Django's own way leaves out a rule that is about an unchanged field too.
    """
    errors: list[ValidationError] = []
    for constraint in record._meta.constraints:
        if fields_of(constraint) & changed:
            try:
                constraint.validate(type(record), record)
            except ValidationError as error:
                errors.append(error)
    if errors:
        raise ValidationError({NON_FIELD_ERRORS: errors})


def fields_of(constraint: Any) -> set[str]:
    """The names of the fields that a rule of the database is about."""
    condition = constraint.condition
    named = condition.referenced_base_fields if condition is not None else ()
    reckoned = (fields_in(one) for one in getattr(constraint, "expressions", ()))
    return {*getattr(constraint, "fields", ()), *named}.union(*reckoned)


def fields_in(expression: Any) -> set[str]:
    """The names of the fields from which an expression is reckoned."""
    if not hasattr(expression, "get_source_expressions"):
        return {expression.name}
    return set().union(*map(fields_in, expression.get_source_expressions()))


def save(record: Any, reason: str, links: Mapping[str, Collection[Any]] | None = None) -> None:
    """Store a record that was checked, with the reason for its new version.

    ``links`` holds, for each many-to-many field that changed, the keys of what it links to now.
    """
    record._change_reason = reason[:LONGEST_REASON]
    record.save()
    for name, keys in (links or {}).items():
        getattr(record, name).set(keys)


# Rows


@contextmanager
def touching_once() -> Iterator[None]:
    """Inside, many rows are stored; at the end each of their owners is touched once, as it is then.

    For use inside a transaction.
    """
    token = _touched.set({})
    try:
        yield
        touched = _touched.get() or {}
    finally:
        _touched.reset(token)
    for model, keys in keys_by_model(touched).items():
        for owner in lock_records(model._base_manager.filter(pk__in=keys)):
            touch(owner, touched[model, owner.pk])


@contextmanager
def touching_only_what_holds() -> Iterator[None]:
    """Inside, rows are stored for which no owner is touched at the end, should it be taken back."""
    touched = _touched.get()
    before = dict(touched or {})
    try:
        yield
    except BaseException:
        if touched is not None:
            touched.clear()
            touched.update(before)
        raise


def keys_by_model(known: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    found: dict[Any, set[Any]] = defaultdict(set)
    for model, key in known:
        found[model].add(key)
    return found


def touch(owner: Any, reason: str = "") -> None:
    """Save a record whose rows changed: they are part of it, so it was updated today."""
    touched = _touched.get()
    if touched is not None:
        place = (type(owner), owner.pk)
        touched[place] = touched.get(place) or reason
        return
    if reason:
        owner._change_reason = reason[:LONGEST_REASON]
    owner.save()


def touch_owners(saved: Iterable[Any], reason: str) -> None:
    """Touch the owners of the rows among what was ``saved``, each once, unless it was saved too."""
    known = list(saved)
    done = {(type(record), record.pk) for record in known}
    for record in known:
        link = owner_link(type(record))
        place = link and (link.related_model, getattr(record, link.attname))
        if place and place not in done:
            done.add(place)
            touch(getattr(record, link.name), reason)
