"""``manage.py migrate`` asks whether the database's history is ours before it writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from deploy import run
from deploy.steps import Obstacle, Stamp
from tests.iclei.upgrades.databases import migrations_of_this_version, record, slipped_in


@pytest.fixture
def contradicting(tmp_path) -> Path:
    loader = migrations_of_this_version()
    latest, missing = slipped_in(loader)
    applied = set(loader.graph.forwards_plan(latest)) - {missing}
    return record(tmp_path / "db.sqlite3", applied)


def migrate(var: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_contradicting_history_is_one_sentence_and_nothing_is_written(contradicting):
    before = contradicting.read_bytes()
    result = migrate(contradicting.parent)
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "is applied before its dependency" in result.stderr
    assert contradicting.read_bytes() == before


def test_newer_history_is_refused_whatever_is_asked(tmp_path):
    applied = {*migrations_of_this_version().graph.nodes, ("news", "9999_later")}
    path = record(tmp_path / "db.sqlite3", applied)
    before = path.read_bytes()
    for arguments in ([], ["news"], ["news", "zero"]):
        result = migrate(tmp_path, *arguments)
        assert result.returncode == 1
        assert "news.9999_later" in result.stderr
        assert "Traceback" not in result.stderr
    assert path.read_bytes() == before


def test_forgetting_unknown_migrations_is_let_through(tmp_path):
    applied = {*migrations_of_this_version().graph.nodes, ("news", "9999_later")}
    record(tmp_path / "db.sqlite3", applied)
    result = migrate(tmp_path, "news", "--prune")
    assert result.returncode == 0, result.stderr
    assert "9999_later" in result.stdout


def test_make_run_stops_with_that_sentence(contradicting, monkeypatch):
    before = contradicting.read_bytes()
    monkeypatch.setenv("VAR_DIR", str(contradicting.parent))
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):  # those of the tests
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    monkeypatch.setattr(run, "DATABASE", f"sqlite:///{contradicting}")
    monkeypatch.setattr(run, "PREPARED", Stamp(contradicting.parent / "stamps" / "prepared"))
    with pytest.raises(Obstacle) as obstacle:
        run.prepare()
    said = str(obstacle.value)
    assert "is applied before its dependency" in said
    assert "Traceback" not in said
    assert said.endswith("Bringing the database up to date: this failed, for the reason above.")
    assert contradicting.read_bytes() == before
