"""Deleting a record with its rows, and bringing it back with these and its links."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from editorial.history.asking import Question, give_reasons, questions_in
from editorial.history.occasions import ALONG
from editorial.records.doubts import Questioned, split_doubts
from editorial.records.history import Records, Version, past_links, tracked_models, versions_of
from editorial.records.scope import is_row, row_link_to


def last_before(deletion: Version) -> QuerySet:
    """The version that a deletion deleted."""
    kept = versions_of(deletion.instance_type).filter(id=deletion.id)
    earlier = kept.filter(history_id__lt=deletion.history_id).exclude(history_type="-")
    newest = earlier.values_list("pk", flat=True)[:1]
    return kept.filter(pk__in=list(newest))


def rows_of(obj: Model) -> Iterator[QuerySet]:
    """The rows of a record: those of each model whose records belong to it."""
    for model in tracked_models():
        link = row_link_to(model, type(obj)) if is_row(model) else None
        if link is not None:
            yield model._base_manager.filter(**{link.name: obj.pk})


@transaction.atomic
def delete_with_rows(obj: Model) -> None:
    """Delete a record, and before it its rows, which come back with it."""
    for rows in rows_of(obj):
        for row in rows:
            stored: Any = row
            stored._change_reason = ALONG
            stored.delete()
    obj.refresh_from_db()  # its rows may have told it something as they went
    obj.delete()


@transaction.atomic
def bring_back(version: Version, sent: Mapping[str, Any]) -> Model:
    """Store the deleted record as it was in its last version, with its rows and its links.

    ``sent`` is what its sender's browser sent: the reasons for what is in doubt. Raises
    ValidationError where that would break a rule of today: an address that is taken since.
    """
    last = last_before(version).first()
    obj = stored_again(version, sent)
    for rows in rows_of(obj):
        for row in gone_along(rows.model, obj):
            stored_again(row, sent)
    for field in version._history_m2m_fields if last else ():
        there = field.related_model._base_manager.filter(pk__in=past_links(last, field))
        getattr(obj, field.name).set(there)
    link_again(obj)
    return obj


def refusals_and_questions(
    error: ValidationError, sent: Mapping[str, Any]
) -> tuple[list[str], list[Question]]:
    """Why a record does not come back, and what is asked before it does."""
    wrong, _ = split_doubts(error)
    refused = [words for errors in wrong.values() for one in errors for words in one.messages]
    asked = questions_in(error.update_error_dict({}), sent)
    return refused, [question for listed in asked.values() for question in listed]


def stored_again(version: Version, sent: Mapping[str, Any]) -> Any:
    """Store a record as a version has it. Raises ValidationError where a rule is against it."""
    names = [field.attname for field in version.tracked_fields]
    obj = version.instance_type(**{name: getattr(version, name) for name in names})
    if isinstance(obj, Questioned):
        give_reasons(obj, sent)
    obj.full_clean()
    obj.save(force_insert=True)
    return obj


def gone_along(model: type[Model], obj: Model) -> QuerySet:
    """The last versions of the rows that were deleted with ``obj``, in the order of their making.

    A row that somebody deleted by itself stays deleted.
    """
    kept = versions_of(model)
    later = kept.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    own = row_link_to(model, type(obj))
    found = kept.filter(**{own.attname: obj.pk}, history_type="-", history_change_reason=ALONG)
    return found.filter(~Exists(later.order_by())).order_by("id")


def link_again(obj: Model) -> None:
    """Link those to ``obj`` that were linked when it was deleted: their versions say so."""
    for model in tracked_models():
        for field in model._meta.many_to_many:
            if field.related_model is type(obj):
                for owner in linked_by(field, obj.pk):
                    getattr(owner, field.name).add(obj)


def linked_by(field: Any, key: int) -> QuerySet:
    """The records whose newest version is linked to ``key`` by a many-to-many ``field``."""
    kept = versions_of(field.model)
    later = kept.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    linked = Records.m2m_models[field].objects.filter(
        **{f"{field.m2m_reverse_field_name()}_id": key}
    )
    newest = kept.filter(~Exists(later.order_by()), history_id__in=linked.values("history_id"))
    return field.model._base_manager.filter(pk__in=list(newest.values_list("id", flat=True)))
