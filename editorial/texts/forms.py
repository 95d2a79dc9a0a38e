"""Forms: whatever somebody types or pastes into one is read in the letters that it means."""

from typing import Any

from django.forms import BoundField, Textarea
from django.forms.renderers import DjangoTemplates

from editorial.texts.letters import tidied, tidied_line


class TidiedField(BoundField):
    """A field of a form; passwords, and what a browser holds for us, are taken to the letter.

    So is what holds a NUL, which nobody types: the field refuses it.
    """

    @property
    def data(self) -> Any:
        widget = self.field.widget
        sent = super().data
        if widget.is_hidden or getattr(widget, "input_type", "") == "password":
            return sent
        tidy = tidied if isinstance(widget, Textarea) else tidied_line
        texts = sent if isinstance(sent, list) else [sent]
        meant = [tidy(t) if isinstance(t, str) and "\0" not in t else t for t in texts]
        return meant if isinstance(sent, list) else meant[0]

    @property
    def aria_describedby(self):
        """The texts that describe it; rows have the help of their fields in a heading instead."""
        told = super().aria_describedby
        if told and getattr(self.form, "has_help_in_headings", False):
            told = " ".join(one for one in told.split() if not one.endswith("_helptext"))
        return told or None


class FormRenderer(DjangoTemplates):
    """Draws forms as Django does, and reads what was sent in them (``FORM_RENDERER``)."""

    bound_field_class = TidiedField
