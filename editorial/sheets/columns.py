"""Which column holds which field, and the columns of a screen's sheet."""

from typing import Any

from django.db import models

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.sheets.cells import Column, ProseColumn
from editorial.sheets.link_columns import ChoiceColumn, LinkColumn, LinksColumn, PartColumn
from editorial.sheets.local_columns import ClockColumn, LocalMomentColumn
from editorial.sheets.value_columns import (
    DayColumn,
    FigureColumn,
    MomentColumn,
    NumberColumn,
    OwnWordsColumn,
    RealColumn,
    YesNoColumn,
)
from editorial.texts.choices import has_choices
from editorial.texts.differences import is_rich
from editorial.texts.own_words import OwnWordsField

#: The kind of column for each kind of field; the first that fits is taken.
KINDS: tuple[tuple[type[models.Field], type[Column]], ...] = (
    (models.ManyToManyField, LinksColumn),
    (models.ForeignKey, LinkColumn),
    (models.BooleanField, YesNoColumn),
    (models.IntegerField, NumberColumn),
    (models.FloatField, RealColumn),
    (models.DecimalField, FigureColumn),
    (models.DateTimeField, MomentColumn),
    (models.DateField, DayColumn),
    (models.TimeField, ClockColumn),
    (OwnWordsField, OwnWordsColumn),
    (models.CharField, Column),
    (models.TextField, Column),
)


def column_of(field: Any, screen: ScreenPages, request: StaffRequest) -> Column | None:
    """The column that holds a field; None for what no cell can hold, such as a picture."""
    if isinstance(field, models.FileField):
        return None
    if is_rich(field):
        return ProseColumn(field, screen, request)
    if has_choices(field):
        return ChoiceColumn(field, screen, request)
    if getattr(field.related_model, "code_within", ()):
        return PartColumn(field, screen, request)
    if field.name in getattr(field.model, "local_times", {}):
        return LocalMomentColumn(field, screen, request)
    kind = next((kind for of, kind in KINDS if isinstance(field, of)), None)
    return kind(field, screen, request) if kind else None


def sheet_columns(screen: ScreenPages, request: StaffRequest) -> list[Column]:
    """The columns of a screen's sheet: what its form shows, as far as a cell can hold it."""
    opts = screen.model._meta
    names = [
        name
        for label, options in screen.own_fieldsets(request, None)
        for name in options["fields"]
        if isinstance(name, str)
    ]
    known = {f.name: f for f in (*opts.concrete_fields, *opts.many_to_many)}
    found = (column_of(known[name], screen, request) for name in names if name in known)
    return [column for column in found if column is not None]
