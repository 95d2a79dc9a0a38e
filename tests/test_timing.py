"""The seconds that a run has taken are those of all its processes, by the files that took most."""

import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

import pytest

from tests.timing import NAMED, Clock, spent, summary

WORK = "sum(range(5_000_000)); print('done', flush=True); input()"


def test_work_of_a_program_that_still_runs_and_of_one_that_has_ended_is_counted():
    before = spent()
    command = [sys.executable, "-c", WORK]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"done\n"
        while_it_runs = spent()
        used = spent(child.pid)
        assert used > 0
        assert round(while_it_runs - before - used, 6) >= 0  # as clocks tick, not as floats add
        child.communicate(b"\n")
    assert spent() >= while_it_runs


def test_process_that_is_gone_has_taken_nothing():
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    assert spent(child.pid) == 0


def test_seconds_of_all_workers_are_summed_and_one_that_broke_down_has_none():
    clock = Clock()
    for seconds in ({"a.py": 1.5}, {"a.py": 2.0, "b.py": 1.0}):
        told = {"seconds": seconds, "begun": 4.0}
        clock.pytest_testnodedown(SimpleNamespace(workeroutput=told))
    clock.pytest_testnodedown(SimpleNamespace())
    assert clock.files == {"a.py": 3.5, "b.py": 1.0}
    assert clock.begun == 8.0


def test_browser_that_ends_gives_no_seconds_back(monkeypatch):
    read = iter([10.0, 14.0, 6.0, 9.0])
    monkeypatch.setattr("tests.timing.spent", lambda: next(read))
    clock, item = Clock(), SimpleNamespace(location=("a.py", 1, "test"))
    clock.pytest_collection_finish()
    for _ in range(3):
        protocol = clock.pytest_runtest_protocol(item)
        next(protocol)
        with pytest.raises(StopIteration):
            protocol.send(True)
    assert clock.files == {"a.py": 7.0}


def test_ten_files_that_took_most_are_named():
    files = Counter({f"test_{number}.py": float(number) for number in range(30)})
    first, *lines = summary(1234.4, files)
    assert first == "Processor: 1,234 s. The files that took most:"
    assert len(lines) == NAMED == 10
    assert lines[0] == "     29.0 s  test_29.py"
