"""What a save asks, confirms and tells about translations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext

from editorial.languages import (
    LANGUAGES,
    Language,
    languages_of,
)
from editorial.languages.punctuation import add_note, join_list
from editorial.translations.confirming import THE_OLD, ConfirmingForm, meaning_of, name_of
from editorial.translations.ledger import (
    Entry,
    enter,
    statuses_of,
)
from editorial.translations.translated import Translated


@dataclass(frozen=True)
class Question:
    """Which source the texts in a language render that were changed together with theirs."""

    language: Language
    texts: str
    is_old: bool

    @property
    def box(self) -> str:
        """The name of its choices."""
        return meaning_of(self.language)


def questions(forms: Iterable[Any]) -> list[Question]:
    """What the forms have to ask, once for each language."""
    names: dict[Language, list[str]] = {}
    data: Any = {}
    for form in forms:
        for entry in getattr(form, "asked", ()):
            names.setdefault(entry.language, []).append(name_of(entry))
            data = form.data
    return [
        Question(
            language,
            join_list(dict.fromkeys(names[language])),
            data.get(meaning_of(language)) == THE_OLD,
        )
        for language in LANGUAGES
        if language in names
    ]


def conclude(request, forms: Iterable[Any], is_new: bool) -> None:
    """After a save: enter what was confirmed without any other change, and tell what came of it."""
    asked = [form for form in forms if isinstance(form, ConfirmingForm) and form.instance.pk]
    known = [form for form in asked if isinstance(form.instance, Translated)]
    for form in known:
        if form.instance.confirmed:
            enter(form.instance)
    tell_confirmed(request, known)
    if is_new:
        tell_missing(request, known[:1])


def tell_confirmed(request, forms: list[ConfirmingForm]) -> None:
    confirmed = [entry for form in forms for entry in form.confirmed if has_text(form, entry)]
    unseen = [entry for form in forms for entry in form.unseen]
    overtaken = [entry for form in forms for entry in form.overtaken]
    if confirmed:
        text = gettext("Confirmed that these texts say what their source says: %(texts)s.")
        messages.success(request, text % {"texts": list_texts(confirmed)})
    if unseen:
        text = gettext(
            "Not confirmed, because somebody changed them or their source since you opened the "
            "form: %(texts)s."
        )
        messages.warning(request, text % {"texts": list_texts(unseen)})
    if overtaken:
        text = gettext(
            "Somebody changed the source while you were translating. These texts are stored, and "
            "count as stale: %(texts)s."
        )
        messages.warning(request, text % {"texts": list_texts(overtaken)})


def has_text(form: ConfirmingForm, entry: Entry) -> bool:
    """Whether the text was not emptied in the same save."""
    return entry.language in languages_of(form.instance, entry.field.name)


def list_texts(found: list[Entry]) -> str:
    """Texts in words, by language: ``日本語 (Name, Summary), 한국어 (Name)``."""
    parts = []
    for language in LANGUAGES:
        names = dict.fromkeys(name_of(entry) for entry in found if entry.language == language)
        if names:
            parts.append(add_note(language.own_name, join_list(names)))
    return join_list(parts)


def tell_missing(request, forms: list[ConfirmingForm]) -> None:
    """Say in which languages a new record lacks texts."""
    for form in forms:
        standings = statuses_of(form.instance)
        missing = [
            language.own_name
            for language in LANGUAGES
            if language.code in standings and standings[language.code].missing
        ]
        if missing:
            text = gettext("Texts are still missing in: %(languages)s.")
            messages.info(request, text % {"languages": join_list(missing)})
