"""Bringing back what was deleted, with its links in both directions."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, QuerySet

from editorial.history.asking import Question, give_reasons, questions_in
from editorial.records.doubts import Questioned, split_doubts
from editorial.records.history import Records, Version, past_links, tracked_models, versions_of


def last_before(deletion: Version) -> QuerySet:
    """The version that a deletion deleted."""
    kept = versions_of(deletion.instance_type).filter(id=deletion.id)
    earlier = kept.filter(history_id__lt=deletion.history_id).exclude(history_type="-")
    newest = earlier.values_list("pk", flat=True)[:1]
    return kept.filter(pk__in=list(newest))


def bring_back(version: Version, sent: Mapping[str, Any]) -> Model:
    """Store the deleted record as it was in its last version, with its links in both directions.

    ``sent`` is what its sender's browser sent: the reasons for what is in doubt. Raises
    ValidationError where that would break a rule of today: an address that is taken since.
    """
    model = version.instance_type
    names = [field.attname for field in version.tracked_fields]
    obj = model(**{name: getattr(version, name) for name in names})
    if isinstance(obj, Questioned):
        give_reasons(obj, sent)
    obj.full_clean()
    last = last_before(version).first()
    obj.save(force_insert=True)
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
