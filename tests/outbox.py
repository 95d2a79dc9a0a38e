"""The worker's part in a test: what waits in the outbox goes out at once, and is looked at."""

import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from editorial.outbox.delivering import MailLane
from editorial.outbox.transports import HandOver, Letter

#: What went out of the outbox in a test.
LETTERS: list[Letter] = []
KEEPING = {"transport": "tests.outbox.Keeping"}


class Keeping:
    """A way out that keeps mails for the test."""

    def send(self, letter: Letter, hand_over: HandOver) -> None:
        hand_over()
        LETTERS.append(letter)


class Desk:
    """Where a worker works that is never killed: it keeps its notes for the test."""

    name = "desk"

    def __init__(self) -> None:
        self.stopping, self.notes = threading.Event(), {}

    def note(self, word: str, subject: str) -> None:
        self.notes[subject] = word

    def insist(self, store: Callable[[], object]) -> None:
        store()


def deliver() -> list[EmailMessage]:
    """Send all that is due; all that has gone out in this test, oldest first."""
    lane = MailLane(Desk())
    while lane.step():
        pass
    return [message_from_bytes(letter.content, policy=policy.default) for letter in LETTERS]
