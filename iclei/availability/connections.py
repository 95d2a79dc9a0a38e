"""Connections to PostgreSQL that notice when the server has gone, or has fallen silent.

A server that stands still keeps its connections open, so whoever waits for it waits without end.
A statement may take long, though. So who has waited for ``PATIENCE`` seconds knocks at the server:
one that is busy answers that at once.
"""

import socket
import struct
from collections.abc import Callable, Generator
from time import monotonic
from typing import Any, TypeVar

import psycopg
from django.db import connections
from psycopg.pq import ConnStatus

Result = TypeVar("Result")
#: Seconds of silence after which somebody who waits for an answer knocks.
PATIENCE = 0.6
#: Seconds in which a server answers a knock.
ANSWER = 0.4
#: What a client sends that asks for TLS (PostgreSQL's protocol, SSLRequest). Whatever the server
#: says to that, it is one letter.
KNOCK = struct.pack("!ii", 8, 80877103)
#: Seconds after which a pool gives up a connection that was refused, until somebody wants one.
RECONNECT_TIMEOUT = 1
#: Seconds in which a server takes up a connection. Libraries allow no fewer.
CONNECT_TIMEOUT = 2


def with_watched_pool(database: dict[str, Any]) -> dict[str, Any]:
    """The settings of a database, the connections of whose pool are watched; its options stay.

    A connection that died with its server is noticed before it is used.
    """
    options = {"connect_timeout": CONNECT_TIMEOUT, **database["OPTIONS"]}
    if "pool" in options:
        pool = {"reconnect_timeout": RECONNECT_TIMEOUT, **options["pool"]}
        options["pool"] = pool | {"connection_class": WatchedConnection}
    return database | {"CONN_HEALTH_CHECKS": True, "OPTIONS": options}


class WatchedConnection(psycopg.Connection[Any]):
    """Raises OperationalError where others would wait for a server that answers nobody."""

    def wait(self, gen, *args, **kwargs):
        try:
            return super().wait(watched(gen, self.is_answered), *args, **kwargs)
        except psycopg.OperationalError:
            if self.pgconn.status == ConnStatus.BAD:
                forget_idle()
            raise

    def is_answered(self) -> bool:
        """Whether the server still speaks to anybody; if not, this connection is closed."""
        if answers(self.pgconn.host.decode(), int(self.pgconn.port)):
            return True
        self.close()
        return False


def watched(
    waiting: Generator[Any, Any, Result], is_answered: Callable[[], bool]
) -> Generator[Any, Any, Result]:
    """Wait as ``waiting`` does; raises OperationalError once nobody is answered any more."""
    heard = monotonic()
    try:
        wanted = next(waiting)
        while True:
            ready = yield wanted
            if ready:
                heard = monotonic()
            elif monotonic() - heard > PATIENCE:
                if not is_answered():
                    raise psycopg.OperationalError("the server answers nobody")
                heard = monotonic()
            wanted = waiting.send(ready)
    except StopIteration as ended:
        return ended.value


def answers(host: str, port: int) -> bool:
    """Whether a server of PostgreSQL says anything; ``host`` may be the folder of its socket."""
    is_folder = host.startswith("/")
    address: Any = f"{host}/.s.PGSQL.{port}" if is_folder else (host, port)
    try:
        with socket.socket(socket.AF_UNIX) if is_folder else reach(*address) as knocking:
            knocking.settimeout(ANSWER)
            if is_folder:
                knocking.connect(address)
            knocking.sendall(KNOCK)
            return bool(knocking.recv(1))
    except OSError:
        return False


def reach(host: str, port: int) -> socket.socket:
    return socket.create_connection((host, port), timeout=ANSWER)


def forget_idle() -> None:
    """One connection was found dead: those that lie idle beside it are made anew as well."""
    pool: Any = getattr(connections["default"], "pool", None)
    if pool is not None:
        pool.drain()
