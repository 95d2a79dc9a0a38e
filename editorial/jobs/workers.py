"""Who works: a row with signs of life, and a file that tells at once when a worker is gone.

A worker holds a lock on a file of its own as long as it lives; the system lets go of it even after
``kill -9``, and so the next worker on the machine need not wait. A worker on another machine is
taken to be gone when its last sign of life is too old. In the file a worker notes what it is about,
past the database: a note takes a microsecond, and outlives the process.
"""

import fcntl
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string

from editorial.jobs.models import Worker

logger = logging.getLogger(__name__)

#: What a database that is away, or busy for too long, raises.
AWAY = (DatabaseError, InterfaceError)
#: Seconds until a database that is away is asked again.
AGAIN = 1.0
#: The notes of a worker that is gone: for each thing that it was about, the last word on it.
Notes = dict[str, str]
#: What takes back what a worker had begun: its name, and its notes, None if they are elsewhere.
Release = Callable[[str, Notes | None], None]


def folder() -> Path:
    """Where workers have their files."""
    path = Path(settings.VAR_DIR) / "worker"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


class Presence:
    """This worker: its name, its row, its file."""

    def __init__(self) -> None:
        host = socket.gethostname()[:30]
        self.name = f"{host}-{os.getpid()}-{get_random_string(8)}"
        self.stopping, self.has_unstored = threading.Event(), False
        self.path = folder() / self.name
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self.file = os.open(self.path, flags, 0o600)
        fcntl.flock(self.file, fcntl.LOCK_EX)
        self.beat()

    def beat(self) -> None:
        """Give a sign of life."""
        now = timezone.now()
        Worker.objects.update_or_create(name=self.name, defaults={"beat_at": now})

    def note(self, word: str, subject: str) -> None:
        """Note where something stands, so that it is known whatever comes next."""
        os.write(self.file, f"{subject} {word}\n".encode())

    def insist(self, store: Callable[[], object]) -> None:
        """Store what became of something, however often it takes: it is not to be done again.

        Raises what the database raised if the worker is stopped before it answers.
        """
        while True:
            try:
                store()
                return
            except AWAY:
                logger.exception("What was done could not be stored yet")
                if self.stopping.wait(AGAIN):
                    self.has_unstored = True
                    raise
                close_old_connections()

    def leave(self) -> None:
        """End, with nothing begun. The last sign of life stays, until another worker clears it:
        a worker that is started anew is not missed meanwhile. The notes stay, too, while the
        database does not know all that they tell."""
        if not self.has_unstored:
            self.path.unlink(missing_ok=True)
        os.close(self.file)


def release_gone(releases: Iterable[Release], own: str = "") -> None:
    """Take back what workers had begun that are gone, and forget them."""
    steps = list(releases)
    alive = set(Worker.objects.alive().values_list("name", flat=True))
    for name in Worker.objects.exclude(name=own).values_list("name", flat=True):
        path = folder() / name
        if not path.exists():
            if name not in alive:
                release_one(name, None, steps)
        elif (file := locked(path)) is not None:
            try:
                release_one(name, read_notes(path), steps)
                path.unlink(missing_ok=True)
            finally:  # or nobody could ever lock it again while this worker lives
                os.close(file)


def release_one(name: str, notes: Notes | None, steps: list[Release]) -> None:
    for release in steps:
        release(name, notes)
    Worker.objects.filter(name=name).delete()


def locked(path: Path) -> int | None:
    """The file of a worker that is gone, locked; None while the worker lives, or ends just now."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


def read_notes(path: Path) -> Notes:
    """The last word on each thing; a line that was cut off counts for nothing."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    return dict(line.split(" ", 1) for line in lines if " " in line)
