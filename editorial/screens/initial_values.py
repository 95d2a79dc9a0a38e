"""What an address may fill into a new form: values that its fields would take, and nothing else."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError


class InitialValues(admin.ModelAdmin):
    """A form for new records whose address may bring first values; those that are none are left."""

    def get_changeform_initial_data(self, request):
        fields = self.get_form(request, None, change=False).base_fields
        given = super().get_changeform_initial_data(request)
        fitting = {
            name: self.fit(fields[name], name, given[name]) for name in given if name in fields
        }
        return {name: value for name, value in fitting.items() if value is not None}

    def fit(self, field: forms.Field, name: str, value: Any) -> Any:
        """A value as the form shows it; None if its field would not take it."""
        try:
            if isinstance(field, forms.MultiValueField):  # an address has it in one piece
                stored: Any = self.opts.get_field(name)
                return stored.to_python(value)
            field.clean(value)
        except (ValidationError, ValueError, TypeError, OverflowError):
            return None
        return value
