"""Merging: two people save the same record, and neither loses what they wrote.

A form carries the number of the version that it was filled from. What its sender did not touch
takes what others saved since; what both changed is shown side by side, and saved once decided.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.template.loader import render_to_string
from django.utils.translation import gettext

from editorial.history.asking import AskingForm
from editorial.history.clashes import RefusableForm
from editorial.history.conflicts import conflict_error, last_change, stored_value
from editorial.history.left_out import ask_what_to_leave
from editorial.history.sent_fields import SentFieldsForm
from editorial.history.three_way import Merge, merge, merge_links
from editorial.languages.punctuation import label_text
from editorial.records.doubts import reason_in
from editorial.records.history import Versioned, author_of, past_links, versions_of
from editorial.records.keys import parse_key, parse_version
from editorial.records.local_times import told
from editorial.texts.differences import caption
from editorial.texts.letters import tidied

#: The number of the version that the form was filled from.
SEEN = "seen_version"
#: The field that asks why something is changed.
REASON = "reason"
#: Behind a field's name: the version whose text was shown beside it, and the wish to take that.
SHOWN, TAKE = "shown", "take"
#: Behind the name of a row: the version that was shown when it was deleted or came back.
DELETE, AGAIN = "delete", "again"


@dataclass(frozen=True)
class Merged:
    """What took the value of others: a field or a row, and who had saved it."""

    what: str
    who: str


class SeenField(forms.IntegerField):
    """The number of a version: no field of the record, and never a change to it."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data) -> bool:
        return False


class ReasonField(forms.CharField):
    """Why something is changed: it stays with the version, and is no change by itself."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return reason_in(super().clean(value))

    def has_changed(self, initial, data) -> bool:
        return False


class MergeForm(AskingForm, SentFieldsForm, RefusableForm):
    """A form that overwrites nothing that its sender has not seen."""

    seen_version = SeenField(required=False)

    #: The key of a record that somebody deleted while this form was being filled in.
    gone: int | None = None
    #: Whether its sender wanted it deleted too.
    is_let_go = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial[SEEN] = getattr(self.instance, "version", 0)
        self.merged: list[Merged] = []
        self._versions: dict[str, Any] = {}

    def clean(self):
        data = super().clean()
        if self.gone is not None:
            self._judge_gone()
        elif self.instance.pk and isinstance(self.instance, Versioned):
            self._merge()
        ask_what_to_leave(self)
        return data

    def _merge(self) -> None:
        """Give each field what is to be stored, or the error that asks for a decision."""
        changed = []
        for field in self._own_fields():
            mine, theirs, base = self._mine(field), self._theirs(field), self._base(field)
            outcome = merge(mine, theirs, base)
            if outcome is Merge.SAME:
                if field.name in self.not_sent and base not in (None, theirs):
                    self._tell(field)
                continue
            if outcome is Merge.TAKE or self._is_asked(field, TAKE):
                self._take_theirs(field)
            elif field.many_to_many and base is not None:
                changed += self._merge_links(field, mine, theirs, base)
            elif outcome is Merge.KEEP:
                changed.append(field.name)
            else:
                self._ask(field)
        own = {field.name for field in self._own_fields()}
        self.changed_data = [*changed, *(name for name in self.changed_data if name not in own)]

    def _own_fields(self) -> list[Any]:
        """The model's fields that the form holds, and that are in order."""
        opts = self.instance._meta
        fields = [*opts.concrete_fields, *opts.many_to_many]
        return [f for f in fields if f.name in self.fields and f.name in self.cleaned_data]

    def _mine(self, field) -> Any:
        value = self.cleaned_data[field.name]
        return links(value) if field.many_to_many else comparable(value)

    def _theirs(self, field) -> Any:
        if field.many_to_many:
            return self._offered(field, links(getattr(self.instance, field.name).all()))
        return comparable(told(self.instance, field))

    def _base(self, field) -> Any:
        """What the form showed of ``field`` when it was filled in; None if that is not known."""
        number = self._number_shown(field)
        version = self._version(number)
        if version is None:
            is_newest = number is not None and str(number) == str(self.instance.version)
            return self._theirs(field) if is_newest else None
        if field.many_to_many:
            return self._offered(field, past_links(version, field))
        return comparable(told(version, field))

    def _number_shown(self, field) -> Any:
        """The number of the version of which the form showed ``field``, as its sender says."""
        return self.data.get(self._beside(field, SHOWN)) or self.cleaned_data.get(SEEN)

    def _version(self, number: Any) -> Any:
        """The version with that number."""
        wanted = str(number)
        if wanted not in self._versions:
            kept = versions_of(type(self.instance)).filter(id=self.gone or self.instance.pk)
            version = parse_version(wanted)
            known = kept.none() if version is None else kept.filter(version=version)
            self._versions[wanted] = known.exclude(history_type="-").first()
        return self._versions[wanted]

    def _offered(self, field, keys: frozenset) -> frozenset:
        """Those of the linked records that the form offers: the others stay as they are."""
        offered = self.fields[field.name].queryset.filter(pk__in=keys)
        return frozenset(offered.values_list("pk", flat=True))

    def _take_theirs(self, field) -> None:
        self.cleaned_data[field.name] = stored_value(self.instance, field)
        self._tell(field)

    def _merge_links(self, field, mine, theirs, base) -> list[str]:
        """Give the field what both linked; returns its name if that is a change."""
        merged = merge_links(mine, theirs, base)
        if merged != mine:
            offered = self.fields[field.name].queryset
            self.cleaned_data[field.name] = offered.filter(pk__in=merged)
            self._tell(field)
        return [field.name] if merged != theirs else []

    def _tell(self, field) -> None:
        self.merged.append(Merged(caption(field), author_of(last_change(self.instance, field))))

    def _ask(self, field) -> None:
        """Show both texts. To save then is a decision, unless somebody saves again meanwhile."""
        names = {"shown": self._beside(field, SHOWN), "take": self._beside(field, TAKE)}
        self.add_error(field.name, conflict_error(self, field, names))

    def _beside(self, field, what: str) -> str:
        return f"{self.add_prefix(field.name)}-{what}"

    def _is_asked(self, field, what: str) -> bool:
        return self._beside(field, what) in self.data

    def _judge_gone(self) -> None:
        """A row that somebody deleted comes back only if the sender changed it, and asks for it."""
        self.is_let_go = self.cleaned_data.pop(DELETION_FIELD_NAME, False)
        if not self.is_touched:
            deletion = versions_of(type(self.instance)).filter(id=self.gone).first()
            self.merged.append(Merged(gettext("a deleted row"), author_of(deletion)))
            return
        if f"{self.prefix}-{AGAIN}" in self.data:
            return
        error = render_to_string(
            "editorial/history/deleted_row.html", {"name": f"{self.prefix}-{AGAIN}"}
        )
        self.add_error(None, ValidationError(error, code="conflict"))

    @property
    def is_touched(self) -> bool:
        """Whether the sender changed anything in a row that is gone."""
        if self.is_let_go:
            return False
        fields = (f for f in self._own_fields() if not f.primary_key and not f.is_relation)
        bases = ((self._base(field), self._mine(field)) for field in fields)
        return any(base is None or base != mine for base, mine in bases)

    @property
    def is_back(self) -> bool:
        """Whether a row that is gone is to be added again."""
        return self.gone is not None and self.is_touched

    def _post_clean(self):
        if self.gone is None or (not self.errors and self.is_back):
            super()._post_clean()


class NamedInlineFormSet(BaseInlineFormSet):
    """Rows whose fields have names of their own, because the headings of columns give none.

    Boxes to tick have theirs already.
    """

    #: Whether the help of fields stands there, too, and not beside each field.
    has_help_in_headings = True

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        row: Any = form
        row.has_help_in_headings = self.has_help_in_headings
        for field in form.fields.values():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            if field.label and not widget.is_hidden and not widget.use_fieldset:
                widget.attrs.setdefault("aria-label", field.label)


class MergeFormSet(NamedInlineFormSet):
    """Rows of which others may have changed, added or deleted some since the form was filled in."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and i < self.initial_form_count() and form.instance.pk is None:
            key = self.data.get(f"{form.prefix}-{self._pk_field.name}", "")
            form.gone = parse_key(key) or 0
            form.fields[self._pk_field.name] = forms.Field(required=False, widget=forms.HiddenInput)
        return form

    def get_queryset(self):
        """In a form that comes back, its own rows: others have changed what is stored."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    def clean(self):
        super().clean()
        errors = [error for form in self.initial_forms for error in self._unseen_deletion(form)]
        if errors:
            raise ValidationError(errors)

    def _unseen_deletion(self, form) -> Iterator[ValidationError]:
        """Refuses, once, to delete a row that others changed since the sender saw it."""
        if form.gone is not None or not self.can_delete or not self._should_delete_form(form):
            return
        shown, stored = f"{form.prefix}-{DELETE}", str(form.instance.version)
        if stored not in (str(form.cleaned_data.get(SEEN)), self.data.get(shown)):
            context = {"row": form.instance, "name": shown, "version": stored}
            yield ValidationError(render_to_string("editorial/history/changed_row.html", context))

    def save_new_objects(self, commit=True):
        saved = super().save_new_objects(commit)
        again = [form for form in self.initial_forms if form.is_back]
        saved += [self.save_new(form, commit=commit) for form in again]
        return saved

    @property
    def merged(self) -> list[Merged]:
        model: Any = self.model
        rows = str(model._meta.verbose_name_plural)
        return [
            Merged(label_text(rows, found.what), found.who)
            for f in self.forms
            for found in f.merged
        ]


def comparable(value: Any) -> Any:
    """A value such that what a browser makes of it is equal: letters, line ends, ends, seconds."""
    if isinstance(value, str):
        return tidied(value.replace("\r\n", "\n")).strip()
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    return "" if value is None else value


def links(records: Iterable[models.Model]) -> frozenset:
    return frozenset(record.pk for record in records)
