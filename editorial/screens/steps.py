"""The steps of a record on its way to its readers: one map of who may take which, and from where.

Every way in keeps to it: the pages of the steps, the form, a change to many records, a sheet.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.powers import Powers
from editorial.history.occasions import PROPOSAL, STEP
from editorial.history.writing import save, set_values
from editorial.languages import columns
from editorial.languages.punctuation import join_list
from editorial.proposals.models import Proposal
from editorial.proposals.values import changed_between
from editorial.records.history import Version, versions_of
from editorial.records.keys import parse_key
from editorial.records.models import TakenStep
from editorial.records.publication import Publication
from editorial.records.scope import office_of

Status = Publication.Status

#: Where a record stands: its state, and of one that is published what the clock makes of it.
DRAFT, REVIEW, APPROVED, WITHDRAWN = "draft", "review", "approved", "withdrawn"
TO_COME, HELD_BACK, PUBLIC, ENDED = "to come", "held back", "public", "ended"

#: The text that tells readers why something was withdrawn, where a kind has one.
NOTE = "withdrawal_note"
#: Whether the languages of a record go out together, where a kind can wait for them.
TOGETHER = "go_out_together"
#: What steps change of a record; whatever else changes is somebody's work on it.
OF_STEPS = frozenset(("status", "publish_at", "unpublish_at", TOGETHER, *columns(NOTE)))
#: So many versions are read, at the most, to learn who worked on a record last.
VERSIONS_READ = 50


@dataclass(frozen=True)
class Step:
    """A step: from where it leads to which state, which power it takes, and what is said of it.

    ``does`` says what comes of it before it is taken, ``done`` after. ``wants_sentence``: whoever
    has to go on must learn why.
    """

    code: str
    starts: frozenset[str]
    status: str
    power: str
    called: Promise
    does: Promise
    done: Promise
    wants_sentence: bool = False

    @property
    def leads_out(self) -> bool:
        """Whether it brings the record nearer to its readers than somebody's own work does."""
        return self.status in (Status.APPROVED, Status.PUBLISHED) and self.code != CALL_OFF


HAND_IN, TAKE_BACK, RETURN, APPROVE = "hand-in", "take-back", "return", "approve"
PUBLISH, PUBLISH_ON, CALL_OFF, WITHDRAW = "publish", "publish-on", "call-off", "withdraw"
RELEASE_READY = "release-ready"

#: The map, in the order in which steps are offered.
STEPS: dict[str, Step] = {
    step.code: step
    for step in (
        Step(
            *(HAND_IN, frozenset((DRAFT,)), Status.REVIEW, "write"),
            _("Hand in for review"),
            _("Whoever may publish here finds it on their start page. Readers do not see it yet."),
            _("It was handed in for review."),
        ),
        Step(
            *(PUBLISH, frozenset((DRAFT, REVIEW, APPROVED, TO_COME, ENDED, WITHDRAWN))),
            *(Status.PUBLISHED, "publish"),
            _("Publish now"),
            _("Readers see it at once, in every language that it has."),
            _("It is published. Readers see it now."),
        ),
        Step(
            *(RELEASE_READY, frozenset((HELD_BACK,)), Status.PUBLISHED, "publish"),
            _("Release the ready languages"),
            _(
                "What is there goes out without waiting for the rest: at its moment, or at once "
                "if that is past. Each further language follows when it is there."
            ),
            _("It waits for no language any more."),
        ),
        Step(
            *(PUBLISH_ON, frozenset((DRAFT, REVIEW, APPROVED, TO_COME, HELD_BACK))),
            *(Status.PUBLISHED, "publish"),
            _("Publish on …"),
            _("Readers see it from the moment that you choose, in every language that it has."),
            _("It will be published at that moment."),
        ),
        Step(
            *(APPROVE, frozenset((DRAFT, REVIEW)), Status.APPROVED, "publish"),
            _("Approve"),
            _("It is ready, and waits until somebody publishes it. Readers do not see it yet."),
            _("It was approved."),
        ),
        Step(
            *(RETURN, frozenset((REVIEW, APPROVED)), Status.DRAFT, "publish"),
            _("Return to the author"),
            _("It is a draft again. Your sentence stands above the form."),
            _("It was returned."),
            wants_sentence=True,
        ),
        Step(
            *(TAKE_BACK, frozenset((REVIEW,)), Status.DRAFT, "write"),
            _("Take back"),
            _("It is a draft again, and waits for nobody."),
            _("It was taken back, and is a draft again."),
        ),
        Step(
            *(CALL_OFF, frozenset((TO_COME, HELD_BACK)), Status.APPROVED, "publish"),
            _("Call off the publication"),
            _("It does not go out at its moment. It stays approved."),
            _("The publication was called off."),
        ),
        Step(
            *(WITHDRAW, frozenset((PUBLIC,)), Status.WITHDRAWN, "publish"),
            _("Withdraw"),
            _(
                "Its page ends at once in all five languages, and so does its place in lists, "
                "search and feeds. At its address readers learn that it was withdrawn."
            ),
            _("It was withdrawn. Readers see it no more."),
        ),
    )
}

ALREADY_SEEN = _("What readers have seen is withdrawn: it does not become a draft again.")
NO_SUCH_STEP = _("From “%(before)s” no step leads to “%(after)s”.")
ANOTHER_PERSON = _(
    "The last change is yours, and at this office author and approver differ: somebody else "
    "decides."
)


def place_of(record: Any, at: datetime | None = None) -> str:
    """Where a record stands ``at`` a moment (now)."""
    if record.status != Status.PUBLISHED:
        return record.status
    if record.is_held_back():
        return HELD_BACK
    at = at or timezone.now()
    if record.publish_at is None or record.publish_at > at:
        return TO_COME
    return PUBLIC if record.is_public(at) else ENDED


def steps_from(place: str, powers: Powers) -> Iterator[Step]:
    """The steps that powers allow, of a record that stands at a place."""
    for step in STEPS.values():
        if place in step.starts and getattr(powers, step.power):
            yield step


def states_in_reach(record: Any | None, powers: Powers) -> set[str]:
    """The states that one step leads to, and the present one; of a record that is new from none."""
    place = DRAFT if record is None or record.pk is None else place_of(record)
    own = Status.DRAFT if record is None else record.status
    return {own, *(step.status for step in steps_from(place, powers))}


def refuse_move(stored: Any | None, after: str, powers: Powers) -> None:
    """Raise ValidationError where no step of the user's leads from a stored record to a state."""
    if after in states_in_reach(stored, powers):
        return
    before = stored.status if stored else Status.DRAFT
    if before == Status.PUBLISHED and place_of(stored) in (PUBLIC, ENDED):
        raise ValidationError(ALREADY_SEEN)
    words = {"before": Status(before).label, "after": Status(after).label}
    raise ValidationError(NO_SUCH_STEP % words)


# Author and approver


def refuse_own_work(
    record: Any | None, user: Any, office: Any, changed: Collection[str] = frozenset()
) -> None:
    """Raise ValidationError where the office wants two people, and the last work is the user's.

    ``changed`` are the fields that the user changes at the same time.
    """
    if not getattr(office, "wants_two_people", False):
        return
    is_at_work = bool({*changed} - OF_STEPS)
    if is_at_work or last_author(record) == user.pk:
        raise ValidationError(ANOTHER_PERSON)


def last_author(record: Any | None) -> int | None:
    """The key of whoever worked on a record last, be it by a proposal that somebody accepted.

    Steps are no work on it; a change of its rows is, which stores the record unchanged. None for a
    file or a command, and for what is new. A few queries.
    """
    if record is None or record.pk is None:
        return None
    kept = versions_of(type(record)).filter(id=record.pk)
    versions = list(kept[: VERSIONS_READ + 1])
    for after, before in zip(versions, [*versions[1:], None], strict=True):
        changed = {*changed_between(before, after)} if before else {"everything"}
        if not changed or changed - OF_STEPS:
            return author_of_work(after)
    return None


def author_of_work(version: Version) -> int | None:
    """Whose work a version holds: of an accepted proposal that of whoever proposed it."""
    means, _colon, rest = (version.history_change_reason or "").partition(":")
    if means == PROPOSAL:
        found = Proposal.objects.filter(pk=parse_key(rest.partition(":")[0]) or 0)
        return found.values_list("proposer", flat=True).first()
    return version.history_user_id


# Taking a step


def values_of(
    step: Step, record: Any, moment: datetime | None = None, notes: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a step changes of a record: for a ``moment`` to come, with ``notes`` to readers."""
    values: dict[str, Any] = {"status": step.status}
    if step.status == Status.PUBLISHED:
        return values | values_of_publication(step, record, moment)
    if step.code == CALL_OFF:
        values["publish_at"] = None
    if step.code == WITHDRAW:
        values["unpublish_at"] = timezone.now()
    return values | dict(notes or {})


def values_of_publication(step: Step, record: Any, moment: datetime | None) -> dict[str, Any]:
    """From when readers see it, and that nothing ends it any more that is past."""
    begins = moment or begin_of(step, record)
    values: dict[str, Any] = {"publish_at": begins} | dict.fromkeys(note_columns(record), "")
    if step.code == RELEASE_READY:
        values[TOGETHER] = False
    if record.unpublish_at and record.unpublish_at <= max(begins, timezone.now()):
        values["unpublish_at"] = None
    return values


def begin_of(step: Step, record: Any) -> datetime:
    """The moment that a record has, where the step keeps it, or else now.

    A day that is past stays, as that of old news that are entered late; but what has waited for its
    languages is new when it goes out, and a moment to come stays for that.
    """
    now, begins = timezone.now(), record.publish_at
    is_past = begins is not None and begins <= now
    keeps = not is_past if step.code == RELEASE_READY else is_past
    return begins if begins is not None and keeps else now


def note_columns(record: Any) -> tuple[str, ...]:
    """The columns for the sentence to readers, in five languages; none where a kind has none."""
    return tuple(columns(NOTE)) if hasattr(record, columns(NOTE)[0]) else ()


def take(step: Step, record: Any, user: Any, values: Mapping[str, Any], sentence: str) -> None:
    """Take a step with a locked record, and keep what was said.

    Raises ValidationError, by field, where a form would refuse it.
    """
    if step.leads_out:
        refuse_own_work(record, user, office_of(record))
    set_values(record, values)
    save(record, f"{STEP}:{step.code}")
    TakenStep.objects.create(
        kind=record._meta.label_lower,
        key=record.pk,
        version=record.version,
        name=step.code,
        sentence=sentence,
        by=user,
    )


def last_step(record: Any) -> TakenStep | None:
    """The last step that was taken with a record. A query."""
    kept = TakenStep.objects.filter(kind=record._meta.label_lower, key=record.pk)
    return kept.select_related("by").order_by("-pk").first()


def told_return(record: Any) -> TakenStep | None:
    """What was said when a draft was returned, while nobody has handed it in again. A query."""
    found = last_step(record) if record.status == Status.DRAFT else None
    return found if found and found.name == RETURN else None


def told_wait(record: Any) -> str:
    """For what a record waits that does not go out at its moment; empty if for nothing."""
    if not record.is_held_back():
        return ""
    words = gettext("Not public yet: it waits for %(languages)s.")
    return words % {"languages": join_list(record.held_back_for())}


def state_in_words(record: Any) -> str:
    """Where a record stands, in words; of what is to come, and has ended, too."""
    place = place_of(record)
    if place == TO_COME:
        return gettext("To be published")
    if place == HELD_BACK:
        return gettext("Waits for its languages")
    return (
        pgettext("of a publication", "Ended")
        if place == ENDED
        else str(record.get_status_display())
    )
