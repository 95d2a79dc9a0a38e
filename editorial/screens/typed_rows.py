"""The rows that a form would store, read from what was typed into it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from editorial.accounts.requests import StaffRequest
from editorial.languages import BY_CODE, ENGLISH, translated_names
from editorial.languages.punctuation import label_text
from editorial.records.doubts import DOUBT
from editorial.records.imagined import ImaginedRows, Values
from editorial.texts.differences import caption

#: The key of a record that is not stored yet, and of its first row: no stored one is negative.
NEW = -1
#: The address of a new record that has none yet.
NO_SLUG = "new"
#: Questions, and names that must not be published: the page shows them, and they are remarked on.
SHOWN_ALL_THE_SAME = {DOUBT, "wording"}


@dataclass
class Typed:
    """A record as its form has it: the rows to imagine, and what is told beside its page.

    ``shown`` are the record and those of its rows that were typed. ``kept`` are the captions of
    what shows as it is stored, because what was typed is wrong; ``wanting`` those without which
    nothing can be shown; ``changed`` the columns of the record that were typed.
    """

    record: Any
    key: int
    rows: list[ImaginedRows] = field(default_factory=list)
    shown: list[Any] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    wanting: list[str] = field(default_factory=list)
    remarks: list[Any] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    #: The language of its reader, which is not that of the page.
    code: str = field(default_factory=lambda: get_language() or ENGLISH.code)

    @property
    def is_new(self) -> bool:
        return self.key == NEW

    @property
    def tag(self) -> str:
        return BY_CODE[self.code].tag

    @property
    def number(self) -> int:
        """How much there is to look at."""
        return len(self.remarks) + len(self.gaps)


def read_typed(screen: Any, request: StaffRequest, obj: Any) -> Typed:
    """What the form of ``obj``, or of a new record, has; it is judged as a save would judge it."""
    before = values_of(obj) if obj else {}
    form = screen.get_form(request, obj, change=obj is not None)(request.POST, instance=obj)
    form.is_valid()
    record = form.instance
    formsets, _ = screen._create_formsets(request, record, change=obj is not None)
    read = [TypedRows(formset) for formset in formsets]
    reset(form, before)
    typed = Typed(record, record.pk or NEW, shown=[record])
    typed.kept = [name_of(form, name) for name in wrong_in(form) if name in form.fields]
    if obj is None:
        typed.wanting = list(wanting(record))
        own = ImaginedRows(type(record), added=[whole(record, typed.key)])
    else:
        values = differing(record, before)
        typed.changed = {*values}
        own = ImaginedRows(type(record), changed={typed.key: values} if values else {})
    typed.rows = [own, *links_of(screen, request, form, typed.key)]
    for rows in read:
        typed.rows.append(rows.imagined(typed.key))
        typed.shown += rows.shown
        typed.kept += rows.kept
    return typed


def values_of(record: Any) -> Values:
    """What a record holds, column by column, without what no form brings by itself."""
    bases = set(translated_names(record._meta.model))
    return {
        own.attname: getattr(record, own.attname)
        for own in record._meta.concrete_fields
        if own.name not in bases and not isinstance(own, models.FileField)
    }


def differing(record: Any, before: Values) -> Values:
    return {name: value for name, value in values_of(record).items() if value != before[name]}


def whole(record: Any, key: int) -> Values:
    """All columns of a row that is not stored, with what a save would fill in."""
    values: Values = dict.fromkeys(own.attname for own in record._meta.concrete_fields)
    values |= values_of(record)
    for own in record._meta.concrete_fields:
        if getattr(own, "auto_now", False) or getattr(own, "auto_now_add", False):
            values[own.attname] = timezone.now()
        elif isinstance(own, models.FileField):
            values[own.attname] = ""
        elif isinstance(own, models.SlugField) and not own.null:
            values[own.attname] = values[own.attname] or NO_SLUG
    for name in translated_names(record._meta.model):
        values[name] = getattr(record, f"{name}_{ENGLISH.column}") or ""
    return values | {record._meta.pk.attname: key}


def wrong_in(form: Any) -> list[str]:
    """The fields whose values cannot be stored. What is only asked about can be shown."""
    errors = form.errors.as_data()
    return [name for name in errors if {error.code for error in errors[name]} - SHOWN_ALL_THE_SAME]


def reset(form: Any, before: Values) -> None:
    """Give back to what is wrong in a form the value that is stored, or that of a new record."""
    record = form.instance
    held = before or values_of(type(record)())
    for name in wrong_in(form):
        try:
            attribute = record._meta.get_field(name).attname
        except (FieldDoesNotExist, AttributeError):
            continue
        if attribute in held:
            setattr(record, attribute, held[attribute])


def wanting(record: Any) -> Iterator[str]:
    """What a new record must have to be shown: columns that are never empty, in words."""
    filled = whole(record, NEW)
    bases = set(translated_names(record._meta.model))
    for own in record._meta.concrete_fields:
        if not own.null and own.name not in bases and filled[own.attname] is None:
            yield caption(own)


def name_of(form: Any, name: str) -> str:
    """What a field is called, with its language if it is of one."""
    try:
        return caption(form.instance._meta.get_field(name))
    except FieldDoesNotExist:  # a field of the form alone
        return str(form.fields[name].label or name)


def links_of(screen: Any, request: StaffRequest, form: Any, key: int) -> Iterator[ImaginedRows]:
    """The links that would be stored beside a record; those that its sender does not see stay."""
    for own in form.instance._meta.many_to_many:
        if own.name not in form.cleaned_data or own.name in wrong_in(form):
            continue
        found = form.cleaned_data[own.name]
        if key != NEW:
            found = screen.with_hidden_links(request, form, own)
        wanted = {record.pk for record in found}
        through = own.remote_field.through
        of, to = own.m2m_field_name(), own.m2m_reverse_field_name()
        stored = dict(through._default_manager.filter(**{of: key}).values_list("pk", f"{to}_id"))
        new = sorted(wanted - {*stored.values()})
        yield ImaginedRows(
            through,
            gone={pk for pk, linked in stored.items() if linked not in wanted},
            added=[
                {through._meta.pk.attname: NEW - number, f"{of}_id": key, f"{to}_id": linked}
                for number, linked in enumerate(new)
            ],
        )


class TypedRows:
    """The rows of one kind in a form. Wrong ones stay as they are stored, and are named."""

    def __init__(self, formset: Any) -> None:
        self.formset = formset
        self.before = {form.prefix: values_of(form.instance) for form in formset.initial_forms}
        formset.is_valid()
        rows = str(capfirst(formset.model._meta.verbose_name_plural))
        wrong = [
            label_text(rows, name_of(form, name)) if name in form.fields else rows
            for form in formset.forms
            for name in (() if self.is_deleted(form) else wrong_in(form))
        ]
        self.kept = list(dict.fromkeys([*([rows] if formset.non_form_errors() else []), *wrong]))
        self.shown: list[Any] = []

    def imagined(self, key: int) -> ImaginedRows:
        """The rows as they would be stored; as they are, if wrong beside each other."""
        found = ImaginedRows(self.formset.model)
        if self.formset.non_form_errors():
            return found
        for form in self.formset.initial_forms:
            if form.instance.pk is None:  # somebody deleted it meanwhile
                continue
            if self.is_deleted(form):
                found.gone.add(form.instance.pk)
            elif not wrong_in(form) and (
                values := differing(form.instance, self.before[form.prefix])
            ):
                found.changed[form.instance.pk] = values
                self.shown.append(form.instance)
        for form in self.added():
            values = whole(form.instance, NEW - len(found.added))
            found.added.append(values | {self.formset.fk.attname: key})
            self.shown.append(form.instance)
        return found

    def added(self) -> Iterable[Any]:
        new = (form for form in self.formset.extra_forms if form.has_changed())
        return (form for form in new if not wrong_in(form) and not self.is_deleted(form))

    def is_deleted(self, form: Any) -> bool:
        return self.formset.can_delete and self.formset._should_delete_form(form)
