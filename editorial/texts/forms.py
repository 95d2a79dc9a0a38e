"""Forms: whatever somebody types or pastes into one is read in the letters that it means."""

from typing import Any

from django.forms import BoundField, Textarea
from django.forms.renderers import DjangoTemplates

from editorial.texts.letters import tidied, tidied_line


class TidiedField(BoundField):
    """A field of a form; passwords, and what a browser holds for us, are taken to the letter."""

    @property
    def data(self) -> Any:
        widget = self.field.widget
        sent = super().data
        if widget.is_hidden or getattr(widget, "input_type", "") == "password":
            return sent
        tidy = tidied if isinstance(widget, Textarea) else tidied_line
        if isinstance(sent, list):
            return [tidy(text) if isinstance(text, str) else text for text in sent]
        return tidy(sent) if isinstance(sent, str) else sent


class FormRenderer(DjangoTemplates):
    """Draws forms as Django does, and reads what was sent in them (``FORM_RENDERER``)."""

    bound_field_class = TidiedField
