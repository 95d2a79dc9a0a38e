"""``make run`` with the SQLite database of an older version in ``var/``."""

import sqlite3
from pathlib import Path

import pytest

from deploy import run
from deploy.steps import Stamp
from tests.upgrades import deeds, dumps

#: The oldest has the longest way; every version is upgraded in test_upgrade.
OLDEST, *NEWER = dumps.versions()
VERSIONS = [OLDEST, *(pytest.param(version, marks=pytest.mark.thorough) for version in NEWER)]


@pytest.fixture(params=VERSIONS)
def var(request, tmp_path, monkeypatch) -> Path:
    """A folder as an older version has left it."""
    database = tmp_path / "db.sqlite3"
    dumps.restore_sqlite(dumps.unpacked(request.param, "sqlite"), database)
    for name, value in (
        ("VAR", tmp_path),
        ("DATABASE", f"sqlite:///{database}"),
        ("SAMPLE_LOADED", Stamp(tmp_path / "stamps" / "sample")),
        ("SAMPLE_CONTENTS", Stamp(tmp_path / "stamps" / "sample_contents")),
        ("PREPARED", Stamp(tmp_path / "stamps" / "prepared")),
    ):
        monkeypatch.setattr(run, name, value)
    for name, wanted in (
        ("VAR_DIR", str(tmp_path)),
        ("DATABASE_URL", f"sqlite:///{database}"),
        ("DJANGO_SETTINGS_MODULE", "iclei.settings"),
        ("REQUIRE_MFA", "0"),
    ):
        monkeypatch.setenv(name, wanted)
    return tmp_path


def summaries(var: Path) -> list[str]:
    database = sqlite3.connect(var / "db.sqlite3")
    try:
        found = database.execute("SELECT summary_en FROM members_member WHERE slug = 'suwon'")
        return [summary for (summary,) in found]
    finally:
        database.close()


def test_run_brings_an_older_database_up_to_date(var, capfd):
    run.prepare()
    run.load_sample()
    assert summaries(var) == [deeds.SUMMARY]
    assert (var / "static" / "staticfiles.json").exists()
    assert "✓ Bringing the database up to date" in capfd.readouterr().out
