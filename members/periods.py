"""Rows of a member that each hold for a time, in one form: stored, and so compared, together."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME

from editorial.history.merging import MergeFormSet
from members.models.periods import Period


class PeriodFormSet(MergeFormSet):
    """Terms, or what contains a member: no two may share a day once all of them are stored.

    Its screen holds the lock of the member's row, so nobody adds one between check and save.
    """

    #: Whether rows are being stored, which the database bears in one order only.
    is_storing = False

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.is_compared = True
        return form

    def clean(self):
        super().clean()
        others = list(self._unshown_rows())
        for form in self._staying_forms():
            try:
                form.instance.refuse_overlap(others)
            except ValidationError as error:
                form.add_error(None, error)
            others.append(form.instance)

    def _unshown_rows(self) -> Iterator[Period]:
        """Rows that others have added since the form was filled in."""
        if self.instance.pk:
            shown = [form.instance.pk for form in self.initial_forms]
            rows: Any = self.model
            yield from rows.objects.filter(member=self.instance).exclude(pk__in=shown)

    def _staying_forms(self) -> Iterator[Any]:
        """The rows that will be stored, as far as nothing else is wrong with them."""
        for form in self.forms:
            is_deleted = self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME)
            if not (form.errors or is_deleted) and self._is_filled(form):
                yield form

    def _is_filled(self, form: Any) -> bool:
        """Whether a row is neither an empty one nor one that somebody else has deleted."""
        if form.gone is not None:
            return form.is_back
        return form.instance.pk is not None or form.has_changed()

    @property
    def initial_forms(self):
        """As they stand in the form; when they are stored, the one without an end comes last."""
        forms = super().initial_forms
        return sorted(forms, key=self._is_left_open) if self.is_storing else forms

    def _is_left_open(self, form: Any) -> bool:
        return form not in self.deleted_forms and form.instance.ends is None

    def save_existing_objects(self, commit=True):
        """The database bears one row without an end: what ends or goes is stored before."""
        self.is_storing = True
        try:
            return super().save_existing_objects(commit)
        finally:
            self.is_storing = False
