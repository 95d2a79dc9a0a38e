"""How fast pages, sheets, searches and the board are over a network as large as it may become.

``make bench``. Before it measures, the bench tests itself.
Before it measures, the bench tests itself.

On SQLite, in a throwaway database under var/; with ``--postgresql`` on a server of its own. A part
is measured alone by its name: ``python -m tests.bench board``.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from deploy.steps import ROOT
from tests import postgres

PARTS = ("limits", "pages", "sheets", "board", "searching")
SELF_TEST = (sys.executable, "-m", "pytest", "-q", "tests/bench")


def main() -> int:
    if failed := subprocess.run(SELF_TEST, cwd=ROOT).returncode:
        return failed
    named = [part for part in PARTS if part in sys.argv]
    return max(measure(f"tests.bench.{part}") for part in named or PARTS)


def measure(module: str) -> int:
    """Run a part of the bench on a database of its own; how it ended."""
    with database() as url:
        environment = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = (sys.executable, "-m", module)
        return subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode


@contextmanager
def database() -> Iterator[str]:
    """The DATABASE_URL of an empty database that is gone with the ``with`` block."""
    if "--postgresql" in sys.argv:
        with postgres.server() as url:
            yield url
    else:
        (ROOT / "var").mkdir(exist_ok=True)
        with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"


if __name__ == "__main__":
    sys.exit(main())
