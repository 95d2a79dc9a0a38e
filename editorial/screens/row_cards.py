"""Rows of a record as cards: a line that tells each from the others, and its fields when opened."""

from typing import Any

from django.db.models import Model
from django.forms import Script
from django.utils.safestring import SafeString

from editorial.screens.scoped import ScopedInline


class RowCards(ScopedInline):
    """Rows below each other, closed until somebody opens one; what is wrong or new stands open."""

    template = "editorial/screens/row_cards.html"

    class Media:
        js = [Script("js/row_cards.js", defer=True)]

    def get_formset(self, request, obj=None, **kwargs):
        """In a card the help of a field stands below it."""
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"has_help_in_headings": False})

    def line_of(self, row: Any) -> str | SafeString:
        """What tells a stored row from the others of its record."""
        return str(row)


def line_of(inline_form: Any) -> str | SafeString:
    """The line of a stored row, told by the screen of its rows; of a new one, nothing."""
    row: Model | None = inline_form.original
    return inline_form.model_admin.line_of(row) if row is not None else ""


def is_open(inline_form: Any) -> bool:
    """Whether a card stands open: that of a new row, and of one with something wrong in it."""
    return inline_form.original is None or bool(inline_form.form.errors)


def class_of(field: Any) -> str:
    """The class of a field of a row, which Django's own templates give it too."""
    name = field.field["name"] if field.is_readonly else field.field.name
    return f"field-{name}"
