"""Days in forms: written in whichever way sheets take them, the year first."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html

from editorial.languages.zones import zone_named
from editorial.records.portal import home_zone
from editorial.screens.moments import clocks_beside
from editorial.screens.widgets import MomentInput
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


class MomentField(forms.SplitDateTimeField):
    """A day and a time by the clock of the portal, which its help names, with that of the user."""

    default_error_messages = {
        **forms.SplitDateTimeField.default_error_messages,
        "invalid_date": NOT_A_DAY,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _day, at = self.fields
        self.fields = (DayField(required=False, disabled=self.disabled), at)

    def compress(self, data_list: Any) -> Any:
        with timezone.override(zone_named(home_zone())):
            return super().compress(data_list)

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        bound = super().get_bound_field(form, field_name)
        stored = form.get_initial_for_field(self, field_name)
        bound.help_text = format_html("{} {}", self.help_text, clocks_beside(stored))
        return bound


#: For ``formfield_overrides`` of screens.
DAY_FIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
}
