"""What an operator writes into DATABASE_URL, CACHE_URL and EMAIL_URL holds, or is refused aloud."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.base import DatabaseWrapper
from environs import EnvError
from psycopg import OperationalError

from iclei.caches import cache_of
from iclei.databases import database_of
from iclei.mail import mail_of
from iclei.settings import from_url

READERS = {"DATABASE_URL": database_of, "CACHE_URL": cache_of, "EMAIL_URL": mail_of}
SSL_REQUEST = 80877103  # what libpq sends before it says anything in clear


@pytest.fixture
def plain_server() -> Iterator[tuple[int, list[int]]]:
    """A PostgreSQL without TLS, as far as its first answer: its port, and what it was asked."""
    asked: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                asked.append(struct.unpack("!II", connection.recv(8))[1])
                connection.sendall(b"N")
                connection.recv(1)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1], asked
        thread.join(5)


def connected(url: str) -> None:
    """Connect as Django does, but with no pool, which would try again in the background."""
    unsaid = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "TIME_ZONE": None, "TEST": {}}
    DatabaseWrapper({**unsaid, **database_of(f"{url}&pool=no")}).connect()


@pytest.mark.parametrize("mode", ["require", "verify-full&sslrootcert=system"])
def test_database_that_offers_no_tls_is_told_nothing(plain_server, mode):
    port, asked = plain_server
    with pytest.raises(OperationalError, match="does not support SSL"):
        connected(f"postgres://portal:secret@127.0.0.1:{port}/portal?sslmode={mode}")
    assert asked == [SSL_REQUEST]


@pytest.mark.parametrize(
    ("variable", "url", "setting", "value"),
    [
        ("DATABASE_URL", "postgres://h/d?target_session_attrs=read-write", "OPTIONS", "read-write"),
        ("DATABASE_URL", "postgres://h/d?options=-c%20statement_timeout%3D5s", "OPTIONS", "=5s"),
        ("DATABASE_URL", "sqlite:////x/db.sqlite3?timeout=7.5", "OPTIONS", "7.5"),
        ("CACHE_URL", "redis://someone:secret@h:1/0", "LOCATION", "someone"),
        ("CACHE_URL", "rediss://h/0?ssl_check_hostname=false", "LOCATION", "ssl_check_hostname"),
        ("EMAIL_URL", "submission://h?tls=no", "EMAIL_USE_TLS", "False"),
        ("EMAIL_URL", "smtp://h?ssl=no&tls=yes", "EMAIL_USE_TLS", "True"),
        ("EMAIL_URL", "file:///var/spool/portal", "EMAIL_FILE_PATH", "/var/spool/portal"),
        ("EMAIL_URL", "smtp://h?_default_from_email=a@b.kr", "DEFAULT_FROM_EMAIL", "a@b.kr"),
    ],
)
def test_what_is_written_holds(variable, url, setting, value):
    assert value in str(READERS[variable](url)[setting])


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("DATABASE_URL", "postgres://h/d?ssl=true"),
        ("DATABASE_URL", "postgres://h/d?gssencmode=perhaps"),
        ("DATABASE_URL", "postgres://h/d?sslmode=REQUIRE"),
        ("DATABASE_URL", "oracle://h/d"),
        ("CACHE_URL", "redis://h/0?ssl_cert_reqs=required"),
        ("CACHE_URL", "locmem://?socket_timeout=2"),
        ("EMAIL_URL", "submission://h?starttls=yes"),
        ("EMAIL_URL", "smtp://h?timeout=5s"),
        ("EMAIL_URL", "smtp://h?tls=maybe"),
        ("EMAIL_URL", "smtps://h:465"),
        ("EMAIL_URL", "smtp://user@h"),
    ],
)
def test_what_nobody_would_heed_is_refused_by_name(monkeypatch, variable, url):
    monkeypatch.setenv(variable, url)
    with pytest.raises(EnvError, match=f'^Environment variable "{variable}" invalid: '):
        from_url(variable, "", READERS[variable])
