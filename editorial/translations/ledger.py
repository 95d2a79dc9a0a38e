"""The translation ledger: which texts still say what their source says.

A *confirmation* is somebody's word that a text renders its source: digests of both, who, when and
how. Nothing else is believed: whether a text is missing, stale, converted or current follows by
comparing its latest confirmation with the texts as they are. Every save of a record compares.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db import models
from django.utils import timezone

from editorial.languages import (
    LANGUAGES,
    Language,
    column,
    own_text,
    source_of,
    translated_names,
)
from editorial.records.history import Versioned, acting_user, versions_of
from editorial.records.scope import Owned
from editorial.texts.differences import is_rich
from editorial.texts.searching import plain
from editorial.translations.models import Confirmation, Standing

State = Standing.State
How = Confirmation.How

#: From what needs no work to what needs it most; the worst text gives a record its state.
SEVERITY = (State.NOT_DUE, State.CURRENT, State.CONVERTED, State.STALE, State.MISSING)
#: States in which work waits for somebody.
WAITING = (State.CONVERTED, State.STALE, State.MISSING)
#: What is stored of how a record stands.
COUNTED = ("worst", "current", "converted", "stale", "missing")


@dataclass(frozen=True)
class Rendered:
    """A source that a text was made from: its digest, and the record's version that held it."""

    source_digest: str
    version: int


class LedgerRecord(Versioned, Owned):
    """A record as the ledger knows it.

    Before a save its maker may say more of some columns than their texts tell: ``confirmed`` still
    say what the source says, ``left_behind`` were changed with the source but render what it said
    before, ``freshly_converted`` come from the other Chinese script. ``renders`` names the source
    that a column was made from, where that is not the source as it is.
    """

    #: The columns that hold a converted text which nobody has reviewed.
    converted = models.JSONField(default=list, editable=False)

    confirmed: frozenset[str] = frozenset()
    left_behind: frozenset[str] = frozenset()
    freshly_converted: frozenset[str] = frozenset()
    renders: Mapping[str, Rendered] = {}

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Entry:
    """A text of a record in one language beside its source, and what the ledger holds of it."""

    field: Any
    language: Language
    source: str
    text: str
    confirmation: Confirmation | None

    @property
    def column(self) -> str:
        return column(self.field.name, self.language)

    @property
    def source_digest(self) -> str:
        return digest(self.field, self.source)

    @property
    def text_digest(self) -> str:
        return digest(self.field, self.text)

    @property
    def state(self) -> State:
        if not self.text:
            return State.MISSING if self.source else State.NOT_DUE
        if not self.source:
            return State.CURRENT
        word = self.word
        if word is None or word.source_digest != self.source_digest:
            return State.STALE
        return State.CONVERTED if word.how == How.CONVERTED else State.CURRENT

    @property
    def word(self) -> Confirmation | None:
        """The latest confirmation, if it is one of this very text."""
        found = self.confirmation
        return found if found is not None and found.text_digest == self.text_digest else None

    @property
    def is_unreviewed(self) -> bool:
        """Whether the text stands as it was converted, be it current or stale."""
        return self.word is not None and self.word.how == How.CONVERTED and bool(self.text)


def digest(field: models.Field, text: str) -> str:
    """What tells a text from others: its words. Mark-up and white space make no difference."""
    words = plain(text) if is_rich(field) else " ".join(text.split())
    normal = unicodedata.normalize("NFC", words)
    return blake2b(normal.encode(), digest_size=16).hexdigest()


def kind_of(model: Any) -> str:
    """Under what name the ledger knows a model, or a record of it."""
    return model._meta.label_lower


def entries(obj: LedgerRecord) -> list[Entry]:
    """All translations of ``obj``, field by field. This causes one query."""
    return entries_of([obj])[obj.pk]


def entries_of(records: Iterable[LedgerRecord]) -> dict[int, list[Entry]]:
    """All translations of records of one kind, by their keys. This causes one query."""
    known = list(records)
    latest = latest_of(known)
    return {obj.pk: list(compared(obj, latest)) for obj in known}


def latest_of(records: list[LedgerRecord]) -> dict[tuple[int, str, str], Confirmation]:
    if not records:
        return {}
    found = Confirmation.objects.select_related("by").filter(
        kind=kind_of(records[0]), key__in=[obj.pk for obj in records], is_latest=True
    )
    return {(entry.key, entry.field, entry.language): entry for entry in found}


def compared(
    obj: LedgerRecord, latest: dict[tuple[int, str, str], Confirmation]
) -> Iterator[Entry]:
    origin = source_of(obj)
    for name in translated_names(type(obj)):
        field, source = obj._meta.get_field(name), own_text(obj, name, origin)
        for language in LANGUAGES:
            if language != origin:
                text = own_text(obj, name, language)
                confirmation = latest.get((obj.pk, name, language.code))
                yield Entry(field, language, source, text, confirmation)


def enter(obj: LedgerRecord) -> None:
    """Take into the ledger what a save has changed, and compute how the record stands."""
    said = words_on(obj)
    latest = {(obj.pk, *text): words[0] for text, words in said.items()}
    old = list(compared(obj, latest))
    told = [(entry, new_word(obj, entry, said.get(text_of(entry), []))) for entry in old]
    new = {text_of(entry): word for entry, word in told if word}
    superseded = [said[text][0].pk for text in new if text in said]
    Confirmation.objects.filter(pk__in=superseded).update(is_latest=False)
    Confirmation.objects.bulk_create(new.values())
    latest |= {(obj.pk, *text): word for text, word in new.items()}
    now = list(compared(obj, latest))
    mark_converted(obj, now)
    settle([(obj, now)])
    obj.confirmed = obj.left_behind = obj.freshly_converted = frozenset()
    obj.renders = {}


def text_of(entry: "Entry | Confirmation") -> tuple[str, str]:
    """Which text of a record it is: its field and its language."""
    if isinstance(entry, Confirmation):
        return entry.field, entry.language
    return entry.field.name, entry.language.code


def words_on(obj: LedgerRecord) -> dict[tuple[str, str], list[Confirmation]]:
    """All that was ever said of each text of ``obj``, the latest first."""
    said: dict[tuple[str, str], list[Confirmation]] = {}
    for word in Confirmation.objects.filter(kind=kind_of(obj), key=obj.pk).order_by("-pk"):
        said.setdefault(text_of(word), []).append(word)
    return said


def new_word(obj: LedgerRecord, entry: Entry, said: list[Confirmation]) -> Confirmation | None:
    """The confirmation that a save of ``obj`` gives a text; None where nothing new is said of it.

    A text that comes back, as by an undone change, renders what it rendered then: best the source
    as it is. One that was changed but left behind renders what the text before it rendered.
    """
    if not entry.text:
        return None
    if entry.column in obj.confirmed:
        return confirmation(obj, entry, How.CONFIRMED)
    if entry.column in obj.renders:
        return rendering(obj, entry, obj.renders[entry.column])
    if entry.word and entry.state != State.STALE:
        return None
    before = [word for word in said if word.text_digest == entry.text_digest]
    fitting = [word for word in before if word.source_digest == entry.source_digest]
    if entry.word:
        return repeated(obj, entry, fitting[0]) if fitting else None
    if entry.column in obj.freshly_converted:
        return confirmation(obj, entry, How.CONVERTED)
    if entry.column in obj.left_behind and said:
        return repeated(obj, entry, said[0], How.WRITTEN)
    if before:
        return repeated(obj, entry, (fitting or before)[0])
    return confirmation(obj, entry, How.WRITTEN)


def repeated(
    obj: LedgerRecord, entry: Entry, word: Confirmation, how: str | None = None
) -> Confirmation:
    """A confirmation of the text as it is, against the source of an earlier one."""
    again = confirmation(obj, entry, How(how or word.how))
    again.source_digest, again.version = word.source_digest, word.version
    return again


def rendering(obj: LedgerRecord, entry: Entry, source: Rendered) -> Confirmation:
    """A confirmation of the text as it is, against a source that its maker named."""
    is_converted = entry.column in obj.freshly_converted
    word = confirmation(obj, entry, How.CONVERTED if is_converted else How.WRITTEN)
    word.source_digest, word.version = source.source_digest, source.version
    return word


def confirmation(obj: LedgerRecord, entry: Entry, how: How) -> Confirmation:
    """One given now: the text renders the source as it is."""
    return Confirmation(
        kind=kind_of(obj),
        key=obj.pk,
        field=entry.field.name,
        language=entry.language.code,
        source_digest=entry.source_digest,
        text_digest=entry.text_digest,
        version=obj.version,
        how=how,
        by=acting_user(),
    )


def mark_converted(obj: LedgerRecord, found: Iterable[Entry]) -> None:
    """Note on the record itself which of its texts readers must be told about."""
    columns = sorted(entry.column for entry in found if entry.is_unreviewed)
    if columns != obj.converted:
        obj.converted = columns
        type(obj)._base_manager.filter(pk=obj.pk).update(converted=columns)


def settle(records: Iterable[tuple[LedgerRecord, list[Entry]]]) -> None:
    """Store how records of one kind stand. Work that waited before waits since then."""
    known = list(records)
    if not known:
        return
    kind, keys = kind_of(known[0][0]), [obj.pk for obj, found in known]
    before = {
        (standing.key, standing.language): standing
        for standing in Standing.objects.filter(kind=kind, key__in=keys)
    }
    wanted = [standing for obj, found in known for standing in standings(obj, found)]
    changed = [new for new in wanted if moved(new, before.get((new.key, new.language)))]
    Standing.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["kind", "key", "language"],
        update_fields=[*COUNTED, "since"],
    )


def standings(obj: LedgerRecord, found: list[Entry]) -> Iterator[Standing]:
    origin, now = source_of(obj), timezone.now()
    for language in LANGUAGES:
        states = Counter(entry.state for entry in found if entry.language == language)
        worst = max(states, key=SEVERITY.index, default=State.NOT_DUE)
        yield Standing(
            kind=kind_of(obj),
            key=obj.pk,
            language=language.code,
            worst=State.SOURCE if language == origin else worst,
            since=now if worst in WAITING else None,
            **{state.value: states[state] for state in (State.CURRENT, *WAITING)},
        )


def moved(new: Standing, old: Standing | None) -> bool:
    """Whether ``new`` differs from what is stored; it waits since when work began to wait."""
    if old is None:
        return True
    if old.worst == new.worst and old.since:
        new.since = old.since
    return any(getattr(old, name) != getattr(new, name) for name in (*COUNTED, "since"))


def source_then(obj: LedgerRecord, entry: Entry) -> str | None:
    """The source that a text was confirmed against; None where no version holds it any more."""
    if entry.confirmation is None:
        return None
    version = versions_of(type(obj)).filter(id=obj.pk, version=entry.confirmation.version).first()
    return version and own_text(version, entry.field.name, source_of(version))


def sources_then(
    model: type[LedgerRecord], found: Iterable[tuple[int, Entry]]
) -> dict[tuple[int, str], str]:
    """The sources that texts were confirmed against, by key and column, as ``source_then``.

    ``found`` are entries of records of one kind with their keys. This causes one query.
    """
    known = [(key, entry, entry.confirmation) for key, entry in found if entry.confirmation]
    versions = {
        (version.id, version.version): version
        for version in versions_of(model).filter(
            id__in={key for key, entry, word in known},
            version__in={word.version for key, entry, word in known},
        )
    }
    then = ((key, entry, versions.get((key, word.version))) for key, entry, word in known)
    return {
        (key, entry.column): own_text(version, entry.field.name, source_of(version))
        for key, entry, version in then
        if version is not None
    }


def standing_of(obj: LedgerRecord) -> dict[str, Standing]:
    """How ``obj`` stands, by language code. This causes one query."""
    found = Standing.objects.filter(kind=kind_of(obj), key=obj.pk)
    return {standing.language: standing for standing in found}
