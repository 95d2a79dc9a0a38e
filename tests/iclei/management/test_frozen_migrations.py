"""``manage.py frozen_migrations``: a version is frozen once, and compared ever after."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from iclei.management.commands import frozen_migrations
from iclei.upgrades import frozen

INITIAL = "baker/migrations/0001_initial.py"


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch) -> Path:
    """A repository of one app, in version 1.2.0, of which nothing is frozen."""
    (tmp_path / INITIAL).parent.mkdir(parents=True)
    (tmp_path / "baker/__init__.py").touch()
    (tmp_path / INITIAL).write_text("")
    monkeypatch.setattr(frozen_migrations, "settings", SimpleNamespace(BASE_DIR=tmp_path))
    monkeypatch.setattr(frozen_migrations, "FILE", tmp_path / "frozen.toml")
    monkeypatch.setattr(frozen_migrations, "VERSION", "1.2.0")
    return tmp_path


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("frozen_migrations", *arguments)
    return str(refused.value)


def test_version_that_is_not_frozen_is_said_with_the_way_to(root):
    assert refusal("--check") == (
        "The migrations of version 1.2.0 are not frozen: before it goes out, run manage.py"
        " frozen_migrations --freeze 1.2.0"
    )
    assert not (root / "frozen.toml").exists()


def test_frozen_version_is_content(root, capsys):
    call_command("frozen_migrations", "--freeze", "1.2.0")
    assert capsys.readouterr().out == "Version 1.2.0 is frozen: 1 migrations.\n"
    call_command("frozen_migrations", "--check")
    assert list(frozen.read(root / "frozen.toml")["1.2.0"].migrations) == [INITIAL]


def test_fault_is_said_and_stops_freezing_too(root, monkeypatch):
    call_command("frozen_migrations", "--freeze", "1.2.0")
    (root / INITIAL).write_text("# changed")
    monkeypatch.setattr(frozen_migrations, "VERSION", "1.3.0")
    for arguments in (["--check"], ["--freeze", "1.3.0"]):
        assert refusal(*arguments).startswith(f"{INITIAL} has changed since version 1.2.0")
    assert list(frozen.read(root / "frozen.toml")) == ["1.2.0"]


def test_version_is_frozen_once(root):
    call_command("frozen_migrations", "--freeze", "1.2.0")
    before = (root / "frozen.toml").read_bytes()
    assert refusal("--freeze", "1.2.0").startswith("Version 1.2.0 is frozen already. If nobody has")
    assert (root / "frozen.toml").read_bytes() == before


def test_other_version_is_not_frozen():
    assert refusal("--freeze", "9.9.9") == (
        "This is version 1.2.0, as pyproject.toml says: freeze that."
    )


def test_one_of_the_two_is_asked_for():
    assert "required" in refusal()
