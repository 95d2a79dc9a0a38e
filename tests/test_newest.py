"""``make test-newest``: the newest Python that can be had, and loud words where none can."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import newest

KNOWN = """[
  {"implementation": "cpython", "version": "3.16.0a2"},
  {"implementation": "cpython", "version": "3.15.2"},
  {"implementation": "cpython", "version": "3.11.18"},
  {"implementation": "pypy", "version": "3.19.1"}
]"""


def python(folder: Path, name: str, answer: str) -> Path:
    """A program that answers as the interpreter of some version would."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {answer}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Path:
    """A machine with no Python, on which uv knows none to fetch."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(newest, "fetchable", set)
    return tmp_path


def test_pythons_are_the_newest_first_and_those_of_the_machine_before_fetched_ones(
    machine, monkeypatch
):
    monkeypatch.setattr(newest, "fetchable", lambda: {(3, 15), (3, 13), (3, 11)})
    on_path = python(machine / "bin", "python3.12", "3 12 final")
    of_pyenv = python(machine / "pyenv/versions/3.13.1/bin", "python3.13", "3 13 final")
    python(machine / "bin", "python3.10", "3 10 final")
    assert list(newest.pythons()) == ["3.15", str(of_pyenv), str(on_path)]


def test_python_that_does_not_run_or_is_no_release_is_passed_over(machine):
    python(machine / "bin", "python3.14", "command not found")
    python(machine / "bin", "python3.15", "3 15 beta")
    (machine / "bin" / "python3.13").touch()
    assert list(newest.pythons()) == []


def test_releases_of_cpython_alone_are_fetched(monkeypatch):
    answer = subprocess.CompletedProcess([], 0, stdout=KNOWN)
    monkeypatch.setattr(newest.subprocess, "run", lambda *args, **kwargs: answer)
    assert newest.fetchable() == {(3, 15), (3, 11)}


def test_nothing_is_fetched_where_uv_says_nothing(monkeypatch):
    answer = subprocess.CompletedProcess([], 2, stdout="")
    monkeypatch.setattr(newest.subprocess, "run", lambda *args, **kwargs: answer)
    assert newest.fetchable() == set()


@pytest.fixture
def steps(monkeypatch) -> list[tuple[str, ...]]:
    """The steps towards an environment, which work for Python 3.14 and older."""
    taken: list[tuple[str, ...]] = []

    def works(*command: str) -> bool:
        taken.append(command)
        return "3.15" not in command

    monkeypatch.setattr(newest, "pythons", lambda: iter(["3.15", "3.14", "3.13"]))
    monkeypatch.setattr(newest, "works", works)
    monkeypatch.setattr(newest, "described", lambda: "Python 3.14.1 and Django 6.1")
    return taken


def test_next_python_is_taken_where_the_newest_cannot_be_had(steps, capsys):
    assert newest.make_environment() == "Python 3.14.1 and Django 6.1"
    assert capsys.readouterr().out == "Python 3.15 cannot be had with wheels of all packages.\n"
    assert all("3.13" not in command for command in steps)
    assert "requirements-test.txt" in steps[-2]
    assert steps[-1][-1] == newest.DJANGO


def test_tests_run_on_sqlite_and_their_failure_is_a_failure(steps, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://there")
    monkeypatch.setattr(newest, "PYTHON", sys.executable)
    asks = "import os, sys; sys.exit('DATABASE_URL' in os.environ or len(sys.argv) - 1)"
    monkeypatch.setattr(newest, "PYTEST", ("-c", asks))
    assert newest.main() == 0
    assert "== Python 3.14.1 and Django 6.1: passed" in capsys.readouterr().out
    assert newest.main("tests/none") == 1
    assert "== Python 3.14.1 and Django 6.1: FAILED" in capsys.readouterr().out


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_is_left_out_is_said_and_fails_in_ci(steps, monkeypatch, capsys, ci, code):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(newest, "pythons", lambda: iter(()))
    assert newest.main() == code
    assert "!! LEFT OUT: the tests on the newest Python" in capsys.readouterr().out
