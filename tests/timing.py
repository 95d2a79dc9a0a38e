"""What a run of tests takes of the processor, and which files take most of it.

Seconds are those of the worker that runs a test, from its fixtures to their end, and of programs
that it started, such as a browser. The server of a database is no such program: ``tests.run`` adds
it. What is made once for many files, such as a database, is counted where it was first asked for.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

#: How many files are named at the end of a run.
NAMED = 10
TICKS = os.sysconf("SC_CLK_TCK")  # a second
#: Where the numbers of user and system time stand, own and of children, behind a process's name.
USED = slice(11, 15)


def spent(process: int | None = None) -> float:
    """Processor seconds of a process (this one) and of all that it has started.

    Without ``/proc`` those that still run are left out.
    """
    if not Path("/proc/self/stat").exists():
        return sum(os.times()[:4])
    return ticks_of(process or os.getpid()) / TICKS


def ticks_of(process: int) -> int:
    folder = Path("/proc", str(process))
    try:
        used = (folder / "stat").read_text().rpartition(")")[2].split()[USED]
        children = [int(n) for f in folder.glob("task/*/children") for n in f.read_text().split()]
    except OSError:  # it has ended meanwhile, and is counted with who waited for it
        return 0
    return sum(map(int, used)) + sum(map(ticks_of, children))


class Clock:
    """A plugin of pytest that reads the processor's clock after each test, in each worker."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()
        #: What was spent before the first test, in all workers.
        self.begun = 0.0
        self.read = 0.0

    def pytest_collection_finish(self) -> None:
        self.begun = self.read = spent()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        result = yield
        now = spent()
        # A browser that ends takes along what nobody has waited for.
        self.files[item.location[0]] += max(0.0, now - self.read)
        self.read = now
        return result

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker hands in what it has counted."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["seconds"] = dict(self.files)
            session.config.workeroutput["begun"] = self.begun

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """The seconds of a worker; one that broke down has none to tell."""
        told = getattr(node, "workeroutput", {})
        self.files.update(told.get("seconds", {}))
        self.begun += told.get("begun", 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.files:
            total = self.begun + self.files.total()
            terminalreporter.write_line("\n".join(summary(total, self.files)))


def summary(total: float, files: Counter[str]) -> list[str]:
    """The lines at the end of a run."""
    lines = [f"  {seconds:7.1f} s  {name}" for name, seconds in files.most_common(NAMED)]
    return [f"Processor: {total:,.0f} s. The files that took most:", *lines]
