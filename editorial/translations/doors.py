"""At which screen the texts of a record are written, in which languages, and by whom.

A record has a screen of its own, or is a row in the form of another: also where rows have a list.
What somebody may write follows from their powers at that screen, so that boards, files, lists of
work and the translator's view say what the form itself would say.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.admin import site
from django.db.models import Model, QuerySet
from django.forms import ModelForm

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Screen, screen_of
from editorial.languages import LANGUAGES, Language
from editorial.records.scope import is_row, row_link
from editorial.records.slugs import Addressed
from editorial.translations.translated import Translated, translated_models


class Door:
    """The way of a user to the texts of one kind of record.

    ``screen`` holds the fields of the kind; ``home`` is the screen whose form opens, which for rows
    is that of the record they belong to, by ``link``.
    """

    def __init__(self, model: type[Model], request) -> None:
        self.model: Any = model
        self.request = request
        self.link = row_link(model) if is_row(model) else None
        self.home = screen_of(self.link.related_model if self.link else model)

    @cached_property
    def screen(self) -> Screen:
        """The screen of the kind; of rows, that of theirs in their record's."""
        if self.link is None:
            return self.home
        inlines: Iterable[Any] = self.home.inlines
        inline = next(kind for kind in inlines if kind.model is self.model)
        return inline(self.link.related_model, site)

    @property
    def is_open(self) -> bool:
        return self.screen.powers(self.request).any

    @property
    def languages(self) -> frozenset[str]:
        """Those that the user may write in here, at some office."""
        return self.screen.powers(self.request).languages

    def records(self) -> QuerySet:
        """What the user sees and may change."""
        user = self.request.user
        related = [name for name in (self.link and self.link.name, self.model.office_path) if name]
        records: Any = self.model._default_manager
        found = records.visible_to(user).changeable_by(user)
        paths = [path for path in related if path != "id"]
        return (found.select_related(*paths) if paths else found).order_by("pk")

    def owner(self, obj) -> Any:
        """The record whose powers hold: that of a row, or ``obj`` itself."""
        return getattr(obj, self.link.name) if self.link else obj

    def languages_of(self, obj) -> frozenset[str]:
        """The languages in which the user may write the texts of ``obj``. This causes one query."""
        owner = self.owner(obj)
        if not self.home.has_change_permission(self.request, owner):
            return frozenset()
        return self.screen.powers(self.request, owner).languages

    def form_class(self, obj, fields: list[str]) -> type[ModelForm]:
        """The form of the screen with no more than ``fields``, as far as they are the user's."""
        return self.screen.form_class(self.request, self.owner(obj), obj, fields=fields)

    def closed(self, obj) -> set[str]:
        """The columns of ``obj`` that are not the user's."""
        return {*self.screen.closed_fields(self.request, self.owner(obj))}

    def public(self, records: list[Any]) -> set[int]:
        """The keys of those that the public has a page of."""
        if not issubclass(self.model, Addressed):
            return set()
        found = self.model._default_manager.filter(pk__in=[obj.pk for obj in records])
        gate = getattr(found, self.screen.gate, None)
        return set((gate() if gate else found).values_list("pk", flat=True))


def doors(request: StaffRequest) -> list[Door]:
    """The kinds of which the user may translate something."""
    found = (Door(model, request) for model in translated_models() if has_screen(model))
    return [door for door in found if door.is_open and door.languages]


def has_screen(model: type[Translated]) -> bool:
    """Whether the back office shows records of the kind, or rows of it in the form of another."""
    if site.is_registered(model):
        return True
    links: list[Any] = [f.related_model for f in model._meta.fields if f.is_relation]
    owners = [site.get_model_admin(link) for link in links if site.is_registered(link)]
    return any(inline.model is model for owner in owners for inline in owner.inlines)


def languages_for(request: StaffRequest) -> list[Language]:
    """The languages in which the user may write something, in the order of the switcher."""
    codes = frozenset().union(*(door.languages for door in doors(request)))
    return [language for language in LANGUAGES if language.code in codes]
