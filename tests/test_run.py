"""``make test``: what is left out is said loudly, and fails where it must."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from tests import run


@pytest.fixture(autouse=True)
def machine(monkeypatch) -> dict[str, bool]:
    """What each package's look-up finds; nothing is run and nothing installed."""
    monkeypatch.delenv("CI", raising=False)
    has = dict.fromkeys(run.NEEDS, True)
    looked_up = {
        package: (tests, lambda package=package: has[package])
        for package, (tests, _) in run.NEEDS.items()
    }
    monkeypatch.setattr(run, "NEEDS", looked_up)
    monkeypatch.setattr(run, "install", lambda packages: None)
    return has


@pytest.fixture
def steps(monkeypatch) -> dict[str, tuple[str, ...]]:
    """The command of each step that was taken; all pass but those that are named ``failing``."""
    taken: dict[str, tuple[str, ...]] = {}

    def passes(title, *command, **environment):
        taken[title] = (*command, *(f"{name}={value}" for name, value in environment.items()))
        return title != taken.get("failing")

    @contextmanager
    def server(tell):
        yield "postgres://there"
        tell(60.0)

    monkeypatch.setattr(run, "passes", passes)
    monkeypatch.setattr(run.postgres, "server", server)
    monkeypatch.setattr(run, "SERVED", [])
    monkeypatch.setattr(run.sys, "argv", ["run"])
    return taken


def test_everything_runs_where_nothing_is_missing(steps, capsys):
    assert run.main() == 0
    assert list(steps) == ["Checks", "Tests on SQLite", "Tests on PostgreSQL"]
    assert "DATABASE_URL=postgres://there" in steps["Tests on PostgreSQL"]
    assert "LEFT OUT" not in capsys.readouterr().out


def test_postgres_runs_all_and_sqlite_what_differs_and_the_browser(steps):
    run.main()
    assert steps["Tests on SQLite"] == (*run.PYTEST, "-m", "each_database or browser")
    on_postgres = (*run.PYTEST, "--ignore=tests/browser", "DATABASE_URL=postgres://there")
    assert steps["Tests on PostgreSQL"] == on_postgres


def test_sqlite_runs_all_where_there_is_no_postgres(steps, machine):
    machine["postgresql"] = False
    run.main()
    assert steps["Tests on SQLite"] == run.PYTEST


def test_both_run_all_with_all_rounds_and_the_bench_when_asked(steps, monkeypatch):
    monkeypatch.setattr(run.sys, "argv", ["run", "--all"])
    run.main()
    everything = (*run.PYTEST, "--all", "tests", "tests/bench")
    assert steps["Tests on SQLite"] == everything
    assert steps["Tests on PostgreSQL"][: len(everything)] == everything


def test_minutes_of_processor_are_told_with_those_of_the_database(steps, monkeypatch, capsys):
    took = SimpleNamespace(ru_utime=80.0, ru_stime=10.0)
    monkeypatch.setattr(run.resource, "getrusage", lambda who: took)
    run.main()
    assert "2.5 minutes of processor" in capsys.readouterr().out


@pytest.mark.parametrize("title", ["Checks", "Tests on SQLite", "Tests on PostgreSQL"])
def test_failure_of_any_step_is_a_failure(steps, title, capsys):
    steps["failing"] = title
    assert run.main() == 1
    assert "FAILED" in capsys.readouterr().out
    assert len(steps) == 4  # the other steps ran all the same


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
@pytest.mark.parametrize("package", ["chromium", "fonts-noto-cjk", "gettext", "postgresql"])
def test_what_is_missing_is_said_and_fails_in_ci(
    steps, machine, monkeypatch, capsys, package, ci, code
):
    monkeypatch.setenv("CI", ci)
    machine[package] = False
    assert run.main() == code
    said = capsys.readouterr().out
    assert f"!! LEFT OUT: {run.NEEDS[package][0]}, for want of {package}." in said
    assert f"apt-get install --yes --no-install-recommends {package}" in said


def test_browser_tests_are_left_out_without_a_browser(steps, machine):
    machine["chromium"] = False
    run.main()
    assert "--ignore=tests/browser" in steps["Tests on SQLite"]


def test_postgres_is_not_started_where_it_is_missing(steps, machine):
    machine["postgresql"] = False
    run.main()
    assert "Tests on PostgreSQL" not in steps


def test_step_is_run_under_its_title(capfd):
    assert run.passes("Working", "sh", "-c", 'test "$WHO" = x', WHO="x")
    assert not run.passes("Failing", "false")
    assert capfd.readouterr().out == "\n== Working\n\n== Failing\n"
