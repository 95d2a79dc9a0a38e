"""A database whose history is not ours is refused in one sentence that says what to do."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from iclei.upgrades import history
from tests.iclei.upgrades.databases import migrations_of_this_version, slipped_in


@pytest.fixture
def recorder(db) -> MigrationRecorder:
    """What is written of the migrations of the tests' database, which had them all."""
    return MigrationRecorder(connection)


def test_our_apps_are_those_of_the_repository():
    folders = {path.parent.name for path in settings.BASE_DIR.glob("*/migrations")}
    assert set(history.our_apps()) == folders | {"iclei"}


def test_history_of_this_version_is_in_order(recorder):
    assert history.contradiction(connection) is None


def test_earlier_history_is_in_order(recorder):
    loader = migrations_of_this_version()
    latest, _ = slipped_in(loader)
    for app, name in loader.graph.backwards_plan(latest):
        recorder.record_unapplied(app, name)
    assert history.contradiction(connection) is None


def test_empty_database_is_in_order(recorder):
    recorder.flush()
    assert history.contradiction(connection) is None


def test_migration_that_was_slipped_in_is_named_with_the_one_above_it(recorder, monkeypatch):
    monkeypatch.setattr(history, "ways_out", lambda connection: "This is what you can do.")
    latest, missing = slipped_in(migrations_of_this_version())
    recorder.record_unapplied(*missing)
    assert history.contradiction(connection) == (
        f"{'.'.join(latest)} is applied before its dependency {'.'.join(missing)}: this database"
        " was made by a state of development before version 0.1.0, whose order of migrations was"
        " another, and cannot be brought up to date. This is what you can do."
    )


def test_migrations_of_a_newer_version_are_named(recorder):
    recorder.record_applied("news", "9999_later")
    recorder.record_applied("members", "9999_later")
    said = history.contradiction(connection)
    assert said.startswith("members.9999_later, news.9999_later: applied to this database, and not")
    assert "by a newer version or by a state of development" in said


def test_migration_of_a_package_that_is_unknown_is_the_packages_matter(recorder):
    recorder.record_applied("mfa", "0001_before_squashing")
    assert history.contradiction(connection) is None


def test_ways_out_say_that_nothing_was_changed(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    assert history.ways_out(connection) == (
        "Nothing was changed. Install the version that wrote it, or restore an older backup."
    )


def test_file_may_be_moved_away(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", "var/db.sqlite3")
    assert history.ways_out(connection).endswith(
        "older backup; if all in it may go, move var/db.sqlite3* away and run this again."
    )
