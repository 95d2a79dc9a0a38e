"""Conflicts in a form: what is stored beside what was written, for whoever has to choose."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext

from editorial.languages.punctuation import join_list
from editorial.records.history import author_of, versions_of
from editorial.records.local_times import told
from editorial.texts.differences import in_words, language_of, pieces


def last_change(record: Any, field: Any) -> Any:
    """The version that brought what ``record`` holds now; the newest where that is not known."""
    kept = list(versions_of(type(record)).filter(id=record.pk)[:50])
    if not kept or field.many_to_many:
        return kept[0] if kept else None
    for newer, older in pairwise(kept):
        if told(newer, field) != told(older, field):
            return newer
    return kept[-1]


def conflict_error(form: Any, field: Any, names: dict[str, str]) -> ValidationError:
    """The error that shows both values of ``field``.

    ``names`` are those of the inputs that say which version was ``shown``, and to ``take`` it.
    """
    theirs = words_for(form, field, stored_value(form.instance, field))
    mine = words_for(form, field, form.cleaned_data[field.name])
    last, language = last_change(form.instance, field), language_of(field)
    context = names | {
        "who": author_of(last),
        "when": last and last.history_date,
        "theirs": theirs,
        "mine": mine,
        "pieces": pieces(theirs, mine) if theirs and mine else [],
        "tag": language.tag if language else "",
        "is_choice": not isinstance(field, models.FileField),
        "version": form.instance.version,
    }
    error = render_to_string("editorial/history/conflict.html", context)
    return ValidationError(error, code="conflict")


def stored_value(record: Any, field: Any) -> Any:
    """What ``record`` holds in ``field``, as a form that was sent holds it."""
    if field.is_relation:
        value = getattr(record, field.name)
        return value.all() if field.many_to_many else value
    return told(record, field)


def words_for(form: Any, field: Any, value: Any) -> str:
    """A value of ``field`` in words, without the name of a record that the form does not offer."""
    if field.many_to_many:
        return join_list(value)
    if isinstance(value, models.Model):
        offered = form.fields[field.name].queryset.filter(pk=value.pk).exists()
        return str(value) if offered else gettext("another record")
    return in_words(field, value)
