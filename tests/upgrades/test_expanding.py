"""The version before lives with the schema of the next: what migrations after it may do."""

import sqlite3

import pytest
from django.db import models
from django.db.migrations import operations as ops
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import F, Q

from tests.upgrades import dumps, expanding

#: The first version whose successors expand before they contract.
FIRST = (0, 1, 0)


def applied_in(version: str, folder) -> set[tuple[str, str]]:
    """The migrations that a dump had."""
    dumps.restore_sqlite(dumps.unpacked(version, "sqlite"), folder / "old.sqlite3")
    database = sqlite3.connect(folder / "old.sqlite3")
    try:
        return set(database.execute("SELECT app, name FROM django_migrations"))
    finally:
        database.close()


def constrained(condition) -> ops.AddConstraint:
    check = models.CheckConstraint(condition=condition, name="members_city_check")
    return ops.AddConstraint("City", check)


@pytest.fixture
def state() -> ProjectState:
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=9)),
    ]
    known = ProjectState()
    known.add_model(ModelState("members", "City", fields))
    return known


@pytest.fixture
def grown(state) -> ProjectState:
    """The same with columns that the version before does not know."""
    later = state.clone()
    for name, field in {
        "size": models.IntegerField(null=True),
        "motto": models.CharField(max_length=9, db_default=""),
    }.items():
        ops.AddField("City", name, field).state_forwards("members", later)
    return later


@pytest.mark.django_db
def test_migrations_since_the_latest_version_only_expand(tmp_path):
    latest = dumps.versions()[-1]
    found = expanding.contracting(applied_in(latest, tmp_path))
    assert found == [] or dumps.number(latest) < FIRST


@pytest.mark.django_db
def test_all_migrations_are_looked_at():
    assert any("members.0002" in words for words in expanding.contracting(set()))


@pytest.mark.parametrize(
    "operation",
    [
        ops.AddField("City", "size", models.IntegerField(null=True)),
        ops.AddField("City", "size", models.IntegerField(db_default=0)),
        ops.AlterField("City", "name", models.CharField(max_length=20)),
        ops.AlterField("City", "name", models.CharField(max_length=9, null=True)),
        ops.CreateModel("Village", [("id", models.BigAutoField(primary_key=True))]),
        ops.RunPython(ops.RunPython.noop),
    ],
)
def test_what_the_version_before_can_live_with(operation, state):
    assert expanding.strictness(operation, "members", state, state) == ""


@pytest.mark.parametrize(
    "operation",
    [
        ops.AddField("City", "size", models.IntegerField(default=0)),
        ops.AlterField("City", "name", models.CharField(max_length=5)),
        ops.AlterField("City", "name", models.CharField(max_length=9, unique=True)),
        ops.AlterField("City", "name", models.IntegerField()),
        ops.RemoveField("City", "name"),
        ops.RenameField("City", "name", "title"),
        ops.RenameModel("City", "Town"),
        ops.DeleteModel("City"),
        ops.RunSQL("DROP TABLE city"),
        ops.AddConstraint(
            "City", models.UniqueConstraint(fields=["name"], name="members_city_once")
        ),
        ops.SeparateDatabaseAndState([ops.RemoveField("City", "name")]),
    ],
)
def test_what_has_to_be_announced(operation, state):
    assert expanding.strictness(operation, "members", state, state)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "condition",
    [
        Q(size=None) | Q(size__gt=0),
        Q(size__gt=0),
        Q(motto=""),
        ~Q(motto="none"),
    ],
)
def test_check_that_unknown_columns_keep_by_themselves(condition, state, grown):
    assert expanding.strictness(constrained(condition), "members", grown, state) == ""


def test_constraint_of_an_unknown_table_is_free(grown):
    once = models.UniqueConstraint(fields=["name"], name="members_city_once")
    operation = ops.AddConstraint("City", once)
    assert expanding.strictness(operation, "members", grown, ProjectState()) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "condition",
    [
        Q(size__isnull=False),
        ~Q(motto=""),
        Q(name="Suwon"),
        Q(motto=F("name")),
        Q(size=None) | Q(name="Suwon"),
        Q(size=1) & Q(name="Suwon"),
    ],
)
def test_check_that_the_version_before_could_break(condition, state, grown):
    assert expanding.strictness(constrained(condition), "members", grown, state)
