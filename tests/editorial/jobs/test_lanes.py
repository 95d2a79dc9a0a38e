import threading

import pytest
from django.db import OperationalError

from editorial.jobs import lanes
from editorial.jobs.lanes import Shift
from tests.outbox import Desk


class Place(Desk):
    """Where a shift is worked that ends after some signs of life."""

    def __init__(self, beats: int = 1) -> None:
        super().__init__()
        self.beats, self.has_left = beats, False

    def beat(self) -> None:
        self.beats -= 1
        if self.beats < 0:
            self.stopping.set()

    def leave(self) -> None:
        self.has_left = True


class Work:
    """A lane whose steps do as they are told, and then nothing."""

    def __init__(self, *steps) -> None:
        self.steps, self.done = list(steps), threading.Event()

    def step(self) -> bool:
        if not self.steps:
            self.done.set()
            return False
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(lanes, "BEAT", 0.01)
    monkeypatch.setattr(lanes, "LOOK", 0.001)
    monkeypatch.setattr(lanes, "release_gone", lambda releases, own: None)


def test_lane_goes_on_after_whatever_goes_wrong(caplog):
    lane, place = Work(OperationalError("away"), ValueError("no"), True), Place(10**6)
    shift = Shift(place, [lane], [], [])
    ender = threading.Thread(target=lambda: lane.done.wait(10) and place.stopping.set())
    ender.start()
    shift.work()
    ender.join()
    assert lane.steps == []
    assert place.has_left
    assert "does not answer" in caplog.text


def test_lane_that_is_slow_does_not_hold_up_another():
    held = threading.Event()

    class Slow:
        def step(self):
            return held.wait(10)

    lane, place = Work(True, True), Place(10**6)
    shift = Shift(place, [Slow(), lane], [], [])

    def end():
        lane.done.wait(10)
        place.stopping.set()
        held.set()

    ender = threading.Thread(target=end)
    ender.start()
    shift.work()
    ender.join()
    assert lane.steps == []


def test_worker_that_ends_amid_work_leaves_its_notes(monkeypatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.01)
    held = threading.Event()

    class Slow:
        def step(self):
            return held.wait(10)

    place = Place()
    shift = Shift(place, [Slow()], [], [])
    shift.work()
    assert not place.has_left
    held.set()
    shift.threads[0].join()


def test_worker_ends_with_whoever_started_it(monkeypatch):
    place = Place(10**6)
    shift = Shift(place, [], [], [])
    shift.end_with_parent()
    monkeypatch.setattr(lanes.os, "getppid", lambda: 1)
    shift.work()
    assert place.stopping.is_set()


def test_tidying_happens_now_and_then():
    tidied = []
    Shift(Place(5), [], [], [lambda: tidied.append(1)]).work()
    assert tidied == [1]
