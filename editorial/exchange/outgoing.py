"""Texts that go out to translators outside the house."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.exchange.catalogues import MOST_TEXTS, OutgoingText
from editorial.languages import Language, source_of
from editorial.languages.addresses import absolute
from editorial.languages.punctuation import add_note, label_text
from editorial.records.scope import office_of
from editorial.texts.differences import is_rich
from editorial.translations.doors import Door, doors
from editorial.translations.ledger import Entry, State, entries_of, kind_of, sources_then
from editorial.translations.models import TranslationStatus
from editorial.translations.translated import Translated

BATCH = 500  # records that are read together
#: States whose texts go out, and the columns that count them beforehand; all have current ones.
SENT_STATES = (State.MISSING, State.STALE, State.CONVERTED, State.CURRENT)


def name_of(obj: Translated, entry: Entry) -> str:
    """What a text is called in files: its kind, the key of its record, its column."""
    return f"{kind_of(obj)}/{obj.pk}/{entry.column}"


@dataclass(frozen=True)
class ExportChoice:
    """What is to go out: texts in one language, of some kinds, of one office (a key) or all."""

    language: Language
    kinds: Collection[str]
    states: Collection[str]
    office: int | None = None


class TooManyTexts(Exception):
    """More texts are wanted than a file holds."""


def texts_to_send(request, wanted: ExportChoice) -> list[OutgoingText]:
    """The texts for a file. Raises TooManyTexts if there are more than it may hold."""
    chosen = (door for door in doors(request) if kind_of(door.model) in wanted.kinds)
    texts = (text for door in chosen for text in texts_of_kind(door, wanted))
    found = list(islice(texts, MOST_TEXTS + 1))
    if len(found) > MOST_TEXTS:
        raise TooManyTexts
    return found


def texts_of_kind(door: Door, wanted: ExportChoice) -> Iterator[OutgoingText]:
    """The chosen texts of one kind of records, a batch of records at a time."""
    records = keys_to_send(door, wanted)
    for start in range(0, len(records), BATCH):
        some = list(door.records().filter(pk__in=records[start : start + BATCH]))
        yield from texts_of_records(door, wanted, some)


def keys_to_send(door: Door, wanted: ExportChoice) -> list[int]:
    """The keys of the records that have a text to send, or may have one."""
    found = door.records()
    if wanted.office is not None:
        if not door.model.office_path:
            return []
        found = found.filter(**{door.model.office_path: wanted.office})
    counted = Q()
    for state in wanted.states:
        counted |= Q(**{f"{state}__gt": 0})
    standing = TranslationStatus.objects.filter(
        counted, kind=kind_of(door.model), language=wanted.language.code
    )
    keys = set(standing.values_list("key", flat=True))
    return [key for key in found.values_list("pk", flat=True) if key in keys]


def texts_of_records(
    door: Door, wanted: ExportChoice, records: list[Any]
) -> Iterator[OutgoingText]:
    """The chosen texts of some records of one kind, with what a translator should know of them."""
    known = entries_of(records)
    chosen = {
        obj.pk: [e for e in known[obj.pk] if is_wanted(e, wanted) and e.column not in closed]
        for obj in records
        for closed in [door.closed(obj)]
    }
    stale = [(key, e) for key, found in chosen.items() for e in found if e.state == State.STALE]
    then = sources_then(door.model, stale)
    public = door.public(records)
    for obj in records:
        page = absolute(obj.get_absolute_url(wanted.language)) if obj.pk in public else ""
        for entry in chosen[obj.pk]:
            yield OutgoingText(
                name=name_of(obj, entry),
                source=entry.source,
                text=entry.text,
                is_fuzzy=entry.state in (State.STALE, State.CONVERTED),
                source_then=then.get((obj.pk, entry.column)),
                notes=notes_for(obj, entry, page),
            )


def is_wanted(entry: Entry, wanted: ExportChoice) -> bool:
    return bool(entry.source) and entry.language == wanted.language and entry.state in wanted.states


def notes_for(obj: Translated, entry: Entry, page: str) -> tuple[str, ...]:
    """What a translator should know of a text, in the words of whoever sends it."""
    office, field = office_of(obj), capfirst(entry.field.verbose_name)
    told = {
        _("Record"): label_text(capfirst(obj._meta.verbose_name), obj),
        _("Field"): add_note(field, "HTML") if is_rich(entry.field) else field,
        _("Office"): str(office) if office else _("all offices"),
        _("Page"): page,
        _("Translated from"): _(source_of(obj).english_name),
        _("State"): str(State(entry.state).label),
    }
    return tuple(label_text(caption, words) for caption, words in told.items() if words)
