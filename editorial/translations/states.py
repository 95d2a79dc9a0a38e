"""States: how texts stand to their sources, in words and marks, and what became of the source."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import BY_CODE, LANGUAGES, Language, source_of
from editorial.languages.punctuation import join_list, label_text
from editorial.texts.differences import Piece, in_words, pieces, shortened
from editorial.translations.ledger import (
    SEVERITY,
    WAITING,
    Entry,
    State,
    kind_of,
    sources_then,
    statuses_of,
)
from editorial.translations.models import TranslationStatus
from editorial.translations.translated import Translated

#: A sign for each state, told apart without colour. Words stand beside it.
MARKS = {
    State.SOURCE: "●",
    State.NOT_DUE: "–",
    State.CURRENT: "✓",
    State.CONVERTED: "⇄",
    State.STALE: "≠",
    State.MISSING: "○",
}
COUNTED_WORDS = {
    State.CONVERTED: _("%(number)s converted, unreviewed"),
    State.STALE: _("%(number)s stale"),
    State.MISSING: _("%(number)s missing"),
}


@dataclass(frozen=True)
class Told:
    """A state of texts, and of how many: 0 where that is of no interest."""

    state: State
    number: int = 0

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    def __str__(self) -> str:
        if self.state in COUNTED_WORDS:
            return str(COUNTED_WORDS[self.state]) % {"number": self.number}
        return str(self.state.label)


def told(worst: State, numbers: Mapping[State, int]) -> list[Told]:
    """How a language stands: all that waits in it, the worst first, or the state it is in."""
    waiting = [Told(state, numbers[state]) for state in reversed(WAITING) if numbers[state]]
    return waiting or [Told(worst)]


def told_of_entries(found: Iterable[Entry], origin: Language) -> dict[str, list[Told]]:
    """How a record with the texts ``found`` stands, by language code; ``origin`` is its source."""
    states: dict[str, Counter[State]] = {language.code: Counter() for language in LANGUAGES}
    for entry in found:
        states[entry.language.code][entry.state] += 1
    worst = {
        code: max(numbers, key=SEVERITY.index, default=State.NOT_DUE)
        for code, numbers in states.items()
    }
    return {code: told(worst[code], states[code]) for code in states} | {
        origin.code: [Told(State.SOURCE)]
    }


def told_of(standing: TranslationStatus) -> list[Told]:
    """How a record stands in a language, as it is stored."""
    numbers = {state: getattr(standing, state.value) for state in WAITING}
    return told(State(standing.worst), numbers)


@dataclass(frozen=True)
class SourceChange:
    """What became of a text's source since somebody last vouched for the text.

    ``was`` is the source then, None where no version holds it any more; ``origin`` its language.
    """

    entry: Entry
    origin: Language
    was: str | None

    @property
    def is_confirmed(self) -> bool:
        """Whether anybody ever vouched for this text."""
        return self.entry.review is not None

    @property
    def who(self) -> str:
        word = self.entry.review
        return str(word.by) if word and word.by else gettext("the portal itself")

    @property
    def when(self) -> datetime | None:
        word = self.entry.review
        return word.at if word else None

    @property
    def is_known(self) -> bool:
        return self.was is not None

    @cached_property
    def pieces(self) -> list[Piece]:
        """The source then turned into the source now, word by word."""
        now = in_words(self.entry.field, self.entry.source)
        if self.was is None:
            return []
        return shortened(pieces(in_words(self.entry.field, self.was), now))


def source_changes(
    records: Iterable[tuple[Translated, Iterable[Entry]]],
) -> dict[tuple[int, str], SourceChange]:
    """What changed under the stale texts of records of one kind, by key and column.

    This causes one query, none where nothing is stale.
    """
    stale = [
        (obj, entry) for obj, found in records for entry in found if entry.state == State.STALE
    ]
    if not stale:
        return {}
    then = sources_then(type(stale[0][0]), [(obj.pk, entry) for obj, entry in stale])
    return {
        (obj.pk, entry.column): SourceChange(
            entry, source_of(obj), then.get((obj.pk, entry.column))
        )
        for obj, entry in stale
    }


class StatusChangeList(ChangeList):
    """A list whose records know how they stand in each language."""

    def get_results(self, request) -> None:
        """As Django has it, and one query more for the whole page."""
        super().get_results(request)
        records: list[Any] = list(self.result_list)
        found = TranslationStatus.objects.filter(
            kind=kind_of(self.model), key__in=[obj.pk for obj in records]
        )
        by_key: dict[int, dict[str, TranslationStatus]] = {}
        for standing in found:
            by_key.setdefault(standing.key, {})[standing.language] = standing
        for obj in records:
            obj.standings = by_key.get(obj.pk, {})
        self.result_list = records


def languages_in_marks(obj: Any) -> SafeString:
    """Each language with its marks; a pointer, or a screen reader, finds the words."""
    standings = obj.standings if hasattr(obj, "standings") else statuses_of(obj)
    known = [(BY_CODE[code], standings[code]) for code in BY_CODE if code in standings]
    return format_html_join(
        " ", "{}", ((in_marks(language, told_of(standing)),) for language, standing in known)
    )


def in_marks(language: Language, found: list[Told]) -> SafeString:
    words = label_text(gettext(language.english_name), join_list(found))
    return format_html(
        '<span class="standing standing-{}" title="{}"><span aria-hidden="true">{}&nbsp;{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        found[0].state.value,
        words,
        language.label,
        "".join(one.mark for one in found),
        words,
    )
