"""Migrations of a version that is out: whatever changes in them or below them is said."""

from pathlib import Path

import pytest

from iclei.upgrades import frozen
from iclei.upgrades.frozen import Version, faults, freeze, read, write

FIRST = """
import baker.rules
from django.db import migrations
from baker.filling import fill

class Migration(migrations.Migration):
    operations = [migrations.RunPython(fill)]
    checks = [baker.rules.Sweet.is_sweet]
"""
INITIAL = "baker/migrations/0001_initial.py"


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A repository of one app, whose migration imports two names of it."""
    for name, text in {
        "baker/__init__.py": "",
        "baker/rules.py": "class Sweet:\n    is_sweet = True\n",
        "baker/filling.py": "def fill(apps, editor): ...\n",
        "baker/migrations/__init__.py": "",
        INITIAL: FIRST,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(frozen, "import_string", importing(tmp_path))
    return tmp_path


def importing(root: Path):
    """Stands in for Django's, and looks at the text: a module once imported would be kept."""

    def import_string(name: str) -> None:
        _, module, thing, *_ = name.split(".")
        path = root / "baker" / f"{module}.py"
        if not path.exists() or thing not in path.read_text():
            raise ImportError(name)

    return import_string


@pytest.fixture
def versions(root) -> dict[str, Version]:
    return {"0.1.0": freeze(root, {})}


def test_version_holds_its_migrations_and_what_they_import(root, versions):
    (version,) = versions.values()
    assert list(version.migrations) == [INITIAL]
    assert version.imports == ("baker.filling.fill", "baker.rules.Sweet")


def test_next_version_holds_what_it_adds(root, versions):
    (root / "baker/migrations/0002_bread.py").write_text("import baker.rules\n")
    added = freeze(root, versions)
    assert list(added.migrations) == ["baker/migrations/0002_bread.py"]
    assert added.imports == ()


def test_versions_are_read_as_they_were_written(root, versions):
    (root / "baker/migrations/0002_bread.py").write_text("")
    versions["0.2.0"] = freeze(root, versions)
    file = root / "frozen.toml"
    write(file, versions)
    assert read(file) == versions
    assert list(read(file)) == ["0.1.0", "0.2.0"]
    assert file.read_text().startswith("# The migrations of each version")


def test_nothing_is_frozen_without_a_file(root):
    assert read(root / "none.toml") == {}


def test_nothing_is_said_of_what_stayed(root, versions):
    assert faults(root, versions) == []


def test_new_migrations_may_follow(root, versions):
    (root / "baker/migrations/0002_bread.py").write_text("")
    assert faults(root, versions) == []


def test_ends_of_lines_are_no_change(root, versions):
    (root / INITIAL).write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert faults(root, versions) == []


def test_changed_migration_is_said(root, versions):
    (root / INITIAL).write_text(FIRST + "\n")
    assert faults(root, versions) == [
        f"{INITIAL} has changed since version 0.1.0: bring it back as it was there, and put the"
        " change into a new migration."
    ]


def test_renamed_migration_is_said_with_its_new_name(root, versions):
    (root / INITIAL).rename(root / "baker/migrations/0002_initial.py")
    assert faults(root, versions) == [
        f"{INITIAL} of version 0.1.0 was renamed to baker/migrations/0002_initial.py: give the"
        " name back; where two lines of work meet, a merge migration follows both."
    ]


def test_vanished_migration_is_said(root, versions):
    (root / INITIAL).unlink()
    assert faults(root, versions) == [
        f"{INITIAL} of version 0.1.0 is gone: bring it back from there, and undo in a new migration"
        " what it did."
    ]


@pytest.mark.parametrize("is_module_gone", [False, True])
def test_vanished_import_is_said(root, versions, is_module_gone):
    (root / "baker/filling.py").write_text("")
    if is_module_gone:
        (root / "baker/filling.py").unlink()
    assert faults(root, versions) == [
        "baker.filling.fill, which migrations of version 0.1.0 import, is gone: leave it under"
        " that name, if only as another name of what took its place."
    ]
