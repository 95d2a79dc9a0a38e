"""What visitors lose while workers are changed: nothing, however slowly a new one starts."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import run
from tests.postgres import free_port
from tests.processes import wait_until

#: An application that starts as slowly as the portal does on a busy machine, and says who it is.
SLOW = """
import os, time
time.sleep({seconds})
def application(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""


@contextlib.contextmanager
def served(folder: Path, application: str, **environment: str) -> Iterator[tuple[int, int]]:
    """A server as deploy/granian.env has it; its port and the number of its process."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--port", str(port), application],
        cwd=folder,
        env={**os.environ, **run.server_settings(), **environment},
    )
    try:
        run.wait_until_it_answers(port, server)
        yield port, server.pid
    finally:
        server.kill()
        server.wait()


class Visitors:
    """People who look and send, in turn, each time anew; what they were told, and what not."""

    def __init__(self, port: int, number: int, pause: float) -> None:
        self.port, self.pause = port, pause
        self.answers: Counter[str] = Counter()
        self.lost: list[str] = []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.visit) for _ in range(number)]

    def visit(self) -> None:
        while not self.is_over.wait(self.pause):
            for method, body in (("GET", None), ("POST", "name=Suwon")):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                try:
                    connection.request(method, "/healthz", body)
                    self.answers[connection.getresponse().read().decode()] += 1
                except (OSError, http.client.HTTPException) as error:
                    self.lost.append(f"{method}: {error!r}")
                finally:
                    connection.close()

    def __enter__(self) -> "Visitors":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *of_exception: object) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()


def children(process: int) -> set[str]:
    """The processes that one has started."""
    return {*Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def reload(server: int) -> None:
    """Have new workers, and wait until the old ones have gone."""
    before = children(server)
    os.kill(server, signal.SIGHUP)
    wait_until(lambda: not before & children(server))


@pytest.mark.parametrize("seconds", [5, pytest.param(12, marks=pytest.mark.thorough)])
def test_reload_loses_nothing_while_new_workers_start_slowly(tmp_path, seconds):
    (tmp_path / "slow.py").write_text(SLOW.format(seconds=seconds))
    environment = {"GRANIAN_WORKERS": "1", "PYTHONPATH": str(tmp_path)}
    with served(tmp_path, "slow:application", **environment) as (port, server):
        with Visitors(port, 3, 0.05) as visitors:
            reload(server)
            time.sleep(0.5)
        assert visitors.lost == []
        assert len(visitors.answers) == 2  # the old worker and the new one


@pytest.mark.thorough
def test_portal_itself_reloads_under_load_without_a_loss(tmp_path):
    environment = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "known to all", "LOG_LEVEL": "CRITICAL"}
    with served(run.ROOT, "iclei.wsgi:application", **environment) as (port, server):
        with Visitors(port, 16, 0) as visitors:
            for _ in range(2):
                reload(server)
        assert visitors.lost == []
        # What is sent is refused, for want of a token and of a database, but it is answered.
        assert visitors.answers["ok\n"] >= sum(visitors.answers.values()) / 2
