"""Databases of SQLite that have had certain migrations, by what is written of them alone."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

Key = tuple[str, str]


def migrations_of_this_version() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)


def record(path: Path, applied: Iterable[Key]) -> Path:
    """A database whose history says that ``applied`` were applied, kept as the portal keeps its."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY AUTOINCREMENT,"
            " app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied datetime NOT NULL)"
        )
        database.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-11-01')",
            sorted(applied),
        )
    database.close()
    return path


def slipped_in(loader: MigrationLoader) -> tuple[Key, Key]:
    """A migration of ours and one that it needs: what a state of development once slipped in."""
    key = max(node for node in loader.graph.nodes if node[0] == "editorial")
    parents = loader.graph.node_map[key].parents
    return key, next(parent.key for parent in sorted(parents) if parent.key[0] == "editorial")
