"""Numbers in forms: text fields with a keyboard of digits, which no wheel and no arrow changes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from editorial.texts.numbers import (
    NOT_REAL,
    NOT_WHOLE,
    grouped_digits,
    parse_decimal,
    parse_real,
    parse_whole,
    without_noughts,
)


class NumberInput(forms.TextInput):
    """A text field that holds a number. What was typed wrongly comes back as it was typed."""

    def __init__(self, keyboard: str) -> None:
        super().__init__({"inputmode": keyboard, "class": "number", "autocomplete": "off"})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int):
            return grouped_digits(value)
        if isinstance(value, float):
            return f"{Decimal(repr(value)):f}".removesuffix(".0")
        if isinstance(value, Decimal):
            return without_noughts(value)
        return super().format_value(value)


class WholeNumberField(forms.IntegerField):
    """A whole number, in whichever way people write it."""

    default_error_messages = {"invalid": NOT_WHOLE}

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"widget": NumberInput("numeric")})

    def to_python(self, value: Any) -> int | None:
        return self.parsed(value, parse_whole)

    def parsed(self, value: Any, parse: Any) -> Any:
        """The number; None for nothing. Raises ValidationError for what is no number."""
        if value in self.empty_values or isinstance(value, int | float):
            return None if value in self.empty_values else value
        if not str(value).strip():
            return None
        number = parse(str(value))
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class RealNumberField(WholeNumberField, forms.FloatField):
    """A number with a fraction."""

    default_error_messages = {"invalid": NOT_REAL}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        return self.parsed(value, parse_real)


class DecimalNumberField(WholeNumberField, forms.DecimalField):
    """A figure, with a fraction or without: ``1,210,150`` and ``46.51``."""

    default_error_messages = {"invalid": NOT_REAL}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return value
        return self.parsed(value, parse_decimal)


#: For ``formfield_overrides`` of screens. Django's admin has a widget of its own for large numbers.
NUMBER_FIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.FloatField: {"form_class": RealNumberField},
    models.DecimalField: {"form_class": DecimalNumberField},
    models.IntegerField: {"form_class": WholeNumberField},
    models.BigIntegerField: {"form_class": WholeNumberField},
}
