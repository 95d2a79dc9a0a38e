"""The databases of a run: each is made once, as a template, and copied for whoever works in it.

Migrations take eight seconds and the sample four, a copy a tenth of one. The workers of a run share
its templates; they meet at the locks in its folder, where SQLite's files lie too.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests import sample

#: The templates: what migrations make, and the same with the whole sample.
MIGRATED, SAMPLE = "migrated", "migrated_sample"
#: How the file ends that tells that a template is whole.
MADE = ".made"


def switch(name: str) -> None:
    """From here on all threads of this process work in another database."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


@contextmanager
def used(name: str) -> Iterator[None]:
    """Work in a database, and afterwards in the one before."""
    before = connection.settings_dict["NAME"]
    switch(name)
    try:
        yield
    finally:
        switch(before)


def clone(suffix: str) -> str:
    """Copy the database that is worked in; returns the name of the copy."""
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    return str(connection.creation.get_test_db_clone_settings(suffix)["NAME"])


def drop(name: str) -> None:
    before = connection.settings_dict["NAME"]
    switch(name)
    connection.creation.destroy_test_db(before, verbosity=0)


def folder_of(run: str) -> Path:
    return settings.VAR_DIR / run


def name_of(run: str, template: str) -> str:
    """The name of a template as its database knows it: a path, with SQLite."""
    if connection.vendor == "sqlite":
        return str(folder_of(run) / f"{template}.sqlite3")
    return f"test_{run}_{template}"


def clear(run: str) -> None:
    """Take away the templates of a run, once nobody works with them."""
    for made in folder_of(run).glob(f"*{MADE}"):
        drop(name_of(run, made.stem))
    rmtree(folder_of(run), ignore_errors=True)


class Databases:
    """The databases of a run, for one of its workers."""

    def __init__(self, run: str, blocker: DjangoDbBlocker) -> None:
        self.run, self.blocker, self.folder = run, blocker, folder_of(run)
        self.folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def copy_of(self, template: str) -> Iterator[None]:
        """Work in a copy of a template, which is gone afterwards."""
        name = self.new_copy(template)
        with used(name):
            yield
        self.drop(name)

    def new_copy(self, template: str) -> str:
        """The name of a copy that is nobody else's."""
        with self.blocker.unblock(), used(self.template(template)):
            return clone(uuid4().hex[:8])

    def drop(self, name: str) -> None:
        with self.blocker.unblock():
            drop(name)

    def template(self, template: str) -> str:
        """The name of a template, which is made by the first worker who asks for it."""
        made = self.folder / f"{template}{MADE}"
        with (self.folder / f"{template}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                self.migrate() if template == MIGRATED else self.load()
                made.touch()
        return name_of(self.run, template)

    def migrate(self) -> None:
        before = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = name_of(self.run, MIGRATED)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        switch(before)

    def load(self) -> None:
        with used(self.template(MIGRATED)):
            name = clone(SAMPLE.removeprefix(f"{MIGRATED}_"))
        with used(name):
            sample.load(self.folder)
