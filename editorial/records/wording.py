"""Wording: what the texts of a record must not say, once the public reads them.

What that is, higher floors know: each registers a check, and every validation asks them all.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from editorial.languages import BY_CODE, Language, translated_names
from editorial.records.doubts import Questioned
from editorial.records.publication import Publication
from editorial.texts.choices import has_choices
from editorial.texts.differences import caption, is_rich
from editorial.texts.passages import Marked, Reading, read
from editorial.texts.spellings import Letters, letters_in, letters_of


@dataclass(frozen=True)
class Worded:
    """A text of a record, in one language, or in none that is known."""

    field: Any
    value: str

    @property
    def column(self) -> str:
        return self.field.name

    @property
    def name(self) -> str:
        """The field's name without the language."""
        return getattr(self.field, "translated_field", self.field).name

    @property
    def language(self) -> Language | None:
        return BY_CODE.get(getattr(self.field, "language", ""))

    @property
    def code(self) -> str:
        """The code of its language; empty for a text that is the same for all readers."""
        return self.language.code if self.language else ""

    @property
    def tag(self) -> str:
        return self.language.tag if self.language else ""

    @property
    def caption(self) -> str:
        return caption(self.field)

    @cached_property
    def reading(self) -> Reading:
        return read(self.value, is_rich=is_rich(self.field))

    @cached_property
    def letters(self) -> Letters:
        """Its letters, with what parts them."""
        return letters_of(self.reading)

    @cached_property
    def letters_alone(self) -> str:
        """Its letters without what parts them, which are had in a fraction of the time."""
        return letters_in(self.value, is_rich=is_rich(self.field))


@dataclass(frozen=True)
class Objection:
    """What is wrong with a text, and where a regional administrator lets it stand."""

    text: Worded
    message: Marked
    allowed_at: str


@dataclass(frozen=True)
class Allowance:
    """A text that may stand although a check objects: by whose decision and why."""

    caption: str
    words: str
    tag: str
    who: str
    when: Any
    reason: str
    where: str


class Check(Protocol):
    """What higher floors ask of the texts of a record."""

    def objections(self, obj: Any) -> Iterable[Objection]: ...

    def allowances(self, obj: Any) -> Iterable[Allowance]: ...

    def may_allow(self, user: Any) -> bool: ...


CHECKS: list[Check] = []

#: What checks have read from the database, where many records are validated in one go.
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, checks read their vocabulary once for all records, until somebody ``forgets`` it."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


class ReadOnceMiddleware:
    """A request reads the vocabulary once, however many texts its page asks about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with read_once():
            return self.get_response(request)


def once(key: str, find: Any) -> Any:
    """What ``find`` finds: anew each time, or once inside ``read_once``."""
    kept = _kept.get()
    if kept is None:
        return find()
    if key not in kept:
        kept[key] = find()
    return kept[key]


def forget() -> None:
    """The vocabulary has changed: it is read again."""
    if (kept := _kept.get()) is not None:
        kept.clear()


def texts_of(obj: Any) -> list[Worded]:
    """The texts of a record that people read, in all languages, without those that are empty."""
    texts = (Worded(field, getattr(obj, field.attname) or "") for field in read_fields(type(obj)))
    return [text for text in texts if isinstance(text.value, str) and text.value]


def read_fields(model: Any) -> tuple[Any, ...]:
    """The columns of a model that people read: its prose, and every other free text.

    So a field that is added later is looked at without anybody's thinking of it.
    """
    return _read_fields(model)


@cache
def _read_fields(model: Any) -> tuple[Any, ...]:
    bases = set(translated_names(model))
    return tuple(f for f in model._meta.concrete_fields if is_read(f, model, bases))


def is_read(field: Any, model: Any, bases: set[str]) -> bool:
    not_prose = getattr(model, "not_prose", ())
    if hasattr(field, "translated_field"):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    is_address = isinstance(field, models.URLField | models.EmailField)
    is_free = is_text and not is_address and not has_choices(field) and field.editable
    return is_free and field.name not in bases and field.name not in not_prose


def objections(obj: Any) -> list[Objection]:
    """All that checks have against the texts of a record, public or not."""
    return [found for check in CHECKS for found in check.objections(obj)]


def allowances(obj: Any) -> list[Allowance]:
    return [found for check in CHECKS for found in check.allowances(obj)] if obj.pk else []


def may_allow(user: Any) -> bool:
    return any(check.may_allow(user) for check in CHECKS)


class Guarded(Questioned):
    """A record whose texts are checked before the public reads them, whichever way they come in."""

    #: Its columns of text that hold names of machines, which nobody reads.
    not_prose: tuple[str, ...] = ("time_zone",)

    class Meta:
        abstract = True

    def is_meant_for_the_public(self) -> bool:
        """Whether the public sees the record, or will at a moment that is set."""
        return not isinstance(self, Publication) or self.status == Publication.Status.PUBLISHED

    def full_clean(self, exclude=None, validate_unique=True, validate_constraints=True) -> None:
        with read_once():
            self._full_clean(exclude, validate_unique, validate_constraints)

    def _full_clean(self, exclude, validate_unique, validate_constraints) -> None:
        errors: dict[str, Any] = {}
        try:
            super().full_clean(exclude, validate_unique, validate_constraints)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if self.is_meant_for_the_public():
            for name, found in self._refused(set(exclude or ())):
                errors.setdefault(name, []).append(ValidationError(found.message, code="wording"))
        if errors:
            raise ValidationError(errors)

    def _refused(self, closed: set[str]) -> Iterator[tuple[str, Objection]]:
        """What is objected to, and the field at which to say so.

        A text in ``closed``, which the sender cannot change, is no business of theirs where it is
        public already.
        """
        found = objections(self)
        out_of_reach = [one for one in found if one.text.column in closed]
        yield from ((one.text.column, one) for one in found if one.text.column not in closed)
        if out_of_reach and not self._is_public_already():
            yield from ((NON_FIELD_ERRORS, one) for one in out_of_reach)
        if not self.rows_come_along:
            yield from ((NON_FIELD_ERRORS, one) for one in self.held_in_rows())

    def held_in_rows(self) -> Iterator[Objection]:
        """What is objected to in the rows that are stored, if they are public with the record."""
        for row in self.rows() if self.is_meant_for_the_public() else ():
            yield from objections(row)

    def asks_beyond_reach(self) -> bool:
        return self.is_meant_for_the_public() and not self._is_public_already()

    def _is_public_already(self) -> bool:
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        return isinstance(stored, Guarded) and stored.is_meant_for_the_public()
