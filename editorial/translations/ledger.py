"""The translation ledger: which texts still say what their source says.

A *review* (TranslationReview) says that a text renders its source: digests of both, who, when and
how. Nothing else is believed: whether a text is missing, stale, converted or current follows by
comparing its latest review with the texts as they are. Every save of a record compares.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
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
from editorial.translations.models import TranslationReview, TranslationStatus

State = TranslationStatus.State
How = TranslationReview.How

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

    def idle_texts(self) -> Collection[str]:
        """The names of texts that no reader sees while the record is as it is: none is awaited."""
        return ()


@dataclass(frozen=True)
class Entry:
    """A text of a record in one language beside its source, and what the ledger holds of it.

    While it ``is_idle`` no reader sees it, and no work on it waits.
    """

    field: Any
    language: Language
    source: str
    text: str
    review: TranslationReview | None
    is_idle: bool = False

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
        found = self.compared
        return State.NOT_DUE if self.is_idle and found in WAITING else found

    @property
    def compared(self) -> State:
        """How the text stands beside its source, whoever reads it."""
        if not self.text:
            return State.MISSING if self.source else State.NOT_DUE
        if not self.source:
            return State.CURRENT
        review = self.valid_review
        if review is None or review.source_digest != self.source_digest:
            return State.STALE
        return State.CONVERTED if review.how == How.CONVERTED else State.CURRENT

    @property
    def valid_review(self) -> TranslationReview | None:
        """The latest review, if it is one of this very text."""
        found = self.review
        return found if found is not None and found.text_digest == self.text_digest else None

    @property
    def is_unreviewed(self) -> bool:
        """Whether the text stands as it was converted, be it current or stale."""
        return (
            self.valid_review is not None
            and self.valid_review.how == How.CONVERTED
            and bool(self.text)
        )


def digest(field: models.Field, text: str) -> str:
    """What tells a text from others: its words. Mark-up and white space make no difference."""
    found = plain(text) if is_rich(field) else " ".join(text.split())
    normal = unicodedata.normalize("NFC", found)
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


def latest_of(records: list[LedgerRecord]) -> dict[tuple[int, str, str], TranslationReview]:
    if not records:
        return {}
    found = TranslationReview.objects.select_related("by").filter(
        kind=kind_of(records[0]), key__in=[obj.pk for obj in records], is_latest=True
    )
    return {(entry.key, entry.field, entry.language): entry for entry in found}


def compared(
    obj: LedgerRecord, latest: dict[tuple[int, str, str], TranslationReview]
) -> Iterator[Entry]:
    origin, idle = source_of(obj), obj.idle_texts()
    for name in translated_names(type(obj)):
        field, source = obj._meta.get_field(name), own_text(obj, name, origin)
        for language in LANGUAGES:
            if language != origin:
                text = own_text(obj, name, language)
                review = latest.get((obj.pk, name, language.code))
                yield Entry(field, language, source, text, review, name in idle)


def enter(obj: LedgerRecord) -> None:
    """Take into the ledger what a save has changed, and compute how the record stands."""
    reviews = reviews_by_text(obj)
    latest = {(obj.pk, *text): found[0] for text, found in reviews.items()}
    old = list(compared(obj, latest))
    told = [(entry, review_for_save(obj, entry, reviews.get(text_of(entry), []))) for entry in old]
    new = {text_of(entry): review for entry, review in told if review}
    superseded = [reviews[text][0].pk for text in new if text in reviews]
    TranslationReview.objects.filter(pk__in=superseded).update(is_latest=False)
    TranslationReview.objects.bulk_create(new.values())
    latest |= {(obj.pk, *text): review for text, review in new.items()}
    now = list(compared(obj, latest))
    mark_converted(obj, now)
    store_statuses([(obj, now)])
    obj.confirmed = obj.left_behind = obj.freshly_converted = frozenset()
    obj.renders = {}


def text_of(entry: "Entry | TranslationReview") -> tuple[str, str]:
    """Which text of a record it is: its field and its language."""
    if isinstance(entry, TranslationReview):
        return entry.field, entry.language
    return entry.field.name, entry.language.code


def reviews_by_text(obj: LedgerRecord) -> dict[tuple[str, str], list[TranslationReview]]:
    """All reviews of each text of ``obj``, the latest first."""
    reviews: dict[tuple[str, str], list[TranslationReview]] = {}
    for review in TranslationReview.objects.filter(kind=kind_of(obj), key=obj.pk).order_by("-pk"):
        reviews.setdefault(text_of(review), []).append(review)
    return reviews


def review_for_save(
    obj: LedgerRecord, entry: Entry, reviews: list[TranslationReview]
) -> TranslationReview | None:
    """The review that a save of ``obj`` gives a text; None where nothing new is said of it.

    A text that comes back, as by an undone change, renders what it rendered then: best the source
    as it is. One that was changed but left behind renders what the text before it rendered.
    """
    if not entry.text:
        return None
    if entry.column in obj.confirmed:
        return review_now(obj, entry, How.CONFIRMED)
    if entry.column in obj.renders:
        return review_against(obj, entry, obj.renders[entry.column])
    if entry.valid_review and entry.compared != State.STALE:
        return None
    before = [review for review in reviews if review.text_digest == entry.text_digest]
    fitting = [review for review in before if review.source_digest == entry.source_digest]
    if entry.valid_review:
        return repeat_review(obj, entry, fitting[0]) if fitting else None
    if entry.column in obj.freshly_converted:
        return review_now(obj, entry, How.CONVERTED)
    if entry.column in obj.left_behind and reviews:
        return repeat_review(obj, entry, reviews[0], How.WRITTEN)
    if before:
        return repeat_review(obj, entry, (fitting or before)[0])
    return review_now(obj, entry, How.WRITTEN)


def repeat_review(
    obj: LedgerRecord, entry: Entry, review: TranslationReview, how: str | None = None
) -> TranslationReview:
    """A review of the text as it is, against the source of an earlier one."""
    again = review_now(obj, entry, How(how or review.how))
    again.source_digest, again.version = review.source_digest, review.version
    return again


def review_against(obj: LedgerRecord, entry: Entry, source: Rendered) -> TranslationReview:
    """A review of the text as it is, against a source that its maker named."""
    is_converted = entry.column in obj.freshly_converted
    review = review_now(obj, entry, How.CONVERTED if is_converted else How.WRITTEN)
    review.source_digest, review.version = source.source_digest, source.version
    return review


def review_now(obj: LedgerRecord, entry: Entry, how: How) -> TranslationReview:
    """One made now: the text renders the source as it is."""
    return TranslationReview(
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


def store_statuses(records: Iterable[tuple[LedgerRecord, list[Entry]]]) -> None:
    """Store how records of one kind stand. Work that waited before waits since then."""
    known = list(records)
    if not known:
        return
    kind, keys = kind_of(known[0][0]), [obj.pk for obj, found in known]
    before = {
        (standing.key, standing.language): standing
        for standing in TranslationStatus.objects.filter(kind=kind, key__in=keys)
    }
    wanted = [standing for obj, found in known for standing in compute_statuses(obj, found)]
    changed = [new for new in wanted if has_changed(new, before.get((new.key, new.language)))]
    TranslationStatus.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["kind", "key", "language"],
        update_fields=[*COUNTED, "since"],
    )


def compute_statuses(obj: LedgerRecord, found: list[Entry]) -> Iterator[TranslationStatus]:
    origin, now = source_of(obj), timezone.now()
    for language in LANGUAGES:
        states = Counter(entry.state for entry in found if entry.language == language)
        worst = max(states, key=SEVERITY.index, default=State.NOT_DUE)
        yield TranslationStatus(
            kind=kind_of(obj),
            key=obj.pk,
            language=language.code,
            worst=State.SOURCE if language == origin else worst,
            since=now if worst in WAITING else None,
            **{state.value: states[state] for state in (State.CURRENT, *WAITING)},
        )


def has_changed(new: TranslationStatus, old: TranslationStatus | None) -> bool:
    """Whether ``new`` differs from what is stored; it waits since when work began to wait."""
    if old is None:
        return True
    if old.worst == new.worst and old.since:
        new.since = old.since
    return any(getattr(old, name) != getattr(new, name) for name in (*COUNTED, "since"))


def source_then(obj: LedgerRecord, entry: Entry) -> str | None:
    """The source that a text was reviewed against; None where no version holds it any more."""
    if entry.review is None:
        return None
    version = versions_of(type(obj)).filter(id=obj.pk, version=entry.review.version).first()
    return version and own_text(version, entry.field.name, source_of(version))


def sources_then(
    model: type[LedgerRecord], found: Iterable[tuple[int, Entry]]
) -> dict[tuple[int, str], str]:
    """The sources that texts were reviewed against, by key and column, as ``source_then``.

    ``found`` are entries of records of one kind with their keys. This causes one query.
    """
    known = [(key, entry, entry.review) for key, entry in found if entry.review]
    versions = {
        (version.id, version.version): version
        for version in versions_of(model).filter(
            id__in={key for key, entry, review in known},
            version__in={review.version for key, entry, review in known},
        )
    }
    then = ((key, entry, versions.get((key, review.version))) for key, entry, review in known)
    return {
        (key, entry.column): own_text(version, entry.field.name, source_of(version))
        for key, entry, version in then
        if version is not None
    }


def statuses_of(obj: LedgerRecord) -> dict[str, TranslationStatus]:
    """How ``obj`` stands, by language code. This causes one query."""
    found = TranslationStatus.objects.filter(kind=kind_of(obj), key=obj.pk)
    return {standing.language: standing for standing in found}
