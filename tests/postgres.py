"""A PostgreSQL of the tests' own: made, served on loopback, and gone with the ``with`` block."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.timing import spent

SERVER_USER = "nobody"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, or None where it isn't installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


@contextmanager
def server(tell: Callable[[float], object] = lambda seconds: None) -> Iterator[str]:
    """The DATABASE_URL of a new, empty database in C.UTF-8.

    At the end ``tell`` is told how many seconds of processor the server took.
    """
    programs = binaries()
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        data, port = Path(folder, "data"), free_port()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, SERVER_USER)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8")
        access = ("--username=portal", "--auth=trust")
        run(programs / "initdb", "--pgdata", data, *access, *locale, "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        control = (programs / "pg_ctl", "--pgdata", data, "--wait", "--silent")
        options += " -c fsync=off -c max_connections=300"
        run(*control, "--options", options, "--log", Path(folder, "log"), "start")
        try:
            yield f"postgres://portal@127.0.0.1:{port}/postgres"
        finally:
            tell(spent(int((data / "postmaster.pid").read_text().splitlines()[0])))
            run(*control, "--mode=fast", "stop")


def run(*command: Path | str) -> None:
    """Run a program of PostgreSQL, as another user where we are root."""
    as_user = ("setpriv", f"--reuid={SERVER_USER}", "--regid=nogroup", "--clear-groups")
    prefix = as_user if os.geteuid() == 0 else ()
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
