"""Says what runs here: the versions of the portal and of what it stands on, and the migrations."""

import platform
from collections.abc import Iterable
from pathlib import Path

import django
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError

from iclei.upgrades.version import VERSION


class Command(BaseCommand):
    help = (
        "Say which version of the portal this is, on which Django, Python and database it runs,"
        " and the newest migration of each app; beside it how many of them the database lacks."
        " Writes nothing."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        lines = [
            ("Portal", VERSION),
            ("Django", django.get_version()),
            ("Python", platform.python_version()),
            ("Database", database()),
            *newest_migrations(),
        ]
        for name, words in lines:
            self.stdout.write(f"{name:<16}{words}")


def database() -> str:
    """Which database system it is and in which version, or that it is not there."""
    if not exists():
        return f"{connection.display_name}, not made yet"
    try:
        with connection.cursor():
            version = ".".join(map(str, connection.get_database_version()))
    except DatabaseError:
        return f"{connection.display_name}, does not answer"
    return f"{connection.display_name} {version}"


def exists() -> bool:
    """Whether there is a database to ask: asking SQLite for a missing file would make it."""
    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def newest_migrations() -> Iterable[tuple[str, str]]:
    """Each app with its newest migration, and how many the database lacks if it can be asked."""
    loader, answers = migrations()
    for app, name in sorted(loader.graph.leaf_nodes()):
        all_of_app = {key for key in loader.graph.nodes if key[0] == app}
        lacking = len(all_of_app - set(loader.applied_migrations)) if answers else 0
        yield app, f"{name}  ({lacking} not applied)" if lacking else name


def migrations() -> tuple[MigrationLoader, bool]:
    """All migrations, and whether the database could say which of them it has had."""
    if exists():
        try:
            return MigrationLoader(connection, ignore_no_migrations=True), True
        except DatabaseError:
            pass  # said already, where the database is named
    return MigrationLoader(None, ignore_no_migrations=True), False
