"""Sending what is in the outbox: each mail once, those first that somebody waits for.

Before a mail is begun, before its end is handed over, and when the server has taken it, the worker
notes so in its file, past the database. What a worker had begun that was killed is then known: a
mail that was not handed over goes back to those that wait, one that was accepted is sent. Between
the two lies the answer of the server. A mail that was in it is *unclear*: most likely it arrived,
and nobody but a person sends it again.
"""

import logging
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from editorial.jobs.workers import Notes, Presence
from editorial.outbox.letters import Undeliverable, compose
from editorial.outbox.models import Mail, Suppression, normal_address
from editorial.outbox.transports import Refused, ServerAway, Unclear, chosen_transport

logger = logging.getLogger(__name__)

State = Mail.State
#: How long a mail waits after it was refused for now, once, twice … and each time after that.
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 240)]
#: How long all mails wait while no server takes any: from the first to the longest, in seconds.
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
MINUTE = timedelta(minutes=1)
LONGEST_ERROR = 300
#: What a server may repeat of a mail: addresses in it let somebody in.
ADDRESS = re.compile(r"[a-z]+://\S+", re.IGNORECASE)
#: What staff read where a worker was killed while a server took a mail.
BROKEN_OFF = gettext_noop("The portal was stopped while the mail server was taking this email.")

BEGUN, HANDED, ACCEPTED, REFUSED = "begun", "handed", "accepted", "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of a try: whether no server takes mails, whether it knows no such mailbox."""

    state: str
    error: str = ""
    is_away: bool = False
    is_no_mailbox: bool = False


class MailLane:
    """Sends one mail after the other."""

    def __init__(self, presence: Presence) -> None:
        self.presence = presence
        self.pause, self.closed_until = FIRST_PAUSE, 0.0

    def step(self) -> bool:
        """Send the next mail that is due; whether there was one that could be tried."""
        if time.monotonic() < self.closed_until or is_enough_for_now():
            return False
        mail = claim(self.presence)
        if mail is None:
            return False
        outcome = send(mail, self.presence)
        self.presence.insist(lambda: keep(mail, outcome))
        self.follow(outcome)
        return True

    def follow(self, outcome: Outcome) -> None:
        """Where no server takes mails, wait, longer each time."""
        if outcome.is_away:
            logger.warning("No mail goes out: %s", outcome.error)
            self.closed_until = time.monotonic() + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        else:
            self.pause = FIRST_PAUSE


def is_enough_for_now() -> bool:
    """Whether as many mails were tried in the last minute as may be."""
    tried = Mail.objects.filter(tried_at__gt=timezone.now() - MINUTE)
    return tried.count() >= settings.EMAIL_PER_MINUTE


def claim(presence: Presence) -> Mail | None:
    """The next mail that is due, taken by this worker alone; None if there is none."""
    for mail in Mail.objects.due()[:5]:
        mail.claim = uuid4().hex
        presence.note(BEGUN, mail.claim)
        taken = Mail.objects.filter(pk=mail.pk, state=State.WAITING).update(
            state=State.SENDING,
            claim=mail.claim,
            worker=presence.name,
            tried_at=timezone.now(),
            tries=F("tries") + 1,
        )
        if taken:
            mail.tries += 1
            return mail
    return None


def send(mail: Mail, presence: Presence) -> Outcome:
    """Try to send a mail that was claimed."""
    try:
        if Suppression.objects.filter(address=normal_address(mail.recipient)).exists():
            return Outcome(State.SUPPRESSED)
        letter, transport = compose(mail), chosen_transport()
        transport.send(letter, lambda: presence.note(HANDED, mail.claim))
    except Undeliverable as error:
        return Outcome(State.FAILED, str(error))
    except Unclear as error:
        return Outcome(State.UNCLEAR, str(error))
    except ServerAway as error:
        return Outcome(State.WAITING, str(error), is_away=True)
    except Refused as error:
        presence.note(REFUSED, mail.claim)
        state = State.FAILED if error.is_final else State.WAITING
        return Outcome(state, str(error), is_no_mailbox=error.is_mailbox)
    except Exception as error:
        logger.exception("Mail %s could not be made", mail.pk)
        return Outcome(State.WAITING, type(error).__name__)
    presence.note(ACCEPTED, mail.claim)
    return Outcome(State.SENT)


def keep(mail: Mail, outcome: Outcome) -> None:
    """Store what became of a mail; one that is tried for too long has failed."""
    now, state = timezone.now(), outcome.state
    if state == State.WAITING and now >= mail.give_up_at:
        state = State.FAILED
    own = Mail.objects.filter(pk=mail.pk, state=State.SENDING, claim=mail.claim)
    own.update(
        state=state,
        worker="",
        error=shown(outcome.error),
        due_at=now if outcome.is_away else now + pause_after(mail.tries),
        sent_at=now if state == State.SENT else None,
    )
    if outcome.is_no_mailbox:
        suppress(mail.recipient, outcome.error)


def suppress(address: str, why: str) -> None:
    """Send nothing to a mailbox that is unknown, until somebody lifts that."""
    known = {"reason": Suppression.Reason.REFUSED, "note": shown(why)}
    Suppression.objects.get_or_create(address=normal_address(address), defaults=known)


def pause_after(tries: int) -> timedelta:
    return PAUSES[min(tries, len(PAUSES)) - 1]


def shown(error: str) -> str:
    """An error as staff may read it: without addresses, which let somebody in."""
    return ADDRESS.sub("…", error)[:LONGEST_ERROR]


def release_mails(worker: str, notes: Notes | None = None) -> None:
    """Say what became of the mails that a worker had begun and is gone."""
    for mail in Mail.objects.filter(state=State.SENDING, worker=worker):
        word = "" if notes is None else notes.get(mail.claim, "")
        if word in (BEGUN, REFUSED):
            keep(mail, Outcome(State.WAITING, mail.error, is_away=True))
        elif word == ACCEPTED:
            keep(mail, Outcome(State.SENT))
        else:
            keep(mail, Outcome(State.UNCLEAR, BROKEN_OFF))
