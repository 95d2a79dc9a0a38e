"""The ways out: a mail server, or files for whoever tries the portal out.

A way out is given a mail as bytes, and says when it is about to hand over the end of it: until then
a mail that breaks off has not been sent, from then on it may have been.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

#: Called before the end of a mail is handed over.
HandOver = Callable[[], None]


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out: what a file is called that holds it, its addresses, all its bytes."""

    name: str
    sender: str
    recipient: str
    content: bytes


class Refused(Exception):
    """A server said no. ``is_final`` if it would say so again, ``is_mailbox`` if to the address."""

    def __init__(self, words: str, *, is_final: bool, is_mailbox: bool = False) -> None:
        super().__init__(words)
        self.is_final, self.is_mailbox = is_final, is_mailbox


class ServerAway(Exception):
    """No server answers, or it lets nobody send: no mail at all can go out now."""


class Unclear(Exception):
    """The mail was handed over, and then nothing was heard of it."""


class Transport(Protocol):
    """A way out. Raises Refused, ServerAway or Unclear; whatever else goes wrong is a fault."""

    def send(self, letter: Letter, hand_over: HandOver) -> None: ...


class MailFolder:
    """Writes each mail into a file of its own. Sent twice, it is the same file."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def send(self, letter: Letter, hand_over: HandOver) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = self.folder / f".{letter.name}.new"
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "wb") as file:
                file.write(letter.content)
            os.replace(draft, self.folder / f"{letter.name}.eml")
        except OSError as error:
            raise ServerAway(f"{self.folder}: {error.strerror}") from error


class Console:
    """Prints mails among the logs of the worker."""

    def send(self, letter: Letter, hand_over: HandOver) -> None:
        hand_over()
        sys.stdout.write(letter.content.decode("utf-8", "replace") + "\n")
        sys.stdout.flush()


class Nowhere:
    """Loses mails: for tests of speed."""

    def send(self, letter: Letter, hand_over: HandOver) -> None:
        hand_over()


def chosen_transport() -> Transport:
    """The way out that ``EMAIL_URL`` names."""
    options: dict[str, Any] = dict(settings.OUTBOX)
    transport: Transport = import_string(options.pop("transport"))(**options)
    return transport
