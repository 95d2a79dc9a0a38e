import gc
from types import SimpleNamespace

import pytest

from tests import garbage
from tests.garbage import Garbage


class Ring:
    """What holds itself, and goes only where somebody looks for it."""

    def __init__(self) -> None:
        self.self = self


def rings() -> int:
    return sum(isinstance(kept, Ring) for kept in gc.get_objects())


@pytest.fixture
def looks(monkeypatch) -> list[str]:
    """How often all was looked through."""
    seen: list[str] = []
    monkeypatch.setattr(garbage, "leave_out_what_stays", lambda: seen.append("all"))
    return seen


def item(path: str) -> SimpleNamespace:
    return SimpleNamespace(path=path)


def test_ring_goes_and_what_stays_is_looked_at_no_more():
    Ring()
    kept = Ring()
    assert rings() == 2
    garbage.leave_out_what_stays()
    assert kept.self is kept
    assert rings() == 0


@pytest.mark.parametrize(("after", "times"), [("a.py", 0), ("b.py", 1), (None, 1)])
def test_all_is_looked_through_between_files(looks, after, times):
    Garbage().pytest_runtest_teardown(item("a.py"), after and item(after))
    assert len(looks) == times


def test_eldest_are_not_looked_through_within_a_file():
    assert gc.get_threshold() == garbage.THRESHOLDS
