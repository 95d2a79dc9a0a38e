"""Widgets of Django's admin with accessible names, which its own lack."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)


class SplitDateTime(AdminSplitDateTime):
    """A date and a time, each with its name."""

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        labels = (context["date_label"], context["time_label"])
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["attrs"]["aria-label"] = label.rstrip(":： ")
        return context


class Autocomplete(AutocompleteSelect):
    """One record, or an option that is not without a word.

    What is ``told`` of records, by their keys, need not be looked up for each field of many rows.
    """

    told: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attrs: dict | None = None) -> Any:
        chosen = [one for one in value if one]
        if not chosen or any(one not in self.told for one in chosen):
            return super().optgroups(name, value, attrs)
        options = [("", ""), *((one, self.told[one]) for one in chosen)]
        shown = [
            self.create_option(name, key, label, key in chosen, at)
            for at, (key, label) in enumerate(options)
            if key or not self.is_required
        ]
        return [(None, shown, 0)]

    def create_option(self, name, value, label, *args, **kwargs):
        return super().create_option(name, value, label or "---------", *args, **kwargs)


class AutocompleteMany(AutocompleteSelectMultiple):
    """Several records, each with its cross: one for all would stand in their list unannounced."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}
