"""Texts converted from the other Chinese script, until somebody has reviewed them.

Where an office shows converted texts, they stand in the columns, public and labelled. Where it does
not, they wait in a table that no public page asks. What somebody wrote or confirmed is never
overwritten.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

from editorial.history.writing import lock, lock_records, touch_owners, write
from editorial.languages import BY_CODE, Language, column, own_text
from editorial.records.doubts import answer, doubts_about, reason_in
from editorial.records.history import acting_user
from editorial.records.scope import office_of
from editorial.translations.conversion import converted, converted_fields
from editorial.translations.glossary import Glossary, glossary
from editorial.translations.ledger import Entry, LedgerRecord, Rendered, digest, entries_of, kind_of
from editorial.translations.models import ConvertedText

#: The two Chinese scripts, each with the one that it is converted from.
ORIGINS = {BY_CODE["zh-hant"]: BY_CODE["zh-hans"], BY_CODE["zh-hans"]: BY_CODE["zh-hant"]}

#: Why a version was made of texts that were converted.
CONVERTED = gettext_noop("Converted from the other Chinese script")

#: Which columns of a record the user may not write.
Closed = Callable[[Any], set[str]]


@dataclass(frozen=True)
class Conversion:
    """A text that waits to be converted, and what would become of it."""

    obj: Any
    entry: Entry
    origin_text: str
    text: str
    is_public: bool
    renders: Rendered | None = None

    @property
    def origin(self) -> Language:
        return ORIGINS[self.entry.language]

    @property
    def caption(self) -> str:
        return str(capfirst(self.entry.field.verbose_name))


def nothing_closed(obj: Any) -> set[str]:
    """No columns: a command may write all."""
    return set()


def is_shown(obj: LedgerRecord) -> bool:
    """Whether texts that nobody has reviewed are public; never where no office has decided so."""
    office = office_of(obj)
    return office is not None and office.shows_converted


def conversions(
    records: Iterable[Any],
    target: Language,
    terms: Glossary | None = None,
    closed: Closed = nothing_closed,
) -> list[Conversion]:
    """What would be converted into ``target`` for records of one kind. Nothing is stored."""
    known = list(records)
    if not known:
        return []
    terms, entries, waiting_texts = (
        terms or glossary(),
        entries_of(known),
        converted_texts_by_record(known),
    )
    names = converted_fields(type(known[0]))
    return [
        found
        for obj in known
        for entry in entries[obj.pk]
        if entry.language == target and entry.field.name in names
        if entry.column not in closed(obj)
        for found in conversion(obj, entry, entries[obj.pk], waiting_texts[obj.pk], terms)
    ]


def conversion(
    obj: Any,
    entry: Entry,
    others: list[Entry],
    waiting_texts: dict[str, ConvertedText],
    terms: Glossary,
) -> Iterator[Conversion]:
    """The conversion of one text, if there is one to make: none where the text was reviewed."""
    origin = ORIGINS[entry.language]
    text = own_text(obj, entry.field.name, origin)
    own = next((e for e in others if (e.field, e.language) == (entry.field, origin)), None)
    is_echo = own is not None and own.is_unreviewed
    is_reviewed = bool(entry.text) and not entry.is_unreviewed
    if not text.strip() or is_echo or is_reviewed:
        return
    is_public = is_shown(obj)
    if entry.text and not is_public:
        return  # it was public, and waits again first
    fresh, waiting = (
        converted(text, origin, entry.language, terms),
        waiting_texts.get(entry.column),
    )
    there = (
        entry.text if is_public else waiting.text if waiting and not is_stale(waiting, obj) else ""
    )
    if fresh and fresh != there:
        yield Conversion(obj, entry, text, fresh, is_public, rendered(entry, own))


def rendered(entry: Entry, origin: Entry | None) -> Rendered | None:
    """The source that a conversion renders: that of its origin, where it is not as it is now."""
    word = origin.valid_review if origin else None
    if word is None or word.source_digest == entry.source_digest:
        return None
    return Rendered(word.source_digest, word.version)


@transaction.atomic
def fill(
    records: QuerySet,
    target: Language,
    terms: Glossary | None = None,
    *,
    closed: Closed,
    reason: str = "",
) -> list[Conversion]:
    """Convert what there is to convert into ``target``, and return it. Nobody saves meanwhile.

    What is in doubt waits for review, unless ``reason`` says why it may be shown. Raises
    ValidationError, and stores nothing, where a record refuses a text.
    """
    locked = lock_records(records)
    wanted, done = conversions(locked, target, terms, closed), []
    for obj in locked:
        own = [found for found in wanted if found.obj is obj]
        held = publish(obj, [found for found in own if found.is_public], reason)
        done += [replace(one, is_public=False) if one in held else one for one in own]
    for found in done:
        if not found.is_public:
            set_aside(found)
    touch_owners((found.obj for found in done if found.is_public), gettext(CONVERTED))
    return done


def publish(obj: Any, found: list[Conversion], reason: str = "") -> list[Conversion]:
    """Put converted texts into their columns, where they say that nobody has reviewed them.

    Returns those that are in doubt and stay unseen, since no ``reason`` is given for them.
    """
    doubts = doubts_about(obj, {one.entry.column: one.text for one in found})
    answer(obj, reason, [doubt.digest for doubt in doubts])
    columns = set() if reason_in(reason) else {doubt.column for doubt in doubts}
    held = [one for one in found if one.entry.column in columns]
    show(obj, [one for one in found if one not in held])
    return held


def show(obj: Any, found: list[Conversion]) -> None:
    """Store converted texts in the columns of their record."""
    if not found:
        return
    texts = {one.entry.column: one.text for one in found}
    obj.freshly_converted = frozenset(texts)
    obj.renders = {one.entry.column: one.renders for one in found if one.renders}
    write(obj, texts, gettext(CONVERTED))
    forget(obj, [one.entry for one in found])


def set_aside(found: Conversion) -> None:
    """Keep a converted text until somebody has reviewed it."""
    keep(
        found.obj,
        found.entry,
        text=found.text,
        origin=found.origin.code,
        origin_digest=digest(found.entry.field, found.origin_text),
    )


def keep(obj: LedgerRecord, entry: Entry, **what: str) -> None:
    """Store a converted text in place of an older one of the same text."""
    made = {"by": acting_user(), "at": timezone.now()}
    ConvertedText.objects.update_or_create(**place_of(obj, entry), defaults=what | made)


def place_of(obj: LedgerRecord, entry: Entry) -> dict[str, Any]:
    return {
        "kind": kind_of(obj),
        "key": obj.pk,
        "field": entry.field.name,
        "language": entry.language.code,
    }


def forget(obj: LedgerRecord, found: Iterable[Entry]) -> None:
    """Delete the converted texts that stand in their columns now."""
    for entry in found:
        ConvertedText.objects.filter(**place_of(obj, entry)).delete()


def converted_texts_of(obj: LedgerRecord) -> dict[str, ConvertedText]:
    """The converted texts that wait for ``obj``, by column. This causes one query."""
    return converted_texts_by_record([obj])[obj.pk]


def converted_texts_by_record(records: Iterable[Any]) -> dict[int, dict[str, ConvertedText]]:
    """The converted texts that wait for records of one kind, by key and column: one query.

    One whose column somebody has filled waits no more.
    """
    known = {obj.pk: obj for obj in records}
    found: dict[int, dict[str, ConvertedText]] = {key: {} for key in known}
    kinds = {kind_of(obj) for obj in known.values()}
    for waiting in ConvertedText.objects.filter(kind__in=kinds, key__in=known).order_by("pk"):
        name = column_of(waiting)
        if not getattr(known[waiting.key], name, None):
            found[waiting.key][name] = waiting
    return found


def column_of(waiting: ConvertedText) -> str:
    return column(waiting.field, BY_CODE[waiting.language])


def is_stale(waiting: ConvertedText, obj: LedgerRecord) -> bool:
    """Whether the text that it was converted from is another now."""
    origin = own_text(obj, waiting.field, BY_CODE[waiting.origin])
    field: Any = obj._meta.get_field(waiting.field)
    return digest(field, origin) != waiting.origin_digest


def is_fresh(obj: Any, name: str, target: Language, terms: Glossary) -> bool:
    """Whether ``name`` in ``target`` is what its origin is converted into."""
    origin = ORIGINS[target]
    text = own_text(obj, name, origin)
    return converted(text, origin, target, terms) == own_text(obj, name, target)


class Overtaken(Exception):
    """A converted text is not there any more, or its text was written meanwhile."""


@transaction.atomic
def accept(waiting: ConvertedText, text: str | None = None, reason: str = "") -> LedgerRecord:
    """Make a converted text that of its record, as it is or as its reviewer changed it to ``text``.

    ``reason`` says why what is in doubt in it may stand. Raises Overtaken where there is
    nothing to accept, ValidationError where the record refuses it.
    """
    obj = record_of(waiting, is_locking=True)
    stored = (
        ConvertedText.objects.select_for_update().filter(pk=waiting.pk, text=waiting.text).first()
    )
    if stored is None or obj is None or getattr(obj, column_of(stored)):
        raise Overtaken
    wanted, field = stored.text if text is None else text, obj._meta.get_field(stored.field)
    if not wanted.strip():
        raise ValidationError(
            gettext("The text is empty. Discard the converted text if it is of no use.")
        )
    if digest(field, wanted) == digest(field, stored.text):
        obj.confirmed = frozenset({column_of(stored)})
    texts = {column_of(stored): wanted}
    if reason_in(reason):
        answer(obj, reason, [doubt.digest for doubt in doubts_about(obj, texts)])
    occasion = gettext("From a converted text")
    write(obj, texts, occasion)
    touch_owners([obj], occasion)
    stored.delete()
    return obj


def drop(waiting: ConvertedText) -> None:
    """Delete a converted text that is of no use."""
    ConvertedText.objects.filter(pk=waiting.pk).delete()


def record_of(waiting: ConvertedText, *, is_locking: bool = False) -> Any:
    """The record that a converted text is for; None if the record or its kind is gone."""
    try:
        model: Any = apps.get_model(waiting.kind)
    except LookupError:
        return None
    if is_locking:
        lock(model, [waiting.key])
    return model._base_manager.filter(pk=waiting.key).first()
