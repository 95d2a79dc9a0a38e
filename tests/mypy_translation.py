"""Teaches mypy the columns that modeltranslation gives our models while Django starts.

Their managers stay as declared: modeltranslation's are made at run time, where mypy cannot see
them, and offer the same methods.
"""

import os
from collections.abc import Callable

from django.db.models import Model
from mypy.options import Options
from mypy.plugin import ClassDefContext
from mypy.types import AnyType, TypeOfAny
from mypy_django_plugin.main import NewSemanalDjangoPlugin
from mypy_django_plugin.transformers.models import ModelClassInitializer


class AddTranslatedColumns(ModelClassInitializer):
    def run_with_model_cls(self, model_cls: type[Model]) -> None:
        for field in model_cls._meta.concrete_fields:
            if hasattr(field, "translated_field"):
                self.add_new_var_to_model_class(field.name, AnyType(TypeOfAny.explicit))


class TranslatedModels(NewSemanalDjangoPlugin):
    def __init__(self, options: Options) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iclei.settings")
        from modeltranslation import translator  # reads the settings when it is imported

        translator.add_manager = lambda model: None
        super().__init__(options)

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        hook = super().get_base_class_hook(fullname)

        def with_translated_columns(context: ClassDefContext) -> None:
            hook(context)
            AddTranslatedColumns(context, self.django_context).run()

        return hook and with_translated_columns


def plugin(version: str) -> type[NewSemanalDjangoPlugin]:
    return TranslatedModels
