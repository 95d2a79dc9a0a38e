"""Completeness: what a complete record has, said once on its model.

A model lists its ``needed`` fields; lists, the start page and filters all ask here what is lacking.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from modeltranslation.translator import translator

from editorial.languages import ENGLISH, LANGUAGES, Language, column


@dataclass(frozen=True)
class Need:
    """A field, or a link in either direction, that a complete record fills.

    ``words`` say it where the name of the field would not.
    """

    name: str
    words: Any = ""

    def caption(self, model: type[models.Model]) -> str:
        field: Any = model._meta.get_field(self.name)
        named = field.related_model._meta if field.auto_created else field
        plural = getattr(named, "verbose_name_plural", "")
        return str(self.words or plural or named.verbose_name)

    def lacking(self, model: type[models.Model]) -> Q:
        """The condition that a record has nothing there."""
        if is_translated(model, self.name):
            return lacking_text(model, self.name)
        field: Any = model._meta.get_field(self.name)
        if field.one_to_many or field.many_to_many:
            filled = model._base_manager.filter(**{f"{self.name}__isnull": False})
            return ~Q(Exists(filled.filter(pk=OuterRef("pk")).order_by()))
        absent = Q(**{f"{self.name}__isnull": True})
        is_text = isinstance(field, models.CharField | models.TextField | models.FileField)
        return absent | Q(**{self.name: ""}) if is_text else absent


def is_translated(model: type[models.Model], name: str) -> bool:
    known = model in translator.get_registered_models(abstract=False)
    return known and name in translator.get_options_for_model(model).all_fields


def lacking_text(model: type[models.Model], name: str) -> Q:
    """Nothing in English, or in the language that a record is written in, where it says so."""
    fields = {field.name for field in model._meta.fields}
    if "source_language" not in fields:
        return lacking_in(name, ENGLISH)
    return reduce(
        Q.__or__, (Q(source_language=lang.code) & lacking_in(name, lang) for lang in LANGUAGES)
    )


def lacking_in(name: str, language: Language) -> Q:
    own = column(name, language)
    return Q(**{f"{own}__isnull": True}) | Q(**{own: ""})


def needs_of(model: type[models.Model]) -> tuple[Need, ...]:
    """What a complete record of ``model`` has; nothing where the model doesn't say."""
    return getattr(model, "needed", ())


def lacking(records: Any, name: str = "") -> Any:
    """Those of ``records`` that lack what is ``name``d, or anything that is needed."""
    wanted = (need for need in needs_of(records.model) if name in ("", need.name))
    conditions = (need.lacking(records.model) for need in wanted)
    return records.filter(reduce(Q.__or__, conditions, Q(pk__in=())))


def with_gaps(records: Any) -> Any:
    """Annotates what ``gaps`` reads."""
    found = {
        f"lacks_{need.name}": ExpressionWrapper(need.lacking(records.model), BooleanField())
        for need in needs_of(records.model)
    }
    return records.annotate(**found)


def gaps(record: models.Model) -> list[str]:
    """What a record that came ``with_gaps`` lacks, in words."""
    model = type(record)
    return [
        need.caption(model) for need in needs_of(model) if getattr(record, f"lacks_{need.name}")
    ]
