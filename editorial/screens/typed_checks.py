"""What is to be looked at in a record before it is saved, by the rules that hold anyway."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import Language
from editorial.languages.punctuation import join_list
from editorial.records.completeness import gaps, needs_of, with_gaps
from editorial.records.doubts import unanswered
from editorial.records.wording import Guarded, objections, texts_of
from editorial.screens.typed_rows import Typed
from editorial.translations.glossary import departures, glossary
from editorial.translations.ledger import LedgerRecord, State, entries
from editorial.translations.remarks import undrawn

#: What a language is told of: what its readers would miss, and what may be out of date.
WAITING_WORDS: dict[State, Promise] = {
    State.MISSING: _("Missing in %(language)s: %(texts)s."),
    State.STALE: _("Perhaps out of date in %(language)s, as the source has changed: %(texts)s."),
    State.CONVERTED: _("Converted and not reviewed in %(language)s: %(texts)s."),
}


def remarks_on(typed: Typed, silent: Iterable[Language]) -> Iterator[Any]:
    """What the texts, figures and pictures of what was typed make remarkable, in words."""
    guarded = [record for record in typed.shown if isinstance(record, Guarded)]
    for record in guarded:
        yield from (found.message for found in objections(record))
        yield from (doubt.message for doubt in unanswered(record))
    if languages := [language.own_name for language in silent]:
        words = gettext("The picture has no alternative text yet in: %(languages)s.")
        yield words % {"languages": join_list(languages)}
    yield from undrawn(typed.record)
    yield from told_of_languages(typed)
    terms = glossary() if guarded else None
    for record in guarded:
        if terms is not None:
            yield from departures(record, [text.column for text in texts_of(record)], terms)


def told_of_languages(typed: Typed) -> Iterator[str]:
    """What is missing or out of date in each language, were the form saved as it is."""
    if not isinstance(typed.record, LedgerRecord):
        return
    found: dict[tuple[Language, State], list[str]] = {}
    for entry in entries(typed.record):
        is_new = bool(entry.text) and (typed.is_new or entry.column in typed.changed)
        if not is_new and entry.state in WAITING_WORDS:
            field = getattr(entry.field, "translated_field", entry.field)
            found.setdefault((entry.language, entry.state), []).append(str(field.verbose_name))
    for (language, state), texts in found.items():
        words = {"language": language.own_name, "texts": join_list(texts)}
        yield str(WAITING_WORDS[state]) % words


def gaps_of(typed: Typed) -> list[str]:
    """What a complete record has and this one lacks; asked while its rows are imagined."""
    model = type(typed.record)
    if not needs_of(model):
        return []
    record = with_gaps(model._default_manager.filter(pk=typed.key)).first()
    return gaps(record) if record else []
