"""What follows where an office decides about its texts, or a record moves to another office."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from editorial.history.writing import lock_all
from editorial.translations.settling import apply_office_choice, with_unreviewed_texts
from editorial.translations.translated import Translated, translated_models
from secretariats.models import Secretariat


@transaction.atomic
def follow_choice(office: Secretariat) -> int:
    """Show the converted texts of an office, or let them wait for review, as it has decided.

    Returns how many records have changed. Nothing happens to those that are in accord with it.
    """
    owned = [
        model._base_manager.filter(**{model.office_path: office.pk})
        for model in translated_models()
        if model.office_path
    ]
    lock_all({records.model: keys_of(with_unreviewed_texts(records)) for records in owned})
    return sum(map(apply_office_choice, owned))


def keys_of(records: QuerySet) -> list[int]:
    return list(records.order_by().values_list("pk", flat=True))


@transaction.atomic
def follow_move(obj: Translated) -> int:
    """Bring the converted texts of ``obj``, and of its rows, in accord with its present office."""
    changed = apply_office_choice(type(obj)._base_manager.filter(pk=obj.pk))
    for model in translated_models():
        link = way_to(model, type(obj))
        if link:
            changed += apply_office_choice(model._base_manager.filter(**{link: obj.pk}))
    return changed


def way_to(model: type[Translated], owner: Any) -> str:
    """The link by which rows of ``model`` belong to the office of their ``owner``; else empty."""
    link, _, further = model.office_path.partition("__")
    is_theirs = further and model._meta.get_field(link).related_model is owner
    return link if is_theirs else ""
