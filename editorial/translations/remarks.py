"""Remarks: what a form says about the wording of a record. They warn, and stop nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.languages import Text, column, languages_of, own_text
from editorial.languages.punctuation import add_note, join_list
from editorial.public.faces import lacking
from editorial.records.doubts import Doubt, answers_of, unanswered
from editorial.records.slugs import Addressed
from editorial.records.wording import (
    Allowance,
    Guarded,
    Objection,
    allowances,
    may_allow,
    objections,
    read_once,
)
from editorial.texts.passages import and_more
from editorial.translations.glossary import departures, glossary
from editorial.translations.models import GlossaryEntry

#: So many remarks are made of one save; a longer list would not be read.
MOST = 5


@dataclass(frozen=True)
class Panel:
    """What stands above a form: what could not be published, and what may stand all the same.

    ``undrawn`` says what its share cards leave out.
    """

    objections: list[Objection]
    allowances: list[Allowance]
    doubts: list[Doubt]
    answers: list[tuple[Doubt, Any]]
    is_public: bool
    may_allow: bool
    undrawn: list[str]


def panel(request: StaffRequest, obj: Any) -> Panel | None:
    """What there is to say about the texts of ``obj`` as the form has them; None for nothing."""
    if not isinstance(obj, Guarded):
        return None
    with read_once():
        return panel_of(request, obj)


def panel_of(request: StaffRequest, obj: Guarded) -> Panel | None:
    found, given = objections(obj), allowances(obj)
    waiting, answers, left_out = unanswered(obj), answers_of(obj), list(undrawn(obj))
    if not (found or given or waiting or answers or left_out):
        return None
    is_public = obj.is_meant_for_the_public()
    return Panel(found, given, waiting, answers, is_public, may_allow(request.user), left_out)


def remark(request: StaffRequest, form, formsets: Iterable[Any]) -> None:
    """Say what the texts that were just saved make remarkable."""
    forms = [form, *(row for formset in formsets for row in formset.forms)]
    saved = [one for one in forms if one.changed_data and one.instance.pk]
    said = [*held_back(saved), *beyond_the_cards(saved), *beside_the_glossary(saved)]
    for message in and_more(said, MOST):
        messages.warning(request, format_html("{}", message))


def held_back(forms: Iterable[Any]) -> Iterator[Any]:
    """What stands in the way of publishing the drafts that were saved."""
    for form in forms:
        obj = form.instance
        if isinstance(obj, Guarded) and not obj.is_meant_for_the_public():
            yield from (one.message for one in objections(obj))
            yield from (one.message for one in unanswered(obj))


def beyond_the_cards(forms: Iterable[Any]) -> Iterator[str]:
    """What share cards leave out of the texts that were saved."""
    for form in forms:
        yield from undrawn(form.instance, form.changed_data)


def undrawn(obj: Any, columns: Iterable[str] | None = None) -> Iterator[str]:
    """What share cards leave out of the texts of ``obj``, or of ``columns`` of it, in words."""
    for name in obj.card_texts if isinstance(obj, Addressed) else ():
        for language in languages_of(obj, name):
            text = Text(own_text(obj, name, language), language, language)
            is_asked = columns is None or column(name, language) in columns
            if is_asked and (signs := lacking(text)):
                words = gettext(
                    "Share cards cannot show these characters: %(signs)s. The card in "
                    "%(language)s leaves them out or shows a similar one; the page shows "
                    "them."
                )
                yield words % {
                    "signs": join_list(map(sign_in_words, signs)),
                    "language": language.own_name,
                }


def sign_in_words(sign: str) -> str:
    """A sign and its number in Unicode: ``🌱 (U+1F331)``."""
    return add_note(sign, " ".join(f"U+{ord(char):04X}" for char in sign))


def beside_the_glossary(forms: list[Any]) -> Iterator[Any]:
    """Where the texts that were saved are worded otherwise than the glossary has it."""
    written = [form for form in forms if isinstance(form.instance, Guarded)]
    if any(not isinstance(form.instance, GlossaryEntry) for form in written):
        terms = glossary()
        for form in written:
            yield from departures(form.instance, form.changed_data, terms)
