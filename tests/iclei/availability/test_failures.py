import errno
import sqlite3

import psycopg
import pytest
import redis
from django.db import DatabaseError, OperationalError
from psycopg import errors
from psycopg_pool import PoolTimeout

from iclei.availability.failures import Failure, failure_of


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("told")
    error.sqlite_errorcode = code
    return error


def of_django(cause: Exception) -> OperationalError:
    """As Django hands on what a database says."""
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


SQLITE_IOERR_WRITE = sqlite3.SQLITE_IOERR | 3 << 8


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (of_django(PoolTimeout("none within a second")), Failure.AWAY),
        (of_django(psycopg.OperationalError("server closed the connection")), Failure.AWAY),
        (of_django(psycopg.InterfaceError("the connection is closed")), Failure.AWAY),
        (of_django(errors.AdminShutdown("by an administrator")), Failure.AWAY),
        (of_django(errors.CannotConnectNow("it starts")), Failure.AWAY),
        (of_django(errors.TooManyConnections("all taken")), Failure.AWAY),
        (of_django(of_sqlite(sqlite3.SQLITE_BUSY)), Failure.AWAY),
        (of_django(of_sqlite(sqlite3.SQLITE_CANTOPEN)), Failure.AWAY),
        (redis.ConnectionError("refused"), Failure.AWAY),
        (redis.TimeoutError("silent"), Failure.AWAY),
        (redis.exceptions.BusyLoadingError("it starts"), Failure.AWAY),
        (of_django(errors.DiskFull("no room")), Failure.FULL),
        (of_django(of_sqlite(sqlite3.SQLITE_FULL)), Failure.FULL),
        (of_django(of_sqlite(sqlite3.SQLITE_READONLY)), Failure.FULL),
        (of_django(of_sqlite(SQLITE_IOERR_WRITE)), Failure.FULL),
        (OSError(errno.ENOSPC, "no room"), Failure.FULL),
        (OSError(errno.EROFS, "read only"), Failure.FULL),
        (OSError(errno.EDQUOT, "quota"), Failure.FULL),
        # faults of ours, for which nobody need wait
        (of_django(of_sqlite(sqlite3.SQLITE_ERROR)), None),
        (of_django(errors.DeadlockDetected("two writers")), None),
        (DatabaseError("no such table"), None),
        (FileNotFoundError(errno.ENOENT, "gone"), None),
        (ValueError("x"), None),
        (None, None),
    ],
    ids=repr,
)
def test_error_says_what_failed(error, failure):
    assert failure_of(error) is failure


def test_what_was_met_on_the_way_counts_and_what_was_dealt_with_does_not():
    def raised(hiding: bool) -> Exception:
        met = ValueError("what was made of it")
        met.__context__ = OSError(errno.ENOSPC, "no room")
        met.__suppress_context__ = hiding  # as ``raise … from None`` does
        return met

    assert failure_of(raised(hiding=False)) is Failure.FULL
    assert failure_of(raised(hiding=True)) is None


def test_errors_that_name_each_other_come_to_an_end():
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert failure_of(one) is None
