"""Packages that are fetched once, checked by their hashes, into an environment of our own."""

import importlib.util
import sys
from pathlib import Path

import pytest

from deploy import install
from deploy.steps import Obstacle

LOCK = "requirements.txt"


@pytest.fixture(autouse=True)
def clone(tmp_path, monkeypatch) -> Path:
    (tmp_path / LOCK).write_text("django==5.2.19 --hash=sha256:0\n")
    python = tmp_path / "var/venv/bin/python"
    monkeypatch.setattr("deploy.steps.ROOT", tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / "var/venv")
    monkeypatch.setattr(install, "PYTHON", python)
    return tmp_path


@pytest.fixture
def steps(clone, monkeypatch) -> list[tuple[str, ...]]:
    """The commands that were called, in place of calling them; making an environment works."""
    called: list[tuple[str, ...]] = []

    def step(title, *command, env=None):
        called.append(tuple(str(part) for part in command))
        if "venv" in called[-1]:
            (clone / "var/venv/bin").mkdir(parents=True)
            (clone / "var/venv/bin/python").symlink_to(sys.executable)

    monkeypatch.setattr(install, "step", step)
    return called


def test_first_time_makes_an_environment_and_fetches_packages(steps, clone):
    install.install(LOCK)
    make, fetch = steps
    assert make[1:4] == ("-m", "venv", "--clear")
    assert fetch[:4] == (str(clone / "var/venv/bin/python"), "-m", "pip", "install")
    assert {"--require-hashes", "--no-deps", LOCK} <= set(fetch)


def test_second_time_does_nothing(steps):
    install.install(LOCK)
    install.install(LOCK)
    assert len(steps) == 2


def test_changed_lock_is_fetched_into_the_same_environment(steps, clone):
    install.install(LOCK)
    (clone / LOCK).write_text("django==5.2.20 --hash=sha256:1\n")
    install.install(LOCK)
    assert ["venv" in command for command in steps] == [True, False, False]


def test_other_lock_is_fetched_beside_it(steps, clone):
    (clone / "requirements-test.txt").write_text("pytest==9 --hash=sha256:2\n")
    for lock in (LOCK, "requirements-test.txt", LOCK, "requirements-test.txt"):
        install.install(lock)
    assert len(steps) == 3


def test_fetching_that_failed_is_done_again(steps, monkeypatch):
    works = install.step

    def fails(title, *command, env=None):
        works(title, *command, env=env)
        if "pip" in command:
            raise Obstacle("no network")

    monkeypatch.setattr(install, "step", fails)
    with pytest.raises(Obstacle, match="no network"):
        install.install(LOCK)
    monkeypatch.setattr(install, "step", works)
    install.install(LOCK)
    assert ["pip" in command for command in steps] == [False, True, True]


def test_environment_of_another_python_is_made_anew(clone):
    assert not install.venv_works()
    install.PYTHON.parent.mkdir(parents=True)
    install.PYTHON.write_text("#!/bin/sh\necho 2.7.18\n")
    install.PYTHON.chmod(0o755)
    assert not install.venv_works()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_python_that_cannot_make_environments(monkeypatch, missing):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == missing else found(name)
    )
    with pytest.raises(Obstacle) as obstacle:
        install.make_venv()
    assert "apt-get install python3-venv" in str(obstacle.value)


def test_folder_that_cannot_be_written(clone):
    (clone / "var").touch()
    with pytest.raises(Obstacle, match="must be writable"):
        install.install(LOCK)
