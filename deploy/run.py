"""Makes a clone of the repository serve the portal, and serves it: ``make run``.

Needs Python with venv and nothing else. Whatever is up to date is left alone, so that it starts
in seconds the second time, needs no network then, and keeps all data.
"""

import csv
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from deploy.install import PYTHON, install
from deploy.steps import (
    ROOT,
    Obstacle,
    Stamp,
    check_writable,
    fingerprint,
    say,
    step,
    stop_on_obstacle,
)

VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
DATABASE = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}"
SAMPLE_LOADED = Stamp(VAR / "stamps" / "sample")
SAMPLE_CONTENTS = Stamp(VAR / "stamps" / "sample_contents")
PREPARED = Stamp(VAR / "stamps" / "prepared")
#: How load_sample says what it did not refresh, because staff had changed it.
LEFT_ALONE = "as staff have them"
SECONDS_TO_START = 60
SECONDS_BETWEEN_LOOKS = 1.0
#: How the settings say yes.
TRUE = frozenset(("1", "true", "t", "yes", "y", "on"))


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    port = free_port(os.environ.get("PORT") or "8000")
    check_writable(VAR)
    install("requirements.txt")
    os.environ.update({"PORT": str(port), "VAR_DIR": str(VAR)})
    os.environ.setdefault("REQUIRE_MFA", "0")
    prepare()
    first_time = load_sample()
    serve(port, first_time)


def free_port(wanted: str) -> int:
    """The port as a number; raises Obstacle unless it is one that is free."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise Obstacle(f"PORT={wanted} is not a port: choose a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except PermissionError:
            raise Obstacle(f"Port {wanted} is not yours to use: try make run PORT=8000.") from None
        except OSError:
            raise Obstacle(
                f"Port {wanted} is in use: try make run PORT={next_to(wanted)}."
            ) from None
    return int(wanted)


def next_to(port: str) -> int:
    """The port after this one; the usual one after the last."""
    return int(port) + 1 if int(port) < 65535 else 8000


def manage(title: str, *arguments: str) -> list[str]:
    """Run a command of the portal as a step; the lines that it wrote."""
    return step(title, PYTHON, "manage.py", *arguments)


def prepare() -> None:
    """Bring database, catalogues and static files up to date, if what they are made of changed."""
    sources = [*sorted(ROOT.glob("*/migrations")), ROOT / "locale", ROOT / "static"]
    made_of = fingerprint([ROOT / "requirements.txt", *sources], DATABASE)
    if database_is_missing():
        PREPARED.remove()
        SAMPLE_LOADED.remove()
    if PREPARED.says(made_of):
        return
    manage("Bringing the database up to date", "migrate", "--no-input")
    manage("Comparing the translations with their sources", "recompute_ledger")
    manage("Making room for the cache", "createcachetable")
    manage("Compiling the five languages", "compile_catalogues")
    manage("Gathering and compressing static files", "collectstatic", "--no-input")
    PREPARED.set(made_of)


def database_is_missing() -> bool:
    scheme, _, path = DATABASE.partition(":///")
    return scheme == "sqlite" and not Path(path).exists()


def load_sample() -> bool:
    """Load the sample network unless the database has it as it is; True if it never had any.

    A newer sample brings what it adds and changes; what staff have changed stays theirs.
    """
    database, contents = (fingerprint(paths, DATABASE) for paths in ([], [ROOT / "sample"]))
    first_time = not SAMPLE_LOADED.says(database)
    lines: list[str] = []
    if first_time:
        lines = manage("Loading the sample: 75 members, 18 offices, the news", "load_sample")
    elif not SAMPLE_CONTENTS.says(contents):
        lines = manage("Bringing the sample up to date", "load_sample")
    say_what_was_left(lines)
    SAMPLE_LOADED.set(database)
    SAMPLE_CONTENTS.set(contents)
    return first_time


def say_what_was_left(lines: list[str]) -> None:
    for line in lines:
        if LEFT_ALONE in line:
            say(f"  {line.strip()}")


def serve(port: int, first_time: bool) -> None:
    """Serve, and send mails and do jobs beside it, until stopped.

    Raises Obstacle if the server does not start or ends by itself.
    """
    server = subprocess.Popen(
        [PYTHON, "-m", "granian", "--port", str(port), "iclei.wsgi:application"],
        cwd=ROOT,
        env={**server_settings(), **os.environ},
    )
    try:
        wait_until_it_answers(port, server)
        say(welcome(f"http://127.0.0.1:{port}", first_time))
        if code := work_beside(server):
            raise Obstacle(f"The server ended by itself with code {code}.")
    except KeyboardInterrupt:
        say("\nStopping.")
    finally:
        server.terminate()
        server.wait()


def work_beside(server: subprocess.Popen) -> int:
    """Keep a worker going until the server ends; returns the code with which that does."""
    worker = start_worker()
    try:
        while (code := server.poll()) is None:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            if worker.poll() is not None:
                worker = start_worker()
        return int(code)
    finally:
        worker.terminate()
        worker.wait()


def start_worker() -> subprocess.Popen:
    """What sends mails and does jobs; it ends with this process, however that ends."""
    command = [PYTHON, "manage.py", "worker", "--with-parent", "--verbosity", "0"]
    return subprocess.Popen(command, cwd=ROOT)


def server_settings() -> dict[str, str]:
    lines = (ROOT / "deploy" / "granian.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def wait_until_it_answers(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Obstacle("The server did not start, for the reason above.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise Obstacle(f"The server did not answer within {SECONDS_TO_START} seconds.")


def welcome(address: str, first_time: bool) -> str:
    """What a newcomer needs to know, once the site answers."""
    lines = [
        "",
        f"  The portal     {address}/",
        f"  Back office    {address}/admin/",
        *how_to_sign_in(first_time),
        *where_mails_go(),
        second_factor(),
        "",
        "  Stop with Ctrl-C; what you change is kept in var/.",
    ]
    return "\n".join(lines)


def where_mails_go() -> list[str]:
    """The folder, unless a mail server is set."""
    return [] if os.environ.get("EMAIL_URL") else [f"  Mails          as files in {VAR / 'mail'}/"]


def second_factor() -> str:
    """Whether staff are asked for a second factor, as the settings read it."""
    if os.environ.get("REQUIRE_MFA", "0").strip().lower() in TRUE:
        return "  Staff set up a second factor when they first sign in (REQUIRE_MFA=1)."
    return "  A second factor is not asked for in this first look (REQUIRE_MFA=0)."


def how_to_sign_in(first_time: bool) -> list[str]:
    """The sample's users, and their password: in words the first time, later where it lies."""
    kept = VAR / "sample_password"
    if not kept.exists():
        return []
    password = kept.read_text(encoding="ascii") if first_time else f"in {kept}"
    with open(ROOT / "sample" / "staff.csv", encoding="utf-8", newline="") as table:
        names = [record["username"] for record in csv.DictReader(table)]
    return [f"  Sign in as     {', '.join(names)}", f"  Password       {password}"]


if __name__ == "__main__":
    stop_on_obstacle(main)
