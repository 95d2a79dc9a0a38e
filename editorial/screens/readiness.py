"""What is to be looked at before a record goes out, in words. It stops nobody."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from editorial.languages import LANGUAGES, Language, own_text
from editorial.languages.punctuation import join_list, label_text
from editorial.records.doubts import unanswered
from editorial.records.wording import Guarded, objections
from editorial.screens.links_in_texts import dead_links
from editorial.translations.ledger import LedgerRecord, State, entries
from editorial.translations.states import COUNTED_WORDS

#: Titles beyond it are cut where search engines and messages show them (letters; Han count twice).
LONGEST_TITLE = 110


def readiness(record: Any, naming: str) -> list[str]:
    """All that is to be looked at before readers see a record."""
    guarded = isinstance(record, Guarded)
    return [
        *(str(one.message) for one in (objections(record) if guarded else ())),
        *(str(doubt.message) for doubt in (unanswered(record) if guarded else ())),
        *(told_states(record) if isinstance(record, LedgerRecord) else ()),
        *told_pictures(record),
        *told_titles(record, naming),
        *(gettext("This link leads nowhere: %s") % path for path in dead_links(record)),
    ]


def told_states(record: LedgerRecord) -> Iterator[str]:
    """In each language, how many texts are missing, stale or converted."""
    counted: dict[Language, dict[State, int]] = {}
    for entry in entries(record):
        own = counted.setdefault(entry.language, {})
        own[entry.state] = own.get(entry.state, 0) + 1
    for language, numbers in counted.items():
        words = [
            str(COUNTED_WORDS[state]) % {"number": numbers[state]}
            for state in COUNTED_WORDS
            if numbers.get(state)
        ]
        if words:
            yield label_text(language.own_name, join_list(words))


def told_pictures(record: Any) -> Iterator[str]:
    """In which languages a picture has no words for who does not see it."""
    if not getattr(record, "picture", None) or not hasattr(record, "picture_alt_en"):
        return
    silent = [lang.own_name for lang in LANGUAGES if not own_text(record, "picture_alt", lang)]
    if silent:
        words = gettext("The picture has no alternative text yet in: %(languages)s.")
        yield words % {"languages": join_list(silent)}


def told_titles(record: Any, naming: str) -> Iterator[str]:
    """Which titles are so long that they are cut elsewhere."""
    long = [
        lang.own_name
        for lang in LANGUAGES
        if width_of(own_text(record, naming, lang)) > LONGEST_TITLE
    ]
    if long:
        words = gettext("The title is so long that others cut it, in: %(languages)s.")
        yield words % {"languages": join_list(long)}


def width_of(title: str) -> int:
    """How wide a title is, in Latin letters: those of Chinese, Japanese and Korean take two."""
    return sum(2 if letter > "\u1100" else 1 for letter in title)
