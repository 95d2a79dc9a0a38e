"""Categories of membership: a table, by whose codes memberships name them.

A code is stored where a choice was stored before: what wrote choices can read and write it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.languages import columns, requires_english, text_in
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from secretariats.scopes import regional_only, scope_of

#: What a membership is in if nobody says otherwise. It is never deleted.
FULL = "full"
LONGEST_CODE = 9  # characters, as the column holds


class CategoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A common vocabulary: whoever has a posting sees them all."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class Category(Translated, Guarded):
    """What kind of member somebody is: whether it votes, and whether it needs a decision."""

    not_prose = ("code",)

    code = models.SlugField(
        _("code"),
        max_length=LONGEST_CODE,
        unique=True,
        help_text=_("By which memberships, sheets and files name it. It cannot be changed."),
    )
    name = models.CharField(_("name"), max_length=80, blank=True, default="")
    votes = models.BooleanField(_("votes"), default=False)
    special_decision = models.BooleanField(
        _("by special decision"),
        default=False,
        help_text=_("Whether somebody has to decide on each membership."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership category")
        verbose_name_plural = _("membership categories")
        ordering = ["order", "code"]
        constraints = [requires_english("name")]

    def __str__(self) -> str:
        return text_in(self, "name").value or self.code

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget_categories()

    def delete(self, *args, **kwargs):
        done = super().delete(*args, **kwargs)
        forget_categories()
        return done


class Reading:
    """The categories, read when somebody first asks for them."""

    @cached_property
    def found(self) -> list[Category]:
        return list(Category.objects.all())


_reading: ContextVar[Reading | None] = ContextVar("categories", default=None)


@contextmanager
def categories_read_once() -> Iterator[None]:
    """Inside, the categories are read no more than once, and again after a change."""
    token = _reading.set(Reading())
    try:
        yield
    finally:
        _reading.reset(token)


def forget_categories() -> None:
    if reading := _reading.get():
        reading.__dict__.pop("found", None)


def category_choices() -> list[tuple[str, str]]:
    """Codes, and names in the reader's language. This causes a query in each request."""
    reading = _reading.get() or Reading()
    return [(category.code, str(category)) for category in reading.found]


class CategoriesMiddleware:
    """Reads the categories once for a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with categories_read_once():
            return self.get_response(request)


class CategoryField(models.CharField):
    """The code of a category. In migrations it is what it is in the database, a text."""

    has_coded_choices = True

    @property
    def flatchoices(self) -> list[tuple[str, str]]:
        return category_choices()

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value not in dict(category_choices()):
            words = self.error_messages["invalid_choice"]
            raise ValidationError(words, code="invalid_choice", params={"value": value})

    def formfield(self, **kwargs: Any) -> Any:
        """A choice; no widget for texts, as screens would have it."""
        kept = {name: kwargs[name] for name in ("label", "help_text") if name in kwargs}
        named: Any = {"label": capfirst(self.verbose_name), "required": not self.blank} | kept
        return forms.TypedChoiceField(choices=category_choices, initial=self.default, **named)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def with_category(terms: Any) -> Any:
    """Annotates the names of the category in all languages, ``category_name_en`` and so on."""
    named = Category.objects.filter(code=models.OuterRef("category"))
    return terms.annotate(
        **{f"category_{name}": models.Subquery(named.values(name)[:1]) for name in columns("name")}
    )
