"""The way back from a version: what its migrations renamed or filled has its old name again."""

import pytest
from django.core.management import call_command

from tests.upgrades import dumps
from tests.upgrades.changes import CHANGES, GROWING, Changes, differences, without_added
from tests.upgrades.rows import Rows, all_rows

#: What is made of other columns and stays as it is on the way back: code of the version before
#: reads it as its own, and makes it anew as it saves.
MADE_ANEW = {"members_member": {"sort_ja"}}
#: Our apps, the highest first: what stands above goes back first.
APPS = ("news", "members", "secretariats", "editorial")


def newest(rows: Rows, app: str) -> str:
    """The last migration of an app that a database had."""
    applied = [row["name"] for row in rows["django_migrations"].values() if row["app"] == app]
    return max(applied)


def called_as_before(changes: Changes) -> Changes:
    """What a version adds, by the names that tables had before it."""
    old = {new: before for before, new in changes.tables.items()}
    return Changes(added={old.get(table, table): rule for table, rule in changes.added.items()})


def test_way_back_restores_every_row(upgrade):
    for app in APPS:
        call_command("migrate", app, newest(upgrade.before, app), interactive=False, verbosity=0)
    found = all_rows()
    for version in sorted(CHANGES, key=dumps.number):
        if dumps.number(version) >= dumps.number(upgrade.version):
            found = without_added(found, upgrade.before, called_as_before(CHANGES[version]))
    assert differences(told_alone(upgrade.before), told_alone(found)) == []


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


@pytest.mark.parametrize("app", APPS)
def test_newest_migration_is_told_by_its_number(app):
    rows = {"django_migrations": {n: {"app": app, "name": f"000{n}_x"} for n in (2, 1)}}
    assert newest(rows, app) == "0002_x"
