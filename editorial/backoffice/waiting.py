"""How many translations wait, and which have waited longest: totals, and the start page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.backoffice.board_rows import Cell, Names, cell_of
from editorial.languages import (
    LANGUAGES,
    Language,
    Text,
)
from editorial.languages.punctuation import add_note, join_list, label_text
from editorial.records.scope import visible
from editorial.screens.start_page import Block, Entry, Figure, Figures, Section
from editorial.translations.ledger import State, kind_of
from editorial.translations.models import TranslationStatus
from editorial.translations.translated import translated_models
from editorial.translations.writable import WritableTexts

#: How much of the work that waits the start page names.
FIRST = 10
#: The states of texts that are counted, from what is furthest from its source.
COUNTED = (State.MISSING, State.STALE, State.CONVERTED, State.CURRENT)
#: The oldest first, and last what does not wait.
BY_AGE = (F("since").asc(nulls_last=True), "kind", "key")

#: The headings of the start page under which translations stand.
TO_TRANSLATE, IN_LANGUAGES = Section(25, _("To translate")), Section(20, _("Translations"))

ANY_WORK = "waiting"


def statuses_in(parts: Iterable[QuerySet]) -> QuerySet[TranslationStatus]:
    """How the records in ``parts`` (of one model each) stand."""
    wanted = Q(pk__in=())
    for records in parts:
        wanted |= Q(kind=kind_of(records.model), key__in=records.values("pk"))
    return TranslationStatus.objects.filter(wanted)


def board_address(**filters: str) -> str:
    return f"{reverse('admin:translations')}?{urlencode(filters)}"


@dataclass(frozen=True)
class Total:
    """How many texts are in each state in one language."""

    language: Language
    counts: dict[State, int]

    @property
    def figures(self) -> list[Figure]:
        """Each number, and where the records are that have such texts."""
        code = self.language.code
        return [
            Figure(state.label, count, board_address(language=code, state=state.value))
            for state, count in self.counts.items()
        ]


def totals(standings: QuerySet[TranslationStatus]) -> list[Total]:
    """The totals of ``standings`` by language. This causes one query."""
    sums = {state.value: Sum(state.value) for state in COUNTED}
    counted: Any = standings.order_by().values("language").annotate(**sums)
    found = {row["language"]: row for row in counted}
    nothing = dict.fromkeys(sums, 0)
    return [
        Total(
            language, {state: found.get(language.code, nothing)[state.value] for state in COUNTED}
        )
        for language in LANGUAGES
    ]


def translation_figures(request: StaffRequest) -> Iterator[Figures]:
    """How the texts of all that the user sees stand, language by language, for the start page."""
    seen = statuses_in(visible(model, request.user).order_by() for model in translated_models())
    for total in totals(seen):
        yield Figures(IN_LANGUAGES, total.language.own_name, total.figures)


def waiting_translations(request: StaffRequest) -> Iterator[Block]:
    """What has waited longest in the user's languages, on records of theirs, for the start page."""
    own = TranslationStatus.objects.filter(
        WritableTexts(request).find_statuses(), since__isnull=False
    )
    oldest = list(own.order_by(*BY_AGE)[:FIRST])
    names = Names(oldest)
    entries = [
        entry_of(cell_of(standing), *names.of(standing.kind, standing.key))
        for standing in oldest
        if names.knows(standing.kind, standing.key)
    ]
    more = board_address(state=ANY_WORK)
    yield Block(TO_TRANSLATE, gettext("Translations"), entries, own.count(), more)


def entry_of(cell: Cell, kind: str, known_as: Text, belongs_to: Text | None) -> Entry:
    """A record in one language, with its kind and what waits."""
    called = f"{known_as} – {belongs_to}" if belongs_to else str(known_as)
    note = add_note(label_text(cell.language.own_name, join_list(cell.states)), kind)
    return Entry(cell.where, called, known_as.tag, note)
