"""The field for the languages that a story must have: a box for each."""

from typing import Any

from django import forms

from editorial.languages import LANGUAGES
from news.release_languages import codes_in, in_order


class LanguagesField(forms.MultipleChoiceField):
    """Languages by their codes, as their column keeps them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        choices = [(language.code, language.own_name) for language in LANGUAGES]
        super().__init__(choices=choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return codes_in(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return in_order(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return in_order(codes_in(initial or "")) != in_order(data or ())
