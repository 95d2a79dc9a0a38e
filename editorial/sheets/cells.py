"""Cells: what a field holds as a cell of a sheet, and what a cell says as the value of a field.

In between stands the *kept* value, which JSON can hold and which is the same for everybody: days
and moments in ISO 8601, linked records under their codes. Records that the user does not see are
not named.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.languages.scripts import Doubt, doubts
from editorial.sheets.xlsx import LONGEST_CELL, OddCell, Raw, escaped
from editorial.texts.differences import caption, in_words, is_rich, language_of
from editorial.texts.letters import tidied
from editorial.texts.losses import in_words as in_words_of_losses
from editorial.texts.prose import clean_html, losses

Kept = str | int | float | bool

#: What stands for a record that the user does not see, and for a text that no cell can hold.
HIDDEN, TOO_LONG = "[***]", "[> 32 767]"

FORMULA = _("This is a formula. Enter its value instead: copy the cell, and paste the values only.")
BROKEN = _("The cell contains an Excel error. Enter a value, or leave it empty.")
NOT_TEXT = _(
    "Excel has turned this text into a date. Give the cell the format “Text”, and enter it again."
)


def code_field(model: type[models.Model]) -> str:
    """The field by which people name records of ``model``: an address, a code; else the number."""
    own = (f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key)
    return next(own, model._meta.pk.name)


class Column:
    """A field as a column of a sheet; this one holds text."""

    def __init__(self, field: Any, screen: ScreenPages, request: StaffRequest) -> None:
        self.field, self.screen, self.request = field, screen, request
        self.name = field.name
        self.language = language_of(field)

    #: Whether the cells hold no text, not even an empty one.
    is_number = False

    @property
    def caption(self) -> str:
        return caption(self.field)

    @property
    def is_text(self) -> bool:
        """Whether its changes are shown word by word."""
        return True

    @property
    def is_name(self) -> bool:
        base = getattr(self.field, "translated_field", self.field)
        return bool(base.name.endswith("name"))

    def kept_of(self, record: Any) -> Kept:
        """The kept value of a record, or of a version of one."""
        return self.kept(getattr(record, self.field.attname))

    def kept(self, value: Any) -> Kept:
        return "" if value is None else str(value)

    def cell(self, kept: Kept) -> Raw:
        """The kept value as it is written into a sheet."""
        if isinstance(kept, str):
            text = kept.replace("\r\n", "\n").replace("\0", "")
            return TOO_LONG if len(escaped(text)) > LONGEST_CELL else text
        return kept

    def export(self, kept: Kept) -> Raw:
        """The cell of an export; a number that is not known leaves no text behind."""
        return None if kept == "" and self.is_number else self.cell(kept)

    def read(self, raw: Raw) -> Kept:
        """The kept value of a cell. Raises ValidationError with words for what is no value."""
        if isinstance(raw, OddCell):
            raise ValidationError(FORMULA if raw.kind == "formula" else BROKEN)
        return "" if raw is None else self.parse(raw)

    def read_in_row(self, raw: Raw, beside: Callable[[str], Kept]) -> Kept:
        """What ``read`` says, where the cells ``beside`` it in its row have a part in that."""
        return self.read(raw)

    def parse(self, raw: Any) -> Kept:
        if isinstance(raw, datetime | date | time):
            raise ValidationError(NOT_TEXT)
        if isinstance(raw, bool):
            return "TRUE" if raw else "FALSE"
        if isinstance(raw, float):
            return f"{raw:.15g}"
        return tidied(str(raw).replace("\r\n", "\n"))

    def is_same(self, one: Kept, other: Kept) -> bool:
        """Whether two kept values are the same for whoever reads them in a cell."""
        return one == other or self.comparable(one) == self.comparable(other)

    def comparable(self, kept: Kept) -> Any:
        text = str(self.cell(kept))
        return tidied(text.replace("\r\n", "\n")).strip()

    def refuse(self, kept: Kept) -> None:
        """Raise ValidationError for a value that there is, but that is not the user's to choose."""

    def value(self, kept: Kept) -> Any:
        """The value of the field that the kept value stands for."""
        return None if kept == "" and not self.is_text else kept

    def set_on(self, record: Any, kept: Kept) -> None:
        setattr(record, self.field.attname, self.value(kept))

    def words(self, kept: Kept) -> str:
        """The kept value as a reader would say it."""
        return in_words(self.field, self.value(kept))

    def left_out(self, raw: Raw) -> list[str]:
        """What a cell says that the field cannot hold, in words."""
        return []

    def doubts(self, kept: Kept) -> list[Doubt]:
        if self.language is None or not kept:
            return []
        text = self.words(kept)
        return doubts(text, self.language, self.is_name)


class ProseColumn(Column):
    """A rich text, as mark-up or as lines; a cell keeps what the form of the record would."""

    def parse(self, raw: Any) -> Kept:
        return self.cleaned(str(super().parse(raw)))

    def comparable(self, kept: Kept) -> Any:
        """As a cell would be kept: what was stored under older rules has not changed by that."""
        return self.cleaned(str(super().comparable(kept)))

    def cleaned(self, text: str) -> str:
        return text if text == TOO_LONG else clean_html(text)

    def left_out(self, raw: Raw) -> list[str]:
        return in_words_of_losses(losses(raw)) if isinstance(raw, str) else []


def is_prose(column: Column) -> bool:
    return column.is_text and is_rich(column.field)
