"""What an error says of what the portal stands on: its database, its cache or its disk."""

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum

import psycopg
from django.db import InterfaceError, OperationalError
from psycopg_pool import PoolClosed, PoolTimeout


class Failure(Enum):
    """What does not do its work, as far as readers can tell the difference."""

    AWAY = "a server that we ask does not answer"
    FULL = "nothing can be stored"


#: Errors of the system in which a disk is full, broken or may not be written to.
OF_DISKS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
#: States of PostgreSQL (SQLSTATE) in which it takes nobody in: connections failed (08…), all of
#: them taken, shutting down, crashed, starting.
OF_AWAY = ("08", "53300", "57P01", "57P02", "57P03")
#: Its disk or its memory is full, or fails.
OF_FULL = ("53100", "53200", "58030")
#: What redis-py raises where nobody takes it up, or answers.
OF_REDIS = {"redis.exceptions.ConnectionError", "redis.exceptions.TimeoutError"}
#: The same of SQLite, whose codes carry details in their higher bytes.
SQLITE = {
    sqlite3.SQLITE_BUSY: Failure.AWAY,
    sqlite3.SQLITE_LOCKED: Failure.AWAY,
    sqlite3.SQLITE_CANTOPEN: Failure.AWAY,
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_READONLY: Failure.FULL,
    sqlite3.SQLITE_IOERR: Failure.FULL,
}


def failure_of(error: BaseException | None) -> Failure | None:
    """What failed below the portal, if that is what ``error`` comes from; else None."""
    return next(filter(None, map(failure_in, causes(error))), None)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those that it was made of or met on the way: each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def failure_in(error: BaseException) -> Failure | None:
    """What this error alone says."""
    if isinstance(error, sqlite3.Error):
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return failure_of_postgresql(error)
    if is_of_redis(error):
        return Failure.AWAY
    if isinstance(error, OSError) and error.errno in OF_DISKS:
        return Failure.FULL
    return None


def is_of_redis(error: BaseException) -> bool:
    """Whether Redis did not answer. Its library is told by name: only production has it."""
    names = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    return not names.isdisjoint(OF_REDIS)


def failure_of_postgresql(error: psycopg.Error) -> Failure | None:
    """What no state is given for happened on the way to the server."""
    state = error.sqlstate or ""
    if isinstance(error, PoolTimeout | PoolClosed) or not state or state.startswith(OF_AWAY):
        return Failure.AWAY
    return Failure.FULL if state.startswith(OF_FULL) else None


def is_of_database(error: BaseException) -> bool:
    """Whether Django says that the database gave this error."""
    return any(isinstance(found, OperationalError | InterfaceError) for found in causes(error))
