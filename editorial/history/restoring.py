"""Restoring: the way back to a version of a record, through the form of whoever restores it."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Model
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.functional import cached_property

from editorial.accounts.requests import StaffRequest
from editorial.history.asking import WHY, Question, reasons_in
from editorial.history.bringing_back import bring_back, refusals_and_questions
from editorial.history.chronicle import Difference, Pairs
from editorial.history.merging import REASON, SEEN, ReasonField
from editorial.history.record_names import RecordNames
from editorial.history.screen import Screen
from editorial.languages.punctuation import label_text
from editorial.records.doubts import DOUBT, reason_in
from editorial.records.history import Version, author_of, past_links, versions_of
from editorial.records.local_times import told
from editorial.texts.differences import caption


class Restoring:
    """The way back to a version, as far as the user's own form reaches.

    It goes through that form: what the form would refuse is refused, and what it does not hold,
    such as the texts in other languages than a translator's, stays as it is. A row that is gone
    comes back as a whole.
    """

    def __init__(
        self, request: StaffRequest, screen: Screen, parent: Model, record: Any, version: Version
    ) -> None:
        self.request, self.screen, self.parent = request, screen, parent
        self.record, self.version = record, version
        self._refusals: list[str] = []
        self._asked: list[Question] = []
        self.number = str(getattr(record, "version", 0))

    @cached_property
    def is_allowed(self) -> bool:
        if self.record is None:
            return self.screen.may_add(self.request, self.parent)
        return self.screen.has_change_permission(self.request, self.parent)

    @property
    def is_seen(self) -> bool:
        """Whether nobody saved the record since the page was shown."""
        return self.request.POST.get(SEEN) == self.number

    @property
    def asks_reason(self) -> bool:
        """Whether the form wants to know why."""
        return self.record is not None and asks_reason(self.form)

    @property
    def reason(self) -> str:
        return reason_in(self.request.POST.get(REASON, ""))

    @property
    def is_row(self) -> bool:
        return self.screen.model is not type(self.parent)

    @property
    def who(self) -> str:
        return author_of(self.version)

    @cached_property
    def form(self) -> Any:
        """The user's form, filled with the version instead of by a browser."""
        form_class: Any = self.screen.form_class(self.request, self.parent, self.record)
        form = form_class(QueryDict(mutable=True), instance=self.record)
        for name, field in form.fields.items():
            field.disabled = True
            form.data.update(dict.fromkeys((name, f"{name}_0", f"{name}-clear"), ""))
        form.initial |= {field.name: self._value(field) for field in self._fields(form)}
        if asks_reason(form):
            form.initial[REASON] = self.reason
        form.rows_come_along = False  # the form has none, but they would be public with the record
        form.data.update({f"{n}{WHY}": words for n, words in reasons_in(self.request.POST).items()})
        for field in self.record._meta.many_to_many:
            if field.name in form.fields:
                keys = [getattr(found, "pk", found) for found in form.initial[field.name]]
                offered = form.fields[field.name].queryset.filter(pk__in=keys)
                form.initial[field.name] = list(offered.values_list("pk", flat=True))
        return form

    def _fields(self, form) -> list[Any]:
        """The fields that go back: those of the form, if it would take what they held then."""
        held = set(self.screen.restorable(self.request, self.parent, form.fields))
        opts = self.record._meta
        tracked = [opts.get_field(field.name) for field in self.version.tracked_fields]
        fields = [*tracked, *self.version._history_m2m_fields]
        return [f for f in fields if f.name in held and self._is_offered(f, form)]

    def _is_offered(self, field, form) -> bool:
        value = None if field.many_to_many else getattr(self.version, field.attname)
        if isinstance(field, models.FileField):
            return not value or field.storage.exists(value)
        if not field.is_relation or value is None:
            return True
        return form.fields[field.name].queryset.filter(pk=value).exists()

    def _value(self, field) -> Any:
        if field.many_to_many:
            return list(past_links(self.version, field))
        value = told(self.version, field)
        if isinstance(field, models.FileField):
            return field.attr_class(self.record, field, value) if value else False
        return value

    @cached_property
    def going_back(self) -> list[Difference]:
        """What would change if the user restored this version now."""
        back = {caption(field) for field in self._fields(self.form)} if self.record else None
        return [d for d in self._differences if back is None or d.caption in back]

    @cached_property
    def staying(self) -> list[str]:
        """The captions of what differs and stays as it is, since the user may not change it."""
        back = [difference.caption for difference in self.going_back]
        return [found.caption for found in self._differences if found.caption not in back]

    @cached_property
    def _differences(self) -> list[Difference]:
        """From what is stored to this version."""
        newest = versions_of(self.screen.model).filter(id=self.version.id).first()
        pairs = Pairs(self.screen.model, [newest.pk, self.version.pk])
        now = newest if self.record else None
        return pairs.differences(now, self.version, RecordNames([pairs], self.request.user))

    def errors(self) -> list[str]:
        """Why the form, or a rule of today, refuses the version. A row that is gone is back."""
        if self.record is None:
            return [] if self._bring_back() else self._refusals
        return [
            words if name == NON_FIELD_ERRORS else label_text(self.form[name].label, words)
            for name, errors in self.form.errors.as_data().items()
            for error in errors
            if error.code != DOUBT
            for words in error.messages
        ]

    @cached_property
    def questions(self) -> list[Question]:
        """What is in doubt about the version, once somebody asked to go back to it."""
        if self.request.method != "POST":
            return []
        return self.form.questions if self.record is not None else self._asked

    def _bring_back(self) -> bool:
        try:
            bring_back(self.version, self.request.POST)
        except ValidationError as error:
            self._refusals, self._asked = refusals_and_questions(error, self.request.POST)
            return False
        return True

    def save(self, screen: ModelAdmin) -> None:
        """Store it as a save of the form does, with all that a save brings along."""
        if self.is_row:
            if self.record is not None:
                self.form.save()
            self.parent.refresh_from_db()  # its row may have told it something
            self.parent.save()
        else:
            obj = screen.save_form(self.request, self.form, change=True)
            screen.save_model(self.request, obj, self.form, change=True)
            screen.save_related(self.request, self.form, [], change=True)


def asks_reason(form: BaseForm) -> bool:
    """Whether a form asks why, which is nothing that its record has."""
    return isinstance(form.fields.get(REASON), ReasonField)
