"""Whether the database is known to be away: then nobody waits to find it out once more.

A worker has one thread for readers. If each of them waited for a database that is away, whoever
asks whether the worker is up would wait behind all of them. So the first one waits; until a thread
beside sees the database back, the others are told at once.
"""

import logging
from threading import Lock, Thread
from time import sleep

from django.db import Error, connection

LOG = logging.getLogger(__name__)
#: Seconds between two looks for the database.
PAUSE = 0.3


class Outage:
    """What a worker knows of its database."""

    def __init__(self) -> None:
        self.is_known = False
        self._noting = Lock()

    def note(self) -> None:
        """The database is away: from here on until it is back, that is known."""
        with self._noting:
            if self.is_known:
                return
            self.is_known = True
        LOG.warning("The database is away. Pages answer 503 until it is back.")
        Thread(target=self.watch, name="database-watch", daemon=True).start()

    def watch(self) -> None:
        """Look for the database until it answers."""
        while not database_answers():
            sleep(PAUSE)
        self.is_known = False
        LOG.warning("The database is back.")


def database_answers() -> bool:
    """Whether the database answers this thread, whose connection is given back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Error:
        return False
    finally:
        connection.close()


OUTAGE = Outage()
