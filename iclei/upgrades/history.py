"""What a database has had of our migrations, and whether that fits this version's."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

WRITTEN_BY_DEVELOPMENT = (
    "this database was made by a state of development before version 0.1.0, whose order of"
    " migrations was another, and cannot be brought up to date."
)
WRITTEN_BY_ANOTHER = (
    "applied to this database, and not in this version, so that the database was made by a newer"
    " version or by a state of development before version 0.1.0."
)


def our_apps() -> list[str]:
    """The labels of the apps of this repository, in order."""
    configs = apps.get_app_configs()
    return sorted(one.label for one in configs if Path(one.path).parent == settings.BASE_DIR)


def contradiction(connection: BaseDatabaseWrapper) -> str | None:
    """Why no migration may be applied to a database, and what to do; None if all may.

    Only reads, so that ``migrate`` can ask before it writes anything.
    """
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        clause, _, _ = str(error).removeprefix("Migration ").partition(" on database ")
        return f"{clause}: {WRITTEN_BY_DEVELOPMENT} {ways_out(connection)}"
    if unknown := unknown_migrations(loader):
        return f"{', '.join(unknown)}: {WRITTEN_BY_ANOTHER} {ways_out(connection)}"
    return None


def unknown_migrations(loader: MigrationLoader) -> list[str]:
    """The migrations of our apps that a database has had and this version has not."""
    replaced = {one for migration in loader.replacements.values() for one in migration.replaces}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(f"{app}.{name}" for app, name in unknown if app in our_apps())


def ways_out(connection: BaseDatabaseWrapper) -> str:
    """What somebody can do whose database does not fit; a trial on SQLite may begin anew."""
    said = "Nothing was changed. Install the version that wrote it, or restore an older backup"
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return f"{said}; if all in it may go, move {name}* away and run this again."
    return f"{said}."
