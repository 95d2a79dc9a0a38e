"""The database that DATABASE_URL names, with the options that it gives and those that we set.

What the URL says goes before what we set: nobody asks for ``sslmode=verify-full`` in vain.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import dj_database_url

from iclei.service_urls import is_yes, options, refuse_unknown, seconds, whole_number

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"

#: How SQLite is opened. Mapped into memory (bytes), a search takes half the time.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;PRAGMA mmap_size=1073741824;"
TRANSACTION_MODES = {"DEFERRED", "IMMEDIATE", "EXCLUSIVE"}

#: Connections of a worker; the timeout is for how long a request waits for one, in seconds.
POOL = {"min_size": 1, "max_size": 4, "timeout": 1}
#: What pool_… in the URL may set beside these, each with what it must be.
POOL_OPTIONS: dict[str, Callable[[str, str], float]] = {
    **dict.fromkeys(("min_size", "max_size", "max_waiting"), whole_number),
    **dict.fromkeys(("timeout", "max_lifetime", "max_idle", "reconnect_timeout"), seconds),
}
#: Options of libpq that are numbers, of which it says only when it connects that they are none.
NUMBERS = {
    *("connect_timeout", "keepalives", "keepalives_idle", "keepalives_interval"),
    *("keepalives_count", "tcp_user_timeout"),
}
#: Those that name a file.
FILES = {"sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile"}
#: Words that stand for a store of the system in place of a file.
NO_FILES = {"system", ""}
#: What Django itself takes from among the options, and what it sets whatever they say.
TAKEN_BY_DJANGO, SET_BY_DJANGO = {"assume_role"}, {"client_encoding"}
#: What stands before the ``?`` in a URL, by its name after it.
BEFORE = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT", "dbname": "NAME"}


def database_of(url: str) -> dict[str, Any]:
    """The settings of the database that ``url`` names. Raises ValueError, for operators to read."""
    given = options(url)
    try:
        database: dict[str, Any] = {**dj_database_url.parse(url)}
    except ValueError:
        raise ValueError("not the URL of a database.") from None
    makers = {SQLITE: sqlite_options, POSTGRESQL: postgresql_options}
    if database["ENGINE"] not in makers:
        raise ValueError("the portal runs on sqlite:// and postgres:// alone.")
    if not database["NAME"] and "service" not in given:
        raise ValueError("it names no database.")
    database["OPTIONS"] = makers[database["ENGINE"]](given, database)
    return database | {"CONN_MAX_AGE": 0}


def sqlite_options(given: dict[str, str], database: Mapping[str, Any]) -> dict[str, Any]:
    refuse_unknown(given, {"timeout", "transaction_mode", "init_command", "cached_statements"})
    mode = given.get("transaction_mode", "IMMEDIATE").upper()
    if mode not in TRANSACTION_MODES:
        raise ValueError(f"transaction_mode must be one of {', '.join(sorted(TRANSACTION_MODES))}.")
    chosen: dict[str, Any] = {
        "transaction_mode": mode,
        "timeout": seconds("timeout", given.get("timeout", "20")),
        "init_command": SQLITE_PRAGMAS + given.get("init_command", ""),
    }
    if count := given.get("cached_statements"):
        chosen["cached_statements"] = whole_number("cached_statements", count)
    return chosen


def postgresql_options(given: dict[str, str], database: Mapping[str, Any]) -> dict[str, Any]:
    """Those for libpq as they are written, and those of the pool."""
    if twice := sorted(name for name, place in BEFORE.items() if name in given and database[place]):
        raise ValueError(f"{', '.join(twice)}: given twice.")
    pool = {name: text for name, text in given.items() if re.match(r"pool(_|$)", name)}
    for_libpq = {name: text for name, text in given.items() if name not in pool}
    if schema := for_libpq.pop("currentSchema", None):
        others = f"{for_libpq['options']} " if "options" in for_libpq else ""
        for_libpq["options"] = f"{others}-c search_path={schema}"
    check_numbers_and_files(for_libpq)
    ask_libpq(for_libpq)
    return {**for_libpq, **pool_options(pool)}


def pool_options(given: dict[str, str]) -> dict[str, dict[str, float]]:
    """The pool as the URL wants it; nothing for ``pool=no``, where pgbouncer has one already."""
    refuse_unknown(given, {"pool", *(f"pool_{name}" for name in POOL_OPTIONS)})
    if not is_yes("pool", given.get("pool", "yes")):
        return {}
    chosen = {
        name: read(f"pool_{name}", given[f"pool_{name}"])
        for name, read in POOL_OPTIONS.items()
        if f"pool_{name}" in given
    }
    pool = POOL | chosen
    if not 0 < pool["max_size"] >= pool["min_size"]:
        raise ValueError("pool_max_size must be 1 or more, and no less than pool_min_size.")
    return {"pool": pool}


def check_numbers_and_files(given: Mapping[str, str]) -> None:
    """Refuse what libpq would complain of only at each connection, to nobody who sees it."""
    for name in sorted(NUMBERS & given.keys()):
        whole_number(name, given[name])
    for name in sorted(FILES & given.keys()):
        if given[name] not in NO_FILES and not Path(given[name]).is_file():
            raise ValueError(f"{name} names a file that is not there, or not to be read.")


def ask_libpq(given: dict[str, str]) -> None:
    """Have libpq itself read the options. Raises ValueError with its sentence if one is wrong."""
    # On SQLite nobody needs the driver, which is 0.1 s to load.
    from psycopg import ProgrammingError, conninfo, pq

    known = {one.keyword.decode() for one in pq.Conninfo.get_defaults()} - SET_BY_DJANGO
    refuse_unknown(given, known | TAKEN_BY_DJANGO)
    asked = {name: text for name, text in given.items() if name not in TAKEN_BY_DJANGO}
    try:
        # Of an address that leads nowhere, so that all it can complain of is an option.
        nowhere = {"host": "/", "hostaddr": None, "service": None, "port": "1"}
        text = conninfo.make_conninfo("", **{**asked, **nowhere})
    except ProgrammingError:
        raise ValueError("its options cannot be read.") from None
    connection = pq.PGconn.connect_start(text.encode())
    answer = connection.error_message.decode(errors="replace").strip()
    connection.finish()
    if answer and not re.match(r"connection to server|could not connect", answer):
        raise ValueError(f"{answer}.")
