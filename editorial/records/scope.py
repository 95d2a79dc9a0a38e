"""Scope: which records a user sees, whose rows they are, and to which office they belong.

The ground knows no kind of office. ``settings.OFFICE_MODEL`` names the model, as
``AUTH_USER_MODEL`` names the user's, and a record says by ``office_path`` how it belongs to one.
"""

from functools import reduce
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin import site
from django.db import models
from django.db.models import QuerySet


class Owned(models.Model):
    """A record that belongs to an office, is one, or is shared by all."""

    #: The way to the office; ``id`` for an office itself, empty for what all share.
    office_path = ""

    #: Whether it is a row of another record although it has a screen of its own too.
    is_row_with_screen = False

    class Meta:
        abstract = True


def office_model() -> Any:
    """The model of offices. They decide by ``shows_converted`` what their readers see."""
    return apps.get_model(settings.OFFICE_MODEL)


def office_of(obj: Owned) -> Any:
    """Return the office of ``obj``; None for what all share. This causes queries if not at hand."""
    if obj.office_path in ("", "id"):
        return obj if obj.office_path else None
    return reduce(getattr, obj.office_path.split("__"), obj)


def office_key(obj: models.Model) -> int | None:
    """Return the key of the office that ``obj`` itself names; None if it names none."""
    path = getattr(obj, "office_path", "")
    if path in ("", "id") or "__" in path:
        return None
    link: Any = obj._meta.get_field(path)
    return getattr(obj, link.attname)


def visible(model: Any, user: Any) -> QuerySet:
    """The records of ``model`` that the user sees; all of a model that knows no scope."""
    records = model._default_manager.all()
    return records.visible_to(user) if hasattr(records, "visible_to") else records


def changeable(model: Any, user: Any) -> QuerySet:
    """The records of ``model`` that the user may change."""
    return model._default_manager.all().changeable_by(user)


def is_row(model: Any) -> bool:
    """Whether records of ``model`` are rows of others: those have a screen, and they come along."""
    return getattr(model, "is_row_with_screen", False) or not site.is_registered(model)


def row_link_to(model: type[models.Model], owner: type[models.Model]) -> Any:
    """The field by which rows of ``model`` belong to records of ``owner``; None if they do not.

    A row may name other records too, which it does not belong to: a source, a successor.
    """
    links: list[Any] = [field for field in model._meta.fields if field.is_relation]
    own = next((field for field in links if site.is_registered(field.related_model)), None)
    return own if own is not None and own.related_model is owner else None


def row_link(model: type[models.Model]) -> Any:
    """The field by which rows of ``model`` belong to a record that has a screen."""
    links: list[Any] = [field for field in model._meta.fields if field.is_relation]
    return next(field for field in links if site.is_registered(field.related_model))
