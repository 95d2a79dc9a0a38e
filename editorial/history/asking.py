"""Asking: what a record is in doubt about stands beside its field once, and the reason is taken.

It works without scripts, and as well in a page that is no form of a record: the question is a
piece of HTML with an input, whose name says which question the reason answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from editorial.records.doubts import (
    DOUBT,
    LONGEST_REASON,
    Doubt,
    DoubtError,
    Questioned,
    reason_in,
)

#: Behind the name of a field, or the digest of a question: the reason why it may stand.
WHY = "-why"


@dataclass(frozen=True)
class Question:
    """What is asked in one place, with the name of the ``box`` that takes the reason."""

    box: str
    doubts: list[Doubt]
    is_answered_blankly: bool

    @property
    def is_about_text(self) -> bool:
        """Whether it is a wording that is in doubt, and no figure or day."""
        fields = ((one.record, one.column) for one in self.doubts if one.record is not None)
        kinds = (record._meta.get_field(column) for record, column in fields)
        return all(isinstance(kind, models.CharField | models.TextField) for kind in kinds)

    @property
    def html(self) -> SafeString:
        context = {"question": self, "longest": LONGEST_REASON}
        return render_to_string("editorial/history/question.html", context)

    def error(self) -> ValidationError:
        return ValidationError(self.html, code=DOUBT)


def reasons_in(data: Mapping[str, Any], prefix: str | None = None) -> dict[str, str]:
    """The reasons that were sent, by the column or question that each is for."""
    before = f"{prefix}-" if prefix else ""
    names = [name for name in data if name.startswith(before) and name.endswith(WHY)]
    return {name[len(before) : -len(WHY)]: data[name] for name in names}


def give_reasons(record: Any, data: Mapping[str, Any], prefix: str | None = None) -> None:
    """Answer by the reasons that were sent what the record may be asked."""
    for name, reason in reasons_in(data, prefix).items():
        record.answer_doubt(name, reason)


def questions_in(
    errors: Mapping[str, Iterable[ValidationError]], data: Mapping[str, Any], prefix: str = ""
) -> dict[str, list[Question]]:
    """What errors ask, by field: one question for all about it, one for each beyond the fields."""
    found: dict[str, list[Question]] = {}
    for field, listed in errors.items():
        doubts = [error.doubt for error in listed if isinstance(error, DoubtError)]
        groups = [[doubt] for doubt in doubts] if field == NON_FIELD_ERRORS else [doubts]
        for group in filter(None, groups):
            own = group[0].digest if field == NON_FIELD_ERRORS else field
            name = f"{prefix}{own}{WHY}"
            found.setdefault(field, []).append(Question(name, group, name in data))
    return found


class AskingForm(forms.ModelForm):
    """A form that comes back with the doubts about its record, and takes the reasons."""

    #: Whether the rows of its record are in the same form, and judged there.
    rows_come_along = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions: list[Question] = []

    def _post_clean(self):
        self.instance.rows_come_along = self.rows_come_along
        if isinstance(self.instance, Questioned):
            give_reasons(self.instance, self.data, self.prefix)
        form: Any = super()
        form._post_clean()

    def _update_errors(self, errors):
        """With what is asked in one piece beside each field; of fields that the form has."""
        told = self.of_own_fields(errors.update_error_dict({}))
        asked = questions_in(told, self.data, self.add_prefix(""))
        self.questions += [one for listed in asked.values() for one in listed]
        others = {
            name: [error for error in listed if not isinstance(error, DoubtError)]
            for name, listed in told.items()
        }
        for name, listed in asked.items():
            others[name] += [one.error() for one in listed]
        form: Any = super()
        form._update_errors(ValidationError(others))

    def of_own_fields(self, told: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Errors by field; those of fields that the user only sees are of the form as a whole."""
        form: Any = self
        found: dict[str, list[Any]] = {}
        for name, listed in told.items():
            place = name if name in form.fields else NON_FIELD_ERRORS
            found.setdefault(place, []).extend(listed)
        return found

    def reasons_sent(self) -> list[tuple[str, str]]:
        """The reasons that were sent and are not asked for again, for a form that comes back."""
        shown = {question.box for question in self.questions}
        sent = reasons_in(self.data, self.prefix) if self.is_bound else {}
        pairs = ((f"{self.add_prefix(name)}{WHY}", reason) for name, reason in sent.items())
        return [(name, reason) for name, reason in pairs if reason_in(reason) and name not in shown]


def reasons_kept(forms_sent: Iterable[Any]) -> dict[str, str]:
    """The reasons that a page with these forms sends along unseen."""
    kept: dict[str, str] = {}
    for form in forms_sent:
        if isinstance(form, AskingForm):
            kept |= dict(form.reasons_sent())
    asked = {question.box for form in forms_sent for question in getattr(form, "questions", ())}
    return {name: reason for name, reason in kept.items() if name not in asked}
