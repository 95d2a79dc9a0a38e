"""The glossary: how the words of the field, and names, are written in each language.

It is asked while somebody translates, when a form was saved, and when one Chinese script is
converted into the other. It advises; nothing is refused for what it says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from editorial.languages import BY_CODE, ENGLISH, LANGUAGES, Language, columns, own_text
from editorial.records.wording import Worded, texts_of
from editorial.texts.passages import (
    Finder,
    Found,
    Marked,
    Reading,
    fold,
    is_unspaced,
    phrase_of,
    read,
)
from editorial.translations.models import GlossaryEntry

#: The languages that share Han characters and write some of them in forms of their own.
HAN = tuple(BY_CODE[code] for code in ("zh-hant", "ja", "zh-hans"))


@dataclass(frozen=True)
class GlossaryWord:
    """A term, in the order of the switcher; empty where a language has no wording for it."""

    wordings: tuple[str, ...]
    is_name: bool = False
    note: str = ""

    def wording(self, language: Language) -> str:
        return self.wordings[LANGUAGES.index(language)]


@dataclass(frozen=True)
class Hit:
    """A term in a text, from ``start`` to ``end``, and what is ``wanted`` in the other language.

    ``wanted`` is empty where the glossary has no wording there. Terms that are written alike, such
    as two cities of one name, are hits at the same place.
    """

    start: int
    end: int
    words: str
    wanted: str
    entry: GlossaryWord


@dataclass(frozen=True)
class Stray:
    """A name in a text in the form of another language, and the form ``wanted``."""

    passage: tuple[str, str, str]
    wanted: str


class Glossary:
    """All entries, ready to be looked for."""

    def __init__(self, entries: Iterable[GlossaryWord]) -> None:
        self.entries = tuple(entries)
        self._finders: dict[Language, Finder] = {}

    def hits(self, text: str, source: Language, target: Language) -> list[Hit]:
        """The terms in ``text``, plain or rich, in their order; the longest at each place."""
        reading = read(text, is_rich=True)
        return [self._hit(reading, one, target) for one in self._finder(source).longest(reading)]

    def _hit(self, reading: Reading, one: Found, target: Language) -> Hit:
        start, end = reading.place(one.start, one.end)
        words = reading.passage(one.start, one.end)[1]
        return Hit(start, end, words, one.means.wording(target), one.means)

    def _finder(self, language: Language) -> Finder:
        if language not in self._finders:
            is_english = language == ENGLISH
            self._finders[language] = Finder(
                ((entry.wording(language), entry) for entry in self.entries),
                lambda phrase: phrase_of(phrase, is_plural=is_english),
            )
        return self._finders[language]

    def missed(
        self, source_text: str, translation: str, source: Language, target: Language
    ) -> list[Hit]:
        """The terms of ``source_text`` whose wanted form its ``translation`` lacks, each once."""
        found: dict[str, Hit] = {}
        reading = read(translation, is_rich=True)
        hits = self.hits(source_text, source, target)
        for _, alike in groupby(hits, key=lambda hit: (hit.start, hit.end)):
            wanted = [hit for hit in alike if hit.wanted]
            if wanted and not any(holds(reading, hit.wanted, target) for hit in wanted):
                found.setdefault(wanted[0].wanted, wanted[0])
        return list(found.values())

    def strayed(self, text: str, language: Language) -> list[Stray]:
        """The names in ``text`` that stand in the form of another language of Han characters."""
        if language not in HAN:
            return []
        reading = read(text, is_rich=True)
        found: dict[str, Stray] = {}
        forms = self._forms.longest(reading)
        for _, alike in groupby(forms, key=lambda one: (one.start, one.end)):
            here = list(alike)
            wanted = [entry.wording(language) for entry in (one.means[0] for one in here)]
            is_right = any(
                fold(one.means[1]) == fold(form) for one, form in zip(here, wanted, strict=True)
            )
            if not is_right and any(wanted):
                form = next(filter(None, wanted))
                passage = reading.passage(here[0].start, here[0].end)
                found.setdefault(form, Stray(passage, form))
        return list(found.values())

    @cached_property
    def _forms(self) -> Finder:
        """The names in all forms of Han characters that they have."""
        return Finder(
            (form, (entry, form))
            for entry in self.entries
            if entry.is_name
            for form in {entry.wording(language) for language in HAN}
            if any(map(is_unspaced, form))
        )


def holds(reading: Reading, wording: str, language: Language) -> bool:
    """Whether a translation has the wording, in the plural too, or with other spaces in Korean."""
    phrase = fold(wording)
    sought = phrase_of(phrase, is_loose=True, is_plural=language == ENGLISH)
    text, at = reading.folded, reading.folded.find(phrase[0])
    while at >= 0:
        if sought.end_in(text, at) is not None:
            return True
        at = text.find(phrase[0], at + 1)
    return False


def glossary() -> Glossary:
    """The glossary as it is stored. This causes one query."""
    rows = GlossaryEntry._base_manager.order_by("pk").values_list(
        "kind", "note", *columns("wording")
    )
    return glossary_of(tuple(rows))


@lru_cache(maxsize=4)
def glossary_of(rows: tuple[tuple[Any, ...], ...]) -> Glossary:
    return Glossary(
        GlossaryWord(
            tuple(wording or "" for wording in wordings), kind == GlossaryEntry.Kind.NAME, note
        )
        for kind, note, *wordings in rows
    )


def hits(text: str, source: Language, target: Language, terms: Glossary | None = None) -> list[Hit]:
    """The terms of the glossary in a text, each with its place and what is wanted in ``target``."""
    return (terms or glossary()).hits(text, source, target)


def missed(
    source_text: str,
    translation: str,
    source: Language,
    target: Language,
    terms: Glossary | None = None,
) -> list[Hit]:
    """The terms of ``source_text`` whose wanted form is not in its ``translation``."""
    return (terms or glossary()).missed(source_text, translation, source, target)


def departures(obj: Any, names: Iterable[str], terms: Glossary) -> Iterator[str | Marked]:
    """Where the texts of a record in the columns ``names`` depart from the glossary, in words."""
    wanted = {*names}
    source = BY_CODE[getattr(obj, "source_language", ENGLISH.code)]
    for text in texts_of(obj):
        if text.language and text.column in wanted:
            source_text = own_text(obj, text.name, source)
            yield from departures_in(text, text.language, (source_text, source), terms)


def departures_in(
    text: Worded, language: Language, rendered: tuple[str, Language], terms: Glossary
) -> Iterator[str | Marked]:
    told = set()
    source_text, source = rendered
    for stray in terms.strayed(text.value, language):
        told.add(stray.wanted)
        words = {"where": text.caption, "wanted": stray.wanted, "words": stray.passage[1]}
        sentence = gettext("%(where)s: the glossary writes “%(wanted)s”, not “%(words)s”.") % words
        yield Marked(sentence, stray.passage, text.tag)
    if language == source or not source_text:
        return
    for hit in terms.missed(source_text, text.value, source, language):
        if hit.wanted not in told:
            words = {"where": text.caption, "wanted": hit.wanted, "words": hit.words}
            yield gettext("%(where)s: the glossary has “%(wanted)s” for “%(words)s”.") % words
