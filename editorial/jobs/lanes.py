"""A worker's day: lanes that do what waits beside each other, and signs of life meanwhile."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from django.db import close_old_connections, connection

from editorial.jobs.workers import AWAY, Presence, Release, release_gone

logger = logging.getLogger(__name__)

#: Seconds between two looks at what waits, between two signs of life, between two tidyings.
LOOK, BEAT, TIDY = 1.0, 5.0, 600.0
#: Seconds that what is begun may take when the worker is asked to end.
PATIENCE = 15.0


class Lane(Protocol):
    """Does what waits, one thing at a time."""

    def step(self) -> bool:
        """Do the next thing; False if nothing waits."""
        ...


class Shift:
    """All that one worker does until it is asked to end."""

    def __init__(
        self,
        presence: Presence,
        lanes: Sequence[Lane],
        releases: Sequence[Release],
        tidyings: Sequence[Callable[[], None]],
    ) -> None:
        self.presence, self.releases, self.tidyings = presence, releases, tidyings
        self.threads = [threading.Thread(target=self.follow, args=[lane]) for lane in lanes]
        for thread in self.threads:
            thread.daemon = True
        self.parent: int | None = None
        self.tidied = -TIDY

    def end_with_parent(self) -> None:
        """End when the process ends that started this one: nobody else would stop it."""
        self.parent = os.getppid()

    @property
    def is_over(self) -> bool:
        is_orphan = self.parent is not None and os.getppid() != self.parent
        return is_orphan or self.presence.stopping.is_set()

    def work(self) -> None:
        """Work until told to end; what is begun then is finished, if it takes no longer."""
        for thread in self.threads:
            thread.start()
        while not self.is_over:
            self.guard(self.look_after)
            self.presence.stopping.wait(BEAT)
        self.presence.stopping.set()
        until = time.monotonic() + PATIENCE
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))
        if not any(thread.is_alive() for thread in self.threads):
            self.guard(self.presence.leave)

    def look_after(self) -> None:
        """Give a sign of life, take back what others left lying, tidy now and then."""
        self.presence.beat()
        release_gone(self.releases, own=self.presence.name)
        if time.monotonic() - self.tidied > TIDY:
            self.tidied = time.monotonic()
            for tidy in self.tidyings:
                tidy()

    def follow(self, lane: Lane) -> None:
        """Do what waits in a lane until the worker ends."""
        while not self.presence.stopping.is_set():
            if not self.guard(lane.step):
                self.presence.stopping.wait(LOOK)
        connection.close()

    def guard(self, work: Callable[[], object]) -> object:
        """Do ``work``; a database that is away is tried again, and nothing ends the worker."""
        try:
            return work()
        except AWAY:
            logger.exception("The database does not answer")
        except Exception:
            logger.exception("A worker could not do what waits")
        close_old_connections()
        return None
