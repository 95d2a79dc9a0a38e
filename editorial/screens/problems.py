"""What is wrong in a form that was sent: in one place, with the way to each field."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.forms import MultiWidget
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.history.left_out import LEFT_OUT
from editorial.languages.punctuation import label_text
from editorial.records.doubts import DOUBT
from editorial.texts.differences import caption

#: The codes of errors that stand as a question at their field, each with what is said elsewhere.
ASKED_AT_THE_FIELD: dict[str, Promise] = {
    "conflict": _("Somebody else changed this too: choose at the field."),
    DOUBT: _("This needs to be checked: change it, or give a reason at the field."),
    LEFT_OUT: _("Part of this cannot be kept: see the note at the field."),
}


class Problem(NamedTuple):
    """What is wrong with one field: the id ``where`` it is on the page, its name, and why."""

    where: str
    field: str
    words: str


def problems_of(form: Any, formsets: Iterable[Any]) -> list[Problem]:
    """What is wrong in a form and in its rows, in the order of the page."""
    found = [*problems_in(form, "")]
    for rows in formsets:
        kind = capfirst(rows.model._meta.verbose_name)
        whole = rows.non_form_errors().as_data()
        found += [Problem(f"{rows.prefix}-group", kind, words) for words in words_of(whole)]
        for number, row in enumerate(rows.forms, 1):
            found += problems_in(row, f"{kind} {number}")
    return found


def problems_in(form: Any, row: str) -> Iterator[Problem]:
    """What is wrong in one form; ``row`` says which one it is, if it is a row."""
    # Rows that the user only sees have errors of another make, and always none.
    errors = form.errors.as_data() if form.errors else {}
    for name in (NON_FIELD_ERRORS, *form.fields):
        is_whole = name == NON_FIELD_ERRORS
        where = form.prefix or "" if is_whole else place_of(form[name])
        called = "" if is_whole else caption_of(form, name)
        field = label_text(row, called) if row and called else row or called
        for words in words_of(errors.get(name, ())):
            yield Problem(where, field, without_name(words, field))


def without_name(words: str, field: str) -> str:
    """A sentence without the name before its colon, of whatever width: the line begins with it."""
    said = words.removeprefix(field)
    return said.lstrip(":： ") if said.startswith((":", "：")) else words


def place_of(bound: Any) -> str:
    """The id of a field: of the first of several inputs, or of what holds its boxes."""
    if isinstance(bound.field.widget, MultiWidget):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def caption_of(form: Any, name: str) -> str:
    """What a field is called, with its language if it has one."""
    try:
        return caption(form.instance._meta.get_field(name))
    except FieldDoesNotExist:
        return str(form[name].label)


def words_of(errors: Iterable[ValidationError]) -> Iterator[str]:
    """The errors in words; of what is asked at the field, that it is."""
    for error in errors:
        if error.code in ASKED_AT_THE_FIELD:
            yield str(ASKED_AT_THE_FIELD[error.code])
        else:
            yield from (" ".join(strip_tags(words).split()) for words in error.messages)
