"""The way back from a version: what its migrations renamed or filled has its old name again."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.upgrades import dumps
from tests.upgrades.changes import CHANGES, GROWING, Changes, differences, without_added
from tests.upgrades.rows import Rows, all_rows

#: What is made of other columns and stays as it is on the way back: code of the version before
#: reads it as its own, and makes it anew as it saves.
MADE_ANEW = {"members_member": {"sort_ja"}}
#: Our apps.
APPS = ("news", "members", "secretariats", "editorial")


def newest(rows: Rows, app: str) -> str:
    """The last migration of an app that a database had."""
    applied = [row["name"] for row in rows["django_migrations"].values() if row["app"] == app]
    return max(applied)


def called_as_before(changes: Changes) -> Changes:
    """What a version adds, by the names that tables had before it."""
    old = {new: before for before, new in changes.tables.items()}
    return Changes(added={old.get(table, table): rule for table, rule in changes.added.items()})


def lost_on_the_way_back(version: str, before: Rows) -> list[str]:
    """What is not as ``before``, once all migrations after ``version`` are taken back."""
    way_back = [(app, newest(before, app)) for app in APPS]
    MigrationExecutor(connection).migrate(way_back)
    found = all_rows()
    for later in sorted(CHANGES, key=dumps.number):
        if dumps.number(later) >= dumps.number(version):
            found = without_added(found, before, called_as_before(CHANGES[later]))
    return differences(told_alone(before), told_alone(found))


def told_alone(rows: Rows) -> Rows:
    """What was written, without what grows and what is made of other columns."""
    return {
        table: {
            key: {name: row[name] for name in row.keys() - MADE_ANEW.get(table, set())}
            for key, row in records.items()
        }
        for table, records in rows.items()
        if table not in GROWING
    }
