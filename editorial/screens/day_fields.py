"""Days in forms: written in whichever way sheets take them, the year first."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models

from editorial.screens.widgets import SplitDateTime
from editorial.texts.days import NOT_A_DAY, parse_day


class DayField(forms.DateField):
    """A day, in whichever way people write it; never one whose month and day may be either."""

    default_error_messages = {"invalid": NOT_A_DAY}

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)
        day = parse_day(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class DayAndTimeField(forms.SplitDateTimeField):
    """A day and a time, each in a field."""

    default_error_messages = {
        **forms.SplitDateTimeField.default_error_messages,
        "invalid_date": NOT_A_DAY,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _day, at = self.fields
        self.fields = (DayField(required=False, disabled=self.disabled), at)


#: For ``formfield_overrides`` of screens.
DAY_FIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    models.DateTimeField: {"form_class": DayAndTimeField, "widget": SplitDateTime},
}
