"""Where the texts of a record are changed, and by whom: at its own screen, or as a row of another.

The languages that somebody may write in follow from the powers at that screen, so that boards,
lists of work and the translator's view say what the form itself would say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.admin import site
from django.db.models import Model, Q, QuerySet

from editorial.history.chronicle import row_link, visible
from editorial.languages import BY_CODE, Language
from editorial.translations.ledger import Translated, kind_of, translated_models


@dataclass(frozen=True)
class Desk:
    """A record as its form has it.

    ``screen`` holds its fields; ``home`` is the screen whose form opens, on the ``owner``: the
    record itself, or the one that it is a row of.
    """

    request: Any
    obj: Any
    screen: Any
    home: Any
    owner: Any

    @property
    def is_row(self) -> bool:
        return self.owner is not self.obj

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose texts the user may change. This causes one query."""
        if not self.home.has_change_permission(self.request, self.owner):
            return frozenset()
        return self.screen.powers(self.request, self.owner).languages

    def form_class(self, fields: list[str]) -> Any:
        """The form of the screen with no more than ``fields``, as far as they are the user's."""
        if self.is_row:
            return self.screen.get_formset(self.request, self.owner, fields=fields).form
        return self.screen.get_form(self.request, self.obj, change=True, fields=fields)


def desk_of(request, obj: Translated) -> Desk:
    model = type(obj)
    if site.is_registered(model):
        screen = site.get_model_admin(model)
        return Desk(request, obj, screen, screen, obj)
    link = row_link(model)
    home, owner = site.get_model_admin(link.related_model), getattr(obj, link.name)
    rows = home.get_inline_instances(request, owner)
    return Desk(request, obj, next(row for row in rows if row.model is model), home, owner)


def home_of(model: type[Model]) -> Any:
    """The screen on which records of ``model`` are changed."""
    known = site.is_registered(model)
    return site.get_model_admin(model if known else row_link(model).related_model)


@cache
def office_model() -> type[Model]:
    """What the records' paths to their office lead to."""
    model = next(model for model in translated_models() if model.office_path)
    found: Any = model
    for part in model.office_path.split("__"):
        found = found._meta.get_field(part).related_model or found
    return found


def languages_by_office(request) -> dict[frozenset[str], list[int]]:
    """The keys of the offices that the user sees, by the languages that they may write in there."""
    screen = home_of(office_model())
    found: dict[frozenset[str], list[int]] = {}
    for office in visible(office_model(), request.user):
        languages = screen.powers(request, office).languages
        found.setdefault(languages, []).append(office.pk)
    return found


class Reach:
    """What a user may translate: records, each in some languages. This causes one query."""

    def __init__(self, request) -> None:
        self.request = request
        self.offices = languages_by_office(request)

    def of(self, model: type[Translated]) -> Iterator[tuple[frozenset[str], QuerySet]]:
        """The records of ``model`` whose texts the user may change, by languages."""
        records: Any = model._default_manager.all()
        theirs = records.changeable_by(self.request.user).order_by()
        if not model.office_path:
            yield home_of(model).powers(self.request).languages, theirs
            return
        for languages, offices in self.offices.items():
            at = {} if len(self.offices) == 1 else {f"{model.office_path}__in": offices}
            yield languages, theirs.filter(**at)

    def kinds(self) -> list[str]:
        """The kinds of record of which the user may change some."""
        return [
            kind_of(model)
            for model in translated_models()
            if any(languages for languages, records in self.of(model))
        ]

    def languages(self) -> list[Language]:
        """The languages in which the user may change something, in the order of the switcher."""
        codes = frozenset[str]().union(
            *(languages for model in translated_models() for languages, _ in self.of(model))
        )
        return [language for code, language in BY_CODE.items() if code in codes]

    def standings(self) -> Q:
        """The condition that a Standing is of a text that the user may change."""
        found = Q(pk__in=())
        for model in translated_models():
            for languages, records in self.of(model):
                if languages:
                    found |= Q(
                        kind=kind_of(model),
                        language__in=sorted(languages),
                        key__in=records.values("pk"),
                    )
        return found
