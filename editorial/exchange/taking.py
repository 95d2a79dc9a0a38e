"""Taking over what came back from translators, as whoever looked at it decided.

Nothing is stored that whoever uploaded the file has not seen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from editorial.exchange.catalogues import IncomingText
from editorial.exchange.plan import PLAIN, Plan, TextOutcome, TextRow, texts_of
from editorial.history.writing import touch_owners, write
from editorial.languages import Language
from editorial.proposals.keeping import Origin, proposing
from editorial.records.doubts import answer
from editorial.translations.ledger import kind_of


class PlanChanged(Exception):
    """Somebody changed something since the user looked at the plan."""


@dataclass(frozen=True)
class Decision:
    """What the user decided of the numbered rows of a plan, which they saw under its ``seal``."""

    seal: str
    left_out: Collection[int] = ()
    taken: Collection[int] = ()
    #: Why a text in doubt may stand, by its number; under none, for those without one of their own.
    reasons: Mapping[int | None, str] = field(default_factory=dict)

    def reason_for(self, row: TextRow) -> str:
        return self.reasons.get(row.number) or self.reasons.get(None, "")

    def wants(self, row: TextRow) -> bool:
        """Whether it is to be taken over, as far as that is the user's to decide."""
        if row.outcome == TextOutcome.CONFLICT:
            return row.can_take and row.number in self.taken
        return row.outcome in PLAIN and row.number not in self.left_out

    def holds(self, row: TextRow) -> bool:
        """Whether it is wanted, and held back for want of a reason."""
        return self.wants(row) and bool(row.doubts) and not self.reason_for(row)


@transaction.atomic
def take_over(
    request, language: Language, items: list[IncomingText], decision: Decision, reason: str
) -> tuple[list[TextRow], int]:
    """Store what was decided, each record once, and return them, and how many are held back.

    Raises PlanChanged, and stores nothing, if the plan is no longer what the user saw;
    ValidationError if a record refuses a text that was taken in spite of a conflict.
    """
    plan = Plan(request, language, items).compare(is_locking=True)
    if plan.seal != decision.seal:
        raise PlanChanged
    taken = [row for row in plan.rows if decision.wants(row) and not decision.holds(row)]
    by_record: dict[tuple[str, int], list[TextRow]] = {}
    for row in taken:
        by_record.setdefault((kind_of(row.obj), row.obj.pk), []).append(row)
    stored: list[Any] = []
    for rows in by_record.values():
        for row in rows:
            answer(row.obj, decision.reason_for(row), [doubt.digest for doubt in row.doubts])
        if store_texts(request, rows, reason):
            stored.append(rows[0].obj)
    touch_owners(stored, reason)
    return taken, sum(map(decision.holds, plan.rows))


def store_texts(request, rows: list[TextRow], reason: str) -> bool:
    """Save what was taken of one record; False where that is proposed instead.

    Raises ValidationError where the record refuses it.
    """
    obj = rows[0].obj
    obj.confirmed = frozenset(row.column for row in rows if row.outcome == TextOutcome.CONFIRMED)
    obj.renders = {row.column: row.renders for row in rows if row.renders is not None}
    with proposing(request, Origin.PO, reason) as doing:
        write(obj, texts_of(rows), reason)
    return not doing.kept
