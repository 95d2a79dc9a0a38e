"""``make run``: what it says when something is in the way, and what it leaves alone."""

import csv
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import run
from deploy.steps import ROOT, Obstacle, Stamp


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch) -> Path:
    """A clone of its own: a folder for what a run writes, and a database that isn't there yet."""
    monkeypatch.setattr(run, "VAR", tmp_path)
    monkeypatch.setattr(run, "DATABASE", f"sqlite:///{tmp_path}/db.sqlite3")
    monkeypatch.setattr(run, "SAMPLE_LOADED", Stamp(tmp_path / "stamps" / "sample"))
    monkeypatch.setattr(run, "SAMPLE_CONTENTS", Stamp(tmp_path / "stamps" / "sample_contents"))
    monkeypatch.setattr(run, "PREPARED", Stamp(tmp_path / "stamps" / "prepared"))
    return tmp_path


@pytest.fixture
def steps(monkeypatch) -> list[str]:
    """The commands of manage.py that were called, in place of calling them."""
    called: list[str] = []

    def manage(title: str, *arguments: str) -> list[str]:
        called.append(arguments[0])
        return [
            "members: 75 made\n",
            "Left 2 fields of 1 records as staff have them.\n",
            "Staff…\n",
        ]

    monkeypatch.setattr(run, "manage", manage)
    return called


@pytest.fixture
def sample(tmp_path, monkeypatch) -> Path:
    """A file of a sample of its own, which may change."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr("deploy.steps.ROOT", tmp_path)
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "members.csv").write_text("kochi")
    return tmp_path / "sample" / "members.csv"


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that somebody else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def obstacle(function, *args) -> str:
    with pytest.raises(Obstacle) as found:
        function(*args)
    return str(found.value)


@pytest.mark.parametrize("wanted", ["abc", "0", "65536", "-1", "80.5", " 8000", "²", "99999999999"])
def test_port_that_is_none(wanted):
    assert obstacle(run.free_port, wanted) == (
        f"PORT={wanted} is not a port: choose a number from 1 to 65535."
    )


def test_port_in_use(taken):
    next_port = int(taken) + 1
    assert obstacle(run.free_port, taken) == (
        f"Port {taken} is in use: try make run PORT={next_port}."
    )


def test_last_port_in_use_leads_to_the_usual_one():
    assert run.next_to("65535") == 8000


def test_port_of_the_system(monkeypatch):
    def denied(*args):
        raise PermissionError

    monkeypatch.setattr(socket.socket, "bind", denied)
    assert obstacle(run.free_port, "80") == ("Port 80 is not yours to use: try make run PORT=8000.")


def test_port_that_is_free(taken):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert run.free_port(str(port)) == port


@pytest.mark.parametrize("wanted", ["abc", "taken"])
def test_script_says_one_sentence_and_no_traceback(taken, wanted):
    port = taken if wanted == "taken" else wanted
    result = subprocess.run(
        [sys.executable, "-m", "deploy.run"],
        cwd=ROOT,
        env=os.environ | {"PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert port in result.stderr


def test_everything_is_prepared_once(var, steps):
    prepared = [
        "migrate",
        "recompute_ledger",
        "createcachetable",
        "compile_catalogues",
        "collectstatic",
    ]
    run.prepare()
    assert steps == prepared
    (var / "db.sqlite3").touch()
    run.prepare()
    assert steps == prepared


def test_what_changed_is_prepared_again(var, steps, monkeypatch):
    (var / "db.sqlite3").touch()
    run.prepare()
    monkeypatch.setattr(run, "DATABASE", "postgres://elsewhere/portal")
    run.prepare()
    assert steps.count("migrate") == 2


def test_lost_database_is_made_and_filled_again(var, steps):
    (var / "db.sqlite3").touch()
    run.prepare()
    assert run.load_sample()
    (var / "db.sqlite3").unlink()
    run.prepare()
    assert run.load_sample()
    assert steps.count("migrate") == steps.count("load_sample") == 2


def test_sample_is_loaded_once_into_each_database(steps, monkeypatch):
    assert [run.load_sample() for _ in range(2)] == [True, False]
    monkeypatch.setattr(run, "DATABASE", "postgres://elsewhere/portal")
    assert [run.load_sample() for _ in range(2)] == [True, False]
    assert steps == ["load_sample"] * 2


def test_sample_that_changed_is_loaded_again_and_says_what_it_left(steps, sample, capsys):
    """So is a sample that is loaded into a database which somebody copied here."""
    left = "  Left 2 fields of 1 records as staff have them.\n"
    run.load_sample()
    assert capsys.readouterr().out == left
    sample.write_text("kochi, seoul")
    assert [run.load_sample() for _ in range(2)] == [False, False]
    assert steps == ["load_sample"] * 2
    assert capsys.readouterr().out == left


def test_sample_that_an_earlier_version_loaded_is_brought_up_to_date(steps, sample):
    """It kept no more than that there was one; the password is not shown again."""
    run.SAMPLE_LOADED.set(run.fingerprint([], run.DATABASE))
    assert not run.load_sample()
    assert steps == ["load_sample"]


def test_step_that_failed_is_not_taken_for_done(var, monkeypatch):
    def fails(*args):
        raise Obstacle("no")

    monkeypatch.setattr(run, "manage", fails)
    assert [obstacle(run.prepare), obstacle(run.load_sample)] == ["no", "no"]
    assert not (var / "stamps").exists()


def test_database_server_is_never_missing(monkeypatch):
    monkeypatch.setattr(run, "DATABASE", "postgres://127.0.0.1/portal")
    assert not run.database_is_missing()


def usernames() -> list[str]:
    with open(ROOT / "sample" / "staff.csv", encoding="utf-8", newline="") as table:
        return [record["username"] for record in csv.DictReader(table)]


def test_welcome_names_addresses_users_and_the_password_the_first_time(var):
    (var / "sample_password").write_text("correct horse")
    said = run.welcome("http://127.0.0.1:8000", first_time=True)
    for part in ("http://127.0.0.1:8000/\n", "http://127.0.0.1:8000/admin/", "correct horse"):
        assert part in said
    assert all(name in said for name in usernames())
    assert "REQUIRE_MFA=0" in said


@pytest.mark.parametrize(("value", "is_asked"), [("1", True), ("On", True), ("no", False)])
def test_welcome_says_whether_a_second_factor_is_asked_for(monkeypatch, value, is_asked):
    monkeypatch.setenv("REQUIRE_MFA", value)
    said = run.welcome("http://127.0.0.1:8000", first_time=False)
    assert ("not asked for" in said) != is_asked
    assert ("REQUIRE_MFA=1" in said) == is_asked


def test_welcome_says_later_where_the_password_lies(var):
    (var / "sample_password").write_text("correct horse")
    said = run.welcome("http://127.0.0.1:8000", first_time=False)
    assert "correct horse" not in said
    assert f"in {var}/sample_password" in said


def test_welcome_names_no_user_where_their_password_is_gone():
    assert "Sign in as" not in run.welcome("http://127.0.0.1:8000", first_time=False)


def test_server_settings_are_read_without_remarks():
    settings = run.server_settings()
    assert settings["GRANIAN_WORKERS"] == "2"
    assert all(name.startswith("GRANIAN_") and value for name, value in settings.items())


class Server:
    """A server that has ended with a code."""

    def __init__(self, command=(), *, code: int = 3, **kwargs) -> None:
        self.command, self.code, self.is_stopped = [*map(str, command)], code, False

    def poll(self) -> int:
        return self.code

    def wait(self) -> int:
        return self.code

    def terminate(self) -> None:
        self.is_stopped = True


def test_server_that_does_not_start():
    assert obstacle(run.wait_until_it_answers, 1, Server()) == (
        "The server did not start, for the reason above."
    )


def test_server_that_does_not_answer(monkeypatch, taken):
    monkeypatch.setattr(run, "SECONDS_TO_START", 0.1)
    server = Server()
    monkeypatch.setattr(server, "poll", lambda: None)
    assert "did not answer" in obstacle(run.wait_until_it_answers, int(taken), server)


def test_server_that_ends_by_itself_is_told_after_the_welcome(monkeypatch, capsys):
    monkeypatch.setattr(run.subprocess, "Popen", Server)
    monkeypatch.setattr(run, "wait_until_it_answers", lambda port, server: None)
    assert obstacle(run.serve, 8000, False) == "The server ended by itself with code 3."
    assert "http://127.0.0.1:8000/" in capsys.readouterr().out


@pytest.fixture
def started(monkeypatch) -> list[Server]:
    """The processes that were started, in place of starting them."""
    processes: list[Server] = []

    def start(command, **kwargs) -> Server:
        processes.append(Server(command, code=0))
        return processes[-1]

    monkeypatch.setattr(run.subprocess, "Popen", start)
    monkeypatch.setattr(run, "SECONDS_BETWEEN_LOOKS", 0)
    return processes


def test_server_and_worker_are_stopped_with_ctrl_c(monkeypatch, capsys, started):
    def interrupted(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "wait_until_it_answers", lambda port, server: None)
    monkeypatch.setattr(Server, "poll", lambda server: None)
    monkeypatch.setattr(run.time, "sleep", interrupted)
    run.serve(8000, False)
    assert ["granian" in server.command for server in started] == [True, False]
    assert started[1].command[1:3] == ["manage.py", "worker"]
    assert all(process.is_stopped for process in started)
    assert "Stopping." in capsys.readouterr().out


def test_worker_that_ends_is_started_again(monkeypatch, started):
    server = Server()
    looks = iter([None, None, 0])
    monkeypatch.setattr(server, "poll", lambda: next(looks))
    assert run.work_beside(server) == 0
    assert len(started) == 3
    assert started[-1].is_stopped


def test_server_that_does_not_start_has_no_worker(monkeypatch, started):
    def fails(port, server):
        raise Obstacle("no")

    monkeypatch.setattr(run, "wait_until_it_answers", fails)
    assert obstacle(run.serve, 8000, False) == "no"
    assert len(started) == 1


@pytest.mark.parametrize(("url", "is_named"), [("", True), ("smtp://mail.example", False)])
def test_welcome_says_where_mails_lie(var, monkeypatch, url, is_named):
    monkeypatch.setenv("EMAIL_URL", url)
    said = run.welcome("http://127.0.0.1:8000", first_time=False)
    assert (f"{var}/mail/" in said) is is_named
