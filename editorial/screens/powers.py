"""What a staff user may do at a screen, and which columns are in whose language."""

from dataclasses import dataclass

from django.db import models
from modeltranslation.translator import translator

from editorial.languages import BY_CODE, LANGUAGES, column


@dataclass(frozen=True)
class Powers:
    """What a staff user may do with a record: ``languages`` are those whose columns are theirs."""

    write: bool = False
    publish: bool = False
    manage: bool = False
    languages: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        return self.write or bool(self.languages)


NO_POWERS = Powers()


ALL_POWERS = Powers(True, True, True, frozenset(BY_CODE))


def translated_fields(model: type[models.Model]) -> set[str]:
    """The names of the fields that have five columns. The base field itself is never shown."""
    if model not in translator.get_registered_models(abstract=False):
        return set()
    return set(translator.get_options_for_model(model).all_fields)


def translated_columns(model: type[models.Model]) -> dict[str, str]:
    """The language code of each translated column, in the order of the model."""
    known = translated_fields(model)
    return {
        column(field.name, language): language.code
        for language in LANGUAGES
        for field in model._meta.fields
        if field.name in known
    }
