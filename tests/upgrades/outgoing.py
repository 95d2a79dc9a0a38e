"""What waits for the portal's worker, mails and jobs, and what becomes of it.

The worker does its steps in the process of the deeds: another would have a clock of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, override_settings
from django.utils import timezone

from editorial.jobs import running
from editorial.outbox import delivering
from editorial.outbox.transports import HandOver, Letter, Refused, Unclear
from tests.outbox import Desk
from tests.upgrades.kinds import records, screen
from tests.upgrades.worker import Worker, write

#: Whose mailboxes a mail server does not know, or leaves in the dark.
UNKNOWN, SILENT = "editor@example.org", "manager@example.org"
#: Who asked for no mail.
ASKED = "regional@example.org"


class Server:
    """A mail server that treats each mailbox in its own way."""

    def send(self, letter: Letter, hand_over: HandOver) -> None:
        if letter.recipient == UNKNOWN:
            raise Refused("550 5.1.1 No such mailbox here", is_final=True, is_mailbox=True)
        hand_over()
        if letter.recipient == SILENT:
            raise Unclear("The mail server did not answer any more.")


@contextmanager
def everything_large() -> Iterator[None]:
    """Leave to the worker what it does of large lists alone, which a dump has no room for."""
    records("worker").update(beat_at=timezone.now())
    exports, imports = "export_pages.MOST_EXPORTED", "import_pages.MOST_AT_ONCE"
    with patch(f"editorial.sheets.{exports}", 0), patch(f"editorial.sheets.{imports}", 0):
        yield


def send_mails(desk: Desk) -> None:
    """Send all mails that are due."""
    lane = delivering.MailLane(desk)
    with override_settings(OUTBOX={"transport": f"{__name__}.Server"}):
        while lane.step():
            pass


def begin_to_work(admin: Worker, editor: Worker) -> None:
    """A worker gives a sign of life; it has no name of a machine."""
    records("worker").create(name=Desk.name)


def mails(admin: Worker, editor: Worker) -> None:
    """The invitations of colleagues: sent, refused, unclear, held back, and of one who is gone.

    Then one is invited anew, one asks for another password, and one is told of a second factor.
    """
    suppressed = {"address": ASKED, "reason": "asked", "note": "Said so on the phone."}
    admin.add("suppressed address", **suppressed)
    send_mails(Desk())
    colleague = records("staff user").get(username="upgrade-editor")
    admin.save("staff user", colleague, email="editor@example.com")
    for address in ("translator@example.org", "nobody@example.org"):
        Client().post("/accounts/password/reset/", {"email": address})
    delivering.claim(Desk())
    other = records("staff user").get(username="upgrade-manager")
    TOTP.activate(other, "JBSWY3DPEHPK3PXP")
    admin.post(f"{screen('staff user')}{other.pk}/second-factor/", {})


def jobs(admin: Worker, editor: Worker) -> None:
    """An export that is done, one of a user who is gone, one that is begun, one that waits."""
    leaver = records("user").get(username="upgrade-regional")
    desk = Desk()
    with everything_large():
        admin.begin_export("theme")
        Worker(leaver).begin_export("theme")
    admin.switch_off(leaver)
    for _ in range(2):
        do_next_job(desk)
    with everything_large():
        admin.begin_export("area")
        editor.begin_export("article")
    running.claim(desk.name)


def do_next_job(desk: Desk) -> None:
    """Where a job went wrong, its row has no lines of code: they are elsewhere on each machine."""
    with patch.object(running, "format_exception", lambda error: [type(error).__name__]):
        assert running.JobLane(desk).step()


def storing(admin: Worker, editor: Worker) -> None:
    """An import that waits for the worker to store it."""
    book = write(admin.exported("member", "?q=daegu"), "daegu", population=3)
    made = admin.preview("member", book, "waiting.xlsx")
    with everything_large():
        admin.decide("member", made, "apply", {})
    assert made.job


def all_deeds(admin: Worker, editor: Worker) -> None:
    """Everything above, in its order."""
    begin_to_work(admin, editor)
    mails(admin, editor)
    jobs(admin, editor)
    storing(admin, editor)
