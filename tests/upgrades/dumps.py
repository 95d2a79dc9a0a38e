"""Databases as plain SQL, packed: how they are written, and how they come back."""

import lzma
import re
import sqlite3
import subprocess
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from tests import postgres

DUMPS = Path(__file__).parent / "dumps"
#: The file of each kind of database in the folder of a version, by Django's name of the kind.
FILES = {"sqlite": "sqlite.sql.xz", "postgresql": "postgresql.sql.xz"}
SHEET = "members.xlsx"
LARGEST = 300_000  # bytes of a packed dump

#: What records are found by is computed after an upgrade, and would fill the dump.
COMPUTED = ("editorial_searchname", "editorial_searchtext")
#: Of SQLite's dump what fills these, and all of the index of words, which has tables of its own.
LEFT_OUT = re.compile(
    rf"^INSERT INTO \"({'|'.join(COMPUTED)})|TABLE '?editorial_searchtext_words"
    r"|\('table','editorial_searchtext_words'"
)
INDEX = (
    "\nCREATE VIRTUAL TABLE editorial_searchtext_words USING fts5"
    "(words, tokenize = 'ascii', detail = none, columnsize = 0, prefix = '2 3 4');\n"
)

#: Rows in one INSERT of PostgreSQL's: few statements are read fast and pack well.
TOGETHER = 200
#: Commands that are psql's own, and settings that another server might not know.
NOT_SQL = re.compile(r"^(\\|SET |--).*\n", re.MULTILINE)


def versions() -> list[str]:
    """The versions that there are dumps of, the oldest first."""
    return sorted((folder.name for folder in DUMPS.iterdir()), key=number)


def number(version: str) -> tuple[int, ...]:
    """``0.10.0`` comes after ``0.9.0``."""
    return tuple(map(int, version.split(".")))


def pack(text: str) -> bytes:
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def unpacked(version: str, vendor: str) -> str:
    """The SQL that makes the database of a version."""
    return lzma.decompress((DUMPS / version / FILES[vendor]).read_bytes()).decode()


def sheet(version: str) -> bytes:
    """The members of a version's database, as a user exported them."""
    return (DUMPS / version / SHEET).read_bytes()


def dump_sqlite(path: Path) -> str:
    database = sqlite3.connect(path)
    try:
        kept = (line for line in database.iterdump() if not LEFT_OUT.search(line))
        return "\n".join(kept) + INDEX
    finally:
        database.close()


def dump_postgres(url: str) -> str:
    """What pg_dump writes of a database, without owners and settings that not all servers know."""
    programs = postgres.binaries()
    assert programs is not None, "PostgreSQL is not installed."
    programs = (programs / "initdb").resolve().parent  # on the way there may be links to a few
    how = ("--no-owner", "--no-privileges", "--inserts", f"--rows-per-insert={TOGETHER}")
    without = (f"--exclude-table-data={table}" for table in COMPUTED)
    command = (programs / "pg_dump", *how, *without, f"--dbname={url}")
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return NOT_SQL.sub("", text)


def restore_sqlite(text: str, path: Path) -> None:
    """Make the database file ``path``."""
    database = sqlite3.connect(path)
    # Django's own for a condition of a table; what comes from a dump has met it.
    database.create_function("REGEXP", 2, lambda pattern, value: 1)
    try:
        database.executescript(text)
    finally:
        database.close()


def restore_postgres(text: str, name: str, **server: object) -> None:
    """Make the database ``name`` anew on the server that the other arguments lead to."""
    template = SQL(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}"
    )
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as database:
        database.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        locale = SQL("'C.UTF-8'")
        database.execute(template.format(Identifier(name), locale, locale))
    with psycopg.connect(dbname=name, autocommit=True, **server) as database:
        database.execute(text)


def drop_postgres(name: str, **server: object) -> None:
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as database:
        database.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
