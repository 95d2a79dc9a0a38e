"""``manage.py version``: what runs here, in words, and nothing written."""

import os
import platform
import subprocess
import sys

import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from iclei.management.commands import version
from iclei.upgrades.version import VERSION


def said(capsys) -> dict[str, str]:
    """What the command says of each thing, by its name."""
    call_command("version")
    lines = capsys.readouterr().out.splitlines()
    return {line.split()[0]: " ".join(line.split()[1:]) for line in lines}


@pytest.mark.django_db
def test_versions_and_newest_migrations_are_said(capsys):
    answers = said(capsys)
    assert answers["Portal"] == VERSION
    assert answers["Django"] == django.get_version()
    assert answers["Python"] == platform.python_version()
    assert answers["Database"].startswith(f"{connection.display_name} ")
    folder = settings.BASE_DIR / "members" / "migrations"
    assert answers["members"] == max(path.stem for path in folder.glob("0*.py"))


@pytest.mark.django_db
def test_migrations_that_the_database_lacks_are_counted(capsys):
    applied = MigrationRecorder(connection).migration_qs.filter(app="news")
    newest = applied.latest("name")
    newest.delete()
    assert said(capsys)["news"] == f"{newest.name} (1 not applied)"


@pytest.mark.django_db
def test_database_that_does_not_answer_is_said(capsys, monkeypatch):
    def fails(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fails)
    answers = said(capsys)
    assert answers["Database"] == f"{connection.display_name}, does not answer"
    assert "applied" not in answers["news"]


def run(tmp_path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_command_is_ours_and_makes_no_database(tmp_path):
    result = run(tmp_path, "version")
    assert result.stdout.startswith(f"Portal          {VERSION}\n")
    assert "Database        SQLite, not made yet\n" in result.stdout
    assert not (tmp_path / "db.sqlite3").exists()


def test_help_says_what_it_does(tmp_path):
    result = run(tmp_path, "version", "--help")
    assert version.Command.help[:40] in " ".join(result.stdout.split())
