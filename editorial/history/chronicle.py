"""The chronicle: versions as changes, each compared with the one before, within a user's scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.admin import site
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext
from modeltranslation.manager import MultilingualQuerySet

from editorial.history.batches import Grouped
from editorial.history.occasions import STEP, occasion_in
from editorial.history.page_sizes import PARAGRAPHS
from editorial.history.record_names import RecordNames, name_field
from editorial.history.screen import page_address
from editorial.languages.punctuation import join_list
from editorial.records.history import Records, Version, author_of, versions_of
from editorial.records.keys import parse_key
from editorial.records.local_times import is_told_elsewhere, told
from editorial.records.models import DoubtAnswer, TakenStep
from editorial.records.names import name_in
from editorial.records.scope import is_row, row_link
from editorial.texts.choices import has_choices
from editorial.texts.differences import (
    GONE,
    NEW,
    SAME,
    Piece,
    caption,
    in_words,
    is_rich,
    language_of,
    pieces,
    shortened,
)


def versions_seen(model, user) -> QuerySet:
    """The versions of the records that the user sees, and of deleted ones that they would see.

    A version has the columns of its record, so that it answers to the same condition.
    """
    lives = Q(id__in=model._default_manager.all().visible_to(user).order_by().values("pk"))
    itself = as_records(model).filter(history_id=OuterRef("history_id"))
    would_see = Q(Exists(itself.visible_to(user)))
    return versions_of(model).filter(lives | Q(is_gone(model)) & would_see)


def as_records(model) -> Any:
    """The versions of ``model`` as a QuerySet of its own kind, which knows its scope.

    Not the kind that rewrites names of translated fields: versions have none but the columns.
    """
    kinds = type(model._default_manager.all()).__mro__
    own: Any = next(kind for kind in kinds if not issubclass(kind, MultilingualQuerySet))
    return own(versions_of(model).model)


def is_gone(model) -> Any:
    """The condition that the record of a version is there no more."""
    return ~Exists(model._base_manager.filter(pk=OuterRef("id")))


def deletions_seen(model, user) -> QuerySet:
    """The last version of each deleted record that the user would see."""
    later = versions_of(model).filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    deletions = versions_seen(model, user).filter(history_type="-")
    return deletions.filter(is_gone(model), ~Exists(later.order_by()))


def compared(versions: QuerySet) -> QuerySet:
    """The versions, each with the key of the one ``before``, unless it is the first."""
    kept = versions_of(versions.model.instance_type).filter(id=OuterRef("id"))
    earlier = kept.filter(history_id__lt=OuterRef("history_id")).exclude(history_type="-")
    return versions.annotate(before=Subquery(earlier.values("history_id")[:1]))


@dataclass(frozen=True)
class Difference:
    """What became of one field, in the language that it is in."""

    caption: str
    tag: str
    pieces: list[Piece]
    is_formatting: bool = False


@dataclass(frozen=True)
class Change:
    """One save of one record: who, when, what."""

    version: Version
    subject: str
    done: str
    differences: list[Difference]
    lives: bool
    #: Why what was in doubt may stand, as far as it was said with this save.
    answers: Sequence[DoubtAnswer] = ()
    #: What was said with a step towards readers.
    sentence: str = ""

    @property
    def model(self) -> type[models.Model]:
        return self.version.instance_type

    @property
    def tag(self) -> str:
        """The language of the subject; empty where it is no text in five."""
        name = name_field(self.version)
        return name_in(self.version, name).tag if name else ""

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def who(self) -> str:
        return author_of(self.version)

    @property
    def occasion(self) -> str:
        """By what means it was saved, if not by a form of its own."""
        return occasion_in(self.version.history_change_reason or "")

    @property
    def reason(self) -> str:
        """Why, where a form asked for it."""
        return "" if self.occasion else self.version.history_change_reason or ""

    @property
    def where(self) -> str:
        """Where the version is shown; of a record that is gone, where it can be brought back."""
        model, key, is_gone = self.model, self.version.id, self.is_deletion and not self.lives
        if is_row(model) and not (is_gone and site.is_registered(model)):
            link = row_link(model)
            model, key = link.related_model, getattr(self.version, link.attname)
        elif not self.lives:
            return page_address(model, "undelete", self.version.pk) if self.is_deletion else ""
        return page_address(model, "version", key, self.model._meta.model_name, self.version.pk)

    @property
    def is_deletion(self) -> bool:
        return self.version.history_type == "-"


@dataclass(frozen=True)
class Place:
    """A place in the stream of versions, which is ordered by moment, key and kind."""

    moment: datetime
    key: int
    kind: str

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that an address names; None where it names none."""
        moment, _, rest = text.partition(",")
        digits, _, kind = rest.partition(",")
        if (key := parse_key(digits)) is None:
            return None
        try:
            at = parse_datetime(moment)
            return cls(at.astimezone(UTC), key, kind) if at and is_aware(at) else None
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{self.moment.isoformat()},{self.key},{self.kind}"

    def older(self, kind: str) -> Q:
        """The condition for the versions of ``kind`` that come after this place."""
        key = {"history_id__lte" if kind > self.kind else "history_id__lt": self.key}
        same = Q(history_date=self.moment, **key)
        return Q(history_date__lte=self.moment) & (Q(history_date__lt=self.moment) | same)


@dataclass(frozen=True)
class ChangePage(Grouped):
    """Some of the stream: its ``changes``, and where the ``older`` ones begin, if there are any."""

    changes: list[Change]
    older: Place | None
    is_newest: bool

    def __getitem__(self, number: Any) -> Any:
        return self.changes[number]

    def __len__(self) -> int:
        return len(self.changes)


def stream(parts: Iterable[QuerySet], limit: int, after: Place | None = None) -> QuerySet:
    """The ``limit`` newest versions in ``parts`` (of one model each): kind, key, moment.

    Each part is cut before all are put in one order: the index on the moment then finds the
    newest, however many versions there are.
    """
    first, *others = [_newest(part, limit, after) for part in parts]
    ordered = first.union(*others, all=True).order_by(
        "-history_date", "-history_id", "history_kind"
    )
    return ordered[:limit]


def _newest(part: QuerySet, limit: int, after: Place | None) -> QuerySet:
    model = part.model.instance_type
    kind = model._meta.label_lower
    older = part.filter(after.older(kind)) if after else part
    newest = older.order_by("-history_date", "-history_id").values("history_id")[:limit]
    kept = versions_of(model).filter(history_id__in=newest).order_by()
    return kept.annotate(history_kind=Value(kind)).values_list(
        "history_kind", "history_id", "history_date"
    )


def page_of(parts: Iterable[QuerySet], after: str | None, user) -> ChangePage:
    """A page of the versions in ``parts``, the newest first, from the place ``after`` on."""
    place = Place.read(after or "")
    listed = list(stream(parts, PARAGRAPHS + 1, place))
    shown = listed[:PARAGRAPHS]
    older = None
    if len(listed) > PARAGRAPHS:
        kind, key, moment = shown[-1]
        older = Place(moment, key, kind)
    return ChangePage(changes(shown, user), older, is_newest=place is None)


def changes(entries: Iterable[tuple[str, int, Any]], user) -> list[Change]:
    """The changes that a page of the stream names, in its order."""
    keys: dict[str, list[int]] = {}
    listed = list(entries)
    for kind, key, _ in listed:
        keys.setdefault(kind, []).append(key)
    pairs = {kind: Pairs(apps.get_model(kind), found) for kind, found in keys.items()}
    names = RecordNames(pairs.values(), user)
    return [pairs[kind].change(key, names) for kind, key, _ in listed]


class Pairs:
    """Versions of one model, each with the one before; in as many queries for ten as for one."""

    def __init__(self, model: type[models.Model], keys: list[int]) -> None:
        self.model = model
        kept = compared(versions_of(model)).select_related("history_user")
        self.after = kept.in_bulk(keys)
        before = [version.before for version in self.after.values() if version.before]
        self.before = versions_of(model).in_bulk(before)
        everything = [*self.after, *self.before]
        self.fields = [
            field
            for field in self._history_model.tracked_fields
            if not field.primary_key and field.name != "version"
        ]
        self.link_fields = self._history_model._history_m2m_fields
        self.links = {field.name: self._links(field, everything) for field in self.link_fields}
        ids = {version.id for version in self.after.values()}
        self.answers = answers_with(model, self.after.values())
        self.sentences = sentences_with(model, self.after.values())
        self.living = set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))

    @property
    def _history_model(self) -> Any:
        return versions_of(self.model).model

    def _links(self, field, versions: list[int]) -> dict[int, set[int]]:
        """The keys that each version is linked to by a many-to-many ``field``."""
        kept = Records.m2m_models[field].objects.filter(history_id__in=versions)
        found: dict[int, set[int]] = {}
        for version, key in kept.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
            found.setdefault(version, set()).add(key)
        return found

    def linked(self) -> Iterable[tuple[type[models.Model], int]]:
        """All records that are named in these versions."""
        for field in self.fields:
            if field.is_relation:
                for version in (*self.after.values(), *self.before.values()):
                    if key := getattr(version, field.attname):
                        yield field.related_model, key
        for field in self.link_fields:
            for keys in self.links[field.name].values():
                yield from ((field.related_model, key) for key in keys)

    def change(self, key: int, names: RecordNames) -> Change:
        version = self.after[key]
        before = self.before.get(version.before)
        is_compared = before is not None and version.history_type != "-"
        return Change(
            version,
            names.subject(version),
            done(version, before),
            self.differences(before, version, names) if is_compared else [],
            version.id in self.living,
            self.answers.get((version.id, version.version), ()),
            self.sentences.get((version.id, version.version), ""),
        )

    def differences(
        self, before: Version | None, after: Version, names: RecordNames
    ) -> list[Difference]:
        """What changed from one version to another, field by field in the order of the model."""
        found = [self._difference(field, before, after, names) for field in self.fields]
        found += [self._relinked(field, before, after, names) for field in self.link_fields]
        return [difference for difference in found if difference is not None]

    def _difference(self, field, before, after, names) -> Difference | None:
        if is_told_elsewhere(after, field):
            return None
        values = [told(v, field) if v else None for v in (before, after)]
        old, new = (value if value is not None else "" for value in values)
        if old == new:
            return None
        if field.is_relation:
            found = replaced(*(names.of(field.related_model, key) for key in values))
            return Difference(caption(field), "", found)
        language = language_of(field)
        words = in_words(field, old), in_words(field, new)
        is_text = isinstance(field, models.CharField | models.TextField) and not has_choices(field)
        return Difference(
            caption(field),
            language.tag if language else "",
            shortened(pieces(*words)) if is_text else replaced(*words),
            is_formatting=is_rich(field) and words[0] == words[1],
        )

    def _relinked(self, field, before, after, names) -> Difference | None:
        links = self.links[field.name]
        old, new = (links.get(v.history_id, set()) if v else set() for v in (before, after))
        if old == new:
            return None
        gone, came = (
            join_list(sorted(names.of(field.related_model, key) for key in keys))
            for keys in (old - new, new - old)
        )
        return Difference(caption(field), "", replaced(gone, came))


def answers_with(
    model: type[models.Model], versions: Iterable[Version]
) -> dict[tuple[int, int], list[DoubtAnswer]]:
    """The answers to doubts that were given with these versions, by key and number."""
    keys = {version.id for version in versions}
    found: dict[tuple[int, int], list[DoubtAnswer]] = {}
    kept = DoubtAnswer.objects.filter(kind=model._meta.label_lower, key__in=keys)
    for answer in kept.order_by("pk"):
        found.setdefault((answer.key, answer.version), []).append(answer)
    return found


def sentences_with(
    model: type[models.Model], versions: Iterable[Version]
) -> dict[tuple[int, int], str]:
    """What was said with the steps that made these versions, by key and number.

    No query where none of them is of a step.
    """
    keys = {one.id for one in versions if (one.history_change_reason or "").startswith(STEP)}
    kept = TakenStep.objects.filter(kind=model._meta.label_lower, key__in=keys) if keys else ()
    return {(step.key, step.version): step.sentence for step in kept}


def replaced(old: str, new: str) -> list[Piece]:
    """One value in place of another."""
    parts = (Piece(GONE, old), Piece(SAME, " " if old and new else ""), Piece(NEW, new))
    return [piece for piece in parts if piece.text]


def done(version: Version, before: Version | None) -> str:
    """What a save did, as one word."""
    if version.history_type == "-":
        return gettext("deleted")
    made = gettext("restored") if before else gettext("created")
    return made if version.history_type == "+" else gettext("changed")
