"""On a server of PostgreSQL of their own, which they stop, restart and make to stand still."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper

from iclei.availability import connections as subject
from iclei.availability.connections import answers, watched, with_watched_pool
from iclei.databases import POOL, database_of
from tests.postgres import cluster


@pytest.fixture(scope="module")
def database(django_db_blocker):
    with cluster() as made, django_db_blocker.unblock():
        yield made


@pytest.fixture(autouse=True)
def pool(database, monkeypatch):
    """A pool with the settings of the portal, as that of its default database."""
    made = wrapper(database)
    made.pool.timeout = 10  # a laden machine is slow, not away
    monkeypatch.setattr(subject, "connections", {"default": made})
    yield made
    made.close_pool()


def wrapper(database, alias: str = "drill") -> DatabaseWrapper:
    """A connection of Django's with the settings of the portal; all of one alias share a pool."""
    server = {"NAME": "postgres", "USER": "portal", "PASSWORD": "", "HOST": "127.0.0.1"}
    told = {**server, "PORT": str(database.port), "AUTOCOMMIT": True, "TIME_ZONE": None}
    settings = told | {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": POOL}}
    return DatabaseWrapper(with_watched_pool(settings), alias)


@contextmanager
def asked(database):
    """A connection of a request."""
    connection = wrapper(database)
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def one_request(database, meeting: Barrier | None = None) -> bool:
    """Whether a request of one query got its answer, once all that are to meet have met."""
    try:
        with asked(database) as cursor:
            if meeting:
                meeting.wait(10)
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except OperationalError:
        return False


def fill(database) -> None:
    """Have as many connections lie idle as the pool holds."""
    size = POOL["max_size"]
    meeting = Barrier(size)
    with ThreadPoolExecutor(size) as readers:
        met = [readers.submit(one_request, database, meeting) for _ in range(size)]
    assert all(found.result() for found in met)


@pytest.mark.parametrize(
    "mode", ["immediate", pytest.param("fast", marks=pytest.mark.thorough), "one at a time"]
)
def test_no_request_fails_after_a_restart(database, pool, mode):
    fill(database)
    if mode == "one at a time":  # as an administrator ends connections
        with psycopg.connect(database.url) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
    else:
        database.stop(mode)
        database.start()
    with ThreadPoolExecutor(POOL["max_size"]) as readers:
        answered = list(readers.map(one_request, [database] * 200))
    assert answered.count(False) == 0


def test_first_dead_connection_speaks_for_all_that_lie_idle(database, pool):
    fill(database)
    database.stop("immediate")
    database.start()
    pool.pool.timeout = 2  # seconds, in which the pool by itself looks at three of four
    assert one_request(database)


def test_server_that_stopped_is_told_and_comes_back(database, pool):
    fill(database)
    pool.pool.timeout = 0.2
    database.stop()
    try:
        assert not one_request(database)
    finally:
        database.start()
    pool.pool.timeout = 10
    assert one_request(database)


def test_server_that_stands_still_is_given_up_in_the_middle_of_a_statement(database):
    with asked(database) as cursor:
        cursor.execute("SELECT 1")
        with database.standing_still(), pytest.raises(OperationalError):
            cursor.execute("SELECT 2")


def test_idle_connection_of_a_server_that_stands_still_is_not_waited_for(database, pool):
    fill(database)
    pool.pool.timeout = 0.2
    with database.standing_still():
        assert not one_request(database)
    pool.pool.timeout = 10
    assert one_request(database)


def test_long_statement_is_waited_for_while_the_server_answers(database, monkeypatch):
    knocks = []
    monkeypatch.setattr(subject, "PATIENCE", 0)
    monkeypatch.setattr(subject, "answers", lambda *server: knocks.append(server) or True)
    with asked(database) as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    assert len(knocks) > 1
    assert knocks[0] == ("127.0.0.1", database.port)


def test_server_is_knocked_at_by_network_and_by_socket(database):
    assert answers("127.0.0.1", database.port)
    assert answers(database.folder, database.port)
    assert not answers("127.0.0.1", 1)
    assert not answers("/nowhere", 1)


def test_waiting_gives_its_result_and_its_error():
    def waiting(error=None):
        got = yield "read"
        if error:
            raise error
        return got

    assert outcome(watched(waiting(), lambda: False)) == "ready"
    with pytest.raises(ValueError, match="theirs"):
        outcome(watched(waiting(ValueError("theirs")), lambda: False))


def outcome(waiting):
    """What a generator returns to whoever says it is ready."""
    assert next(waiting) == "read"
    try:
        waiting.send("ready")
    except StopIteration as ended:
        return ended.value


def test_options_of_an_address_stay_beside_those_of_the_pool():
    told = with_watched_pool(database_of("postgres://h/db?sslmode=prefer&connect_timeout=5"))
    assert told["OPTIONS"].pop("pool")["connection_class"] is subject.WatchedConnection
    assert told["OPTIONS"] == {"sslmode": "prefer", "connect_timeout": "5"}
    assert told["CONN_HEALTH_CHECKS"]
