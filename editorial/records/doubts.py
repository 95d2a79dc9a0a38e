"""Doubts: what is possible but unlikely is asked once, and the answer is kept with the record.

Higher floors register checks in ``CHECKS``. A record that somebody validates raises a
ValidationError of the code ``doubt`` for each question to which there is no answer: none given with
it (``answer_doubt``), none stored for the same. An answer is stored with the next save, and holds
while what it is about stays as it is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction

from editorial.records.history import acting_user
from editorial.records.models import DoubtAnswer
from editorial.texts.letters import INVISIBLE

#: The code of the errors that are questions.
DOUBT = "doubt"
#: The name under which a reason answers all that a record is asked.
ALL = ""
LONGEST_REASON = 500  # characters


@dataclass(frozen=True)
class Doubt:
    """A question about what ``record`` holds in ``column``.

    ``code`` names the check. ``about`` is what the answer is about: it holds while that is the
    same. ``words`` say it in short; where ``is_asked`` is False the question can wait, as in a
    draft.
    """

    code: str
    column: str
    caption: str
    words: str
    message: str
    about: str
    is_asked: bool = True
    record: Any = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """What tells it from other questions about the same column, in whatever language."""
        return sha256(f"{self.code}\0{self.column}\0{self.about}".encode()).hexdigest()[:32]


class DoubtError(ValidationError):
    """A question, as the validation of its record raises it."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.message, code=DOUBT)
        self.doubt = doubt


class DoubtCheck(Protocol):
    """What higher floors ask about a record."""

    def doubts(self, obj: Any) -> Iterable[Doubt]: ...


CHECKS: list[DoubtCheck] = []

#: The reason that is given for all doubts where a command stores records.
_reason: ContextVar[str] = ContextVar("reason", default="")


def reason_in(sent: str) -> str:
    """The reason in what was sent, as it is kept; empty unless a letter or digit of it is seen."""
    is_said = any(map(str.isalnum, INVISIBLE.sub("", sent)))
    return sent.strip()[:LONGEST_REASON].strip() if is_said else ""


@contextmanager
def answering(reason: str) -> Iterator[None]:
    """Inside, all doubts are answered by ``reason``: for commands, which nobody can ask."""
    token = _reason.set(reason_in(reason))
    try:
        yield
    finally:
        _reason.reset(token)


class Questioned(models.Model):
    """A record about which checks may have doubts, whichever way it is stored."""

    #: Whether its rows are validated by themselves, as a form with rows does.
    rows_come_along = False
    #: The reasons that were given, by column; those for some questions alone, by digest.
    _reasons: Mapping[str, str] = {}
    _answered: tuple[tuple[Doubt, str], ...] = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            answered, self._answered = self._answered, ()
            answers = (answer_to(doubt, reason, self) for doubt, reason in answered)
            DoubtAnswer.objects.bulk_create(answers)

    def rows(self) -> Iterable["Questioned"]:
        """The rows that become public with the record."""
        return ()

    def answer_doubt(self, name: str, reason: str) -> None:
        """Give the reason for what is in doubt in a column; one that says nothing is none."""
        self._reasons = {**self._reasons, name: reason_in(reason)}

    def answer_doubts(self, reason: str, digests: Collection[str] | None = None) -> None:
        """Give the reason for all that is in doubt, or for the questions of these ``digests``."""
        for name in (ALL,) if digests is None else digests:
            self.answer_doubt(name, reason)

    def full_clean(self, exclude=None, validate_unique=True, validate_constraints=True) -> None:
        errors: dict[str, Any] = {}
        try:
            super().full_clean(exclude, validate_unique, validate_constraints)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for name, doubt in self._questions(set(exclude or ()), set(errors)):
            errors.setdefault(name, []).append(DoubtError(doubt))
        if errors:
            raise ValidationError(errors)

    def asks_beyond_reach(self) -> bool:
        """Whether its sender answers for what they cannot change too: where they publish it."""
        return False

    def _questions(self, closed: set[str], wrong: set[str]) -> Iterator[tuple[str, Doubt]]:
        """What has no answer, and the field at which to ask for it.

        What stands in a column that is ``wrong`` is not asked about before it is put right, nor, in
        ``closed`` ones, what the sender does not change.
        """
        found = [doubt for doubt in doubts_of(self) if doubt.column not in wrong]
        reached = [doubt for doubt in found if doubt.column not in closed]
        beyond = [doubt for doubt in found if doubt.column in closed]
        beyond += self._doubts_in_rows()
        beyond = beyond if beyond and self.asks_beyond_reach() else []
        self._answered = ()
        for doubt in self._unanswered([*reached, *beyond]):
            yield (doubt.column if doubt in reached else NON_FIELD_ERRORS), doubt

    def _doubts_in_rows(self) -> list[Doubt]:
        rows = () if self.rows_come_along else self.rows()
        return [doubt for row in rows for doubt in doubts_of(row)]

    def _unanswered(self, found: list[Doubt]) -> Iterator[Doubt]:
        """Those for which there is no reason, stored or given; the given ones are noted."""
        known = stored_digests([doubt.record for doubt in found])
        for doubt in found:
            if (place_of(doubt.record), doubt.digest) in known:
                continue
            reason = self._reason_for(doubt)
            if reason:
                self._answered = (*self._answered, (doubt, reason))
            else:
                yield doubt

    def _reason_for(self, doubt: Doubt) -> str:
        given = self._reasons
        own = "" if doubt.record is not self else given.get(doubt.column, "")
        return own or given.get(doubt.digest, "") or given.get(ALL, "") or _reason.get()


def answer(record: Any, reason: str, digests: Collection[str]) -> None:
    """Give the reason for what a record of any kind was found to be in doubt about."""
    if isinstance(record, Questioned) and digests:
        record.answer_doubts(reason, digests)


def answer_to(doubt: Doubt, reason: str, saved: Any) -> DoubtAnswer:
    """The answer as it is kept: with the version of the record that came with it."""
    owner = doubt.record if doubt.record.pk else saved
    return DoubtAnswer(
        kind=owner._meta.label_lower,
        key=owner.pk,
        column=doubt.column,
        digest=doubt.digest,
        words=doubt.words[:200],
        reason=reason,
        by=getattr(saved, "_history_user", None) or acting_user(),
        version=getattr(owner, "version", 0),
    )


def doubts_of(obj: Any, *, is_asked: bool = True) -> list[Doubt]:
    """What is in doubt in a record, answered or not; with what can wait if not ``is_asked``."""
    found = [doubt for check in CHECKS for doubt in check.doubts(obj)]
    return [doubt for doubt in found if doubt.is_asked or not is_asked]


def unanswered(obj: Any) -> list[Doubt]:
    """What is in doubt in a record as it is, and was never answered; in a draft too."""
    found = doubts_of(obj, is_asked=False)
    known = stored_digests([obj]) if found else set()
    return [doubt for doubt in found if (place_of(obj), doubt.digest) not in known]


def doubts_about(obj: Any, values: Mapping[str, Any]) -> list[Doubt]:
    """What a record would be asked about values that it does not have yet, by column."""
    trial = copy(obj)
    for name, value in values.items():
        setattr(trial, name, value)
    return [doubt for doubt in unanswered(trial) if doubt.is_asked and doubt.column in values]


def answers_of(obj: Any) -> list[tuple[Doubt, DoubtAnswer]]:
    """What is in doubt in a record and may stand, with the answer that lets it."""
    found = {doubt.digest: doubt for doubt in doubts_of(obj, is_asked=False)}
    if not found or not obj.pk:
        return []
    kind, _ = place_of(obj)
    kept = DoubtAnswer.objects.filter(kind=kind, key=obj.pk, digest__in=found).select_related("by")
    return [(found[answer.digest], answer) for answer in kept.order_by("pk")]


def place_of(obj: Any) -> tuple[str, int | None]:
    """By what answers are kept for a record."""
    return obj._meta.label_lower, obj.pk


def stored_digests(records: list[Any]) -> set[tuple[tuple[str, int | None], str]]:
    """The questions that were answered before, each with its place. A query, if there is any."""
    places = {place_of(obj) for obj in records if obj.pk}
    condition = models.Q(pk__in=())
    for kind, key in places:
        condition |= models.Q(kind=kind, key=key)
    kept = DoubtAnswer.objects.filter(condition) if places else DoubtAnswer.objects.none()
    rows = kept.values_list("kind", "key", "digest")
    return {((kind, key), digest) for kind, key, digest in rows}


def split_doubts(error: ValidationError) -> tuple[dict[str, list[ValidationError]], list[Doubt]]:
    """What is wrong by field, and what is only in doubt."""
    wrong: dict[str, list[ValidationError]] = {}
    found: list[Doubt] = []
    for name, errors in error.update_error_dict({}).items():
        for one in errors:
            if isinstance(one, DoubtError):
                found.append(one.doubt)
            else:
                wrong.setdefault(name, []).append(one)
    return wrong, found
