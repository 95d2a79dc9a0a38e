"""Time zones in forms: a list, whose first part is where the portal's own areas lie."""

from typing import Any

from django import forms
from django.db import models

from editorial.history.merging import MergeForm
from editorial.languages.zones import zone_choices
from editorial.records.portal import served_zones
from editorial.records.validators import is_time_zone


def is_zone(field: models.Field) -> bool:
    """Whether a field of a model holds the name of a time zone."""
    return is_time_zone in field.validators


class ZoneField(forms.ChoiceField):
    """A zone of the tz database, by the name of its place in the reader's language.

    One that is stored and is not in the list (an alias, a zone that was given up) stays a choice.
    """

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def validate(self, value):
        """An alias is a zone, too, though nobody is offered it."""
        forms.Field.validate(self, value)
        if not self.valid_value(value):
            is_time_zone(value)

    def get_bound_field(self, form, field_name):
        stored = form.get_initial_for_field(self, field_name)
        self.choices = zone_choices(served_zones(), stored or "")
        return super().get_bound_field(form, field_name)


class ZonesForm(MergeForm):
    """A form that does not judge anew a zone which is stored already."""

    def _get_validation_exclusions(self):
        found = super()._get_validation_exclusions()
        zones = {name for name, field in self.fields.items() if isinstance(field, ZoneField)}
        return found | (zones - {*self.changed_data} if self.instance.pk else set())
