"""A PostgreSQL of the tests' own: made, served on loopback, and gone with the ``with`` block."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.timing import spent

SERVER_USER = "nobody"
#: Nothing of its data outlives a crash, so that it need not be written twice.
FORGETFUL = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, or None where it isn't installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


class Cluster:
    """A server that can be stopped, started again, and made to stand still."""

    def __init__(self, folder: str, owner: str) -> None:
        self.folder, self.port, self.owner = folder, free_port(), owner
        self.data = Path(folder, "data")
        self.url = f"postgres://{owner}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, SERVER_USER)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8")
        access = (f"--username={self.owner}", "--auth=trust")
        run(binaries() / "initdb", "--pgdata", self.data, *access, *locale, "--no-sync")

    def control(self, *command: Path | str) -> None:
        run(binaries() / "pg_ctl", "--pgdata", self.data, "--wait", "--silent", *command)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.folder} -c max_connections=300 {FORGETFUL}"
        self.control("--options", options, "--log", Path(self.folder, "log"), "start")

    def stop(self, mode: str = "fast") -> None:
        self.control(f"--mode={mode}", "stop")

    def process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Inside, the server keeps its connections and answers nobody."""
        main = self.process()
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        processes = [main, *map(int, children)]
        signal_all(processes, signal.SIGSTOP)
        try:
            yield
        finally:
            signal_all(processes, signal.SIGCONT)


def signal_all(processes: list[int], what: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, what)


@contextmanager
def cluster(owner: str = "portal") -> Iterator[Cluster]:
    """A new server with an empty database in C.UTF-8, in which ``owner`` may do everything."""
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        made = Cluster(folder, owner)
        made.make()
        made.start()
        try:
            yield made
        finally:
            if (made.data / "postmaster.pid").exists():
                made.stop()


@contextmanager
def server(
    tell: Callable[[float], object] = lambda seconds: None, owner: str = "portal"
) -> Iterator[str]:
    """The DATABASE_URL of a new server, in which ``owner`` may do everything.

    At the end ``tell`` is told how many seconds of processor the server took.
    """
    with cluster(owner) as made:
        try:
            yield made.url
        finally:
            tell(spent(made.process()))


def run(*command: Path | str) -> None:
    """Run a program of PostgreSQL, as another user where we are root."""
    as_user = ("setpriv", f"--reuid={SERVER_USER}", "--regid=nogroup", "--clear-groups")
    prefix = as_user if os.geteuid() == 0 else ()
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
