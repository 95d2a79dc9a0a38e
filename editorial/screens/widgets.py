"""Widgets with accessible names, which those of Django's admin lack."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminURLFieldWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from editorial.languages.zones import zone_named
from editorial.records.portal import home_zone


class ClockInput(forms.TimeInput):
    """A time to the minute, and to the second where there are any."""

    def format_value(self, value):
        if isinstance(value, time):
            return value.replace(microsecond=0).isoformat().removesuffix(":00")
        return super().format_value(value)


class DayInput(forms.DateInput):
    """A day in the browser's own field, which takes it in ISO 8601 alone."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"type": "date", **(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.SplitDateTimeWidget):
    """A day and a time, each in the browser's own field, by the clock of the portal."""

    def __init__(self, attrs: dict | None = None) -> None:
        day = DayInput({"aria-label": _("Date")})
        at = ClockInput({"type": "time", "aria-label": _("Time")})
        forms.MultiWidget.__init__(self, [day, at], attrs)

    def decompress(self, value: Any) -> Any:
        with timezone.override(zone_named(home_zone())):
            return super().decompress(value)


class LinkInput(AdminURLFieldWidget):
    """An address, and beside it the way to what it leads to now."""

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        self.leads_to = context["widget"]["href"] if context["url_valid"] else ""
        return context | {"url_valid": False}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if not self.leads_to:
            return field
        words = pgettext("an address", "Open")
        link = format_html('<a href="{}">{}</a>', self.leads_to, words)
        return format_html('<span class="link-input">{} {}</span>', field, link)


#: For ``formfield_overrides`` of screens.
LINK_FIELDS: dict[type[models.Field], dict[str, Any]] = {models.URLField: {"widget": LinkInput}}


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
