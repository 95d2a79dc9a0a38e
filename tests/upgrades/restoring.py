"""A database of an older version, restored and connected in place of the tests' own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import connection

from tests import databases
from tests.upgrades import dumps


@contextmanager
def restored(version: str, folder: Path) -> Iterator[None]:
    """Django is connected to the database of ``version``, of the kind that the tests run on."""
    text = dumps.unpacked(version, connection.vendor)
    if connection.vendor == "sqlite":
        path = folder / "old.sqlite3"
        dumps.restore_sqlite(text, path)
        with connected_to(str(path)):
            yield
        return
    name = f"upgrade_{version.replace('.', '_')}_{os.getpid()}"
    dumps.restore_postgres(text, name, **server())
    try:
        with connected_to(name):
            yield
    finally:
        dumps.drop_postgres(name, **server())


def server() -> dict[str, object]:
    """How psycopg reaches the server of the tests' database."""
    known = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return {name: known[setting] for name, setting in names.items() if known[setting]}


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Django's connection leads to the database ``name``, and to its own again afterwards."""
    own = connection.settings_dict["NAME"]
    hang_up()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        hang_up()
        connection.settings_dict["NAME"] = own


@contextmanager
def copied() -> Iterator[None]:
    """Django is connected to a copy of the database that it is connected to."""
    hang_up()
    name = databases.clone("copy")
    try:
        with connected_to(name):
            yield
    finally:
        databases.drop(name)


def hang_up() -> None:
    """Close the connection, and forget what was read through it."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    ContentType.objects.clear_cache()
    Site.objects.clear_cache()
