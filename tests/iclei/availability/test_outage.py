import pytest

from iclei.availability import outage as subject
from iclei.availability.outage import Outage, database_answers


@pytest.fixture
def threads(monkeypatch):
    """What was to be done beside, which a test does when it wants."""
    begun = []

    class Waiting:
        def __init__(self, target, **kwargs):
            self.target = target

        def start(self):
            begun.append(self.target)

    monkeypatch.setattr(subject, "Thread", Waiting)
    monkeypatch.setattr(subject, "sleep", lambda seconds: None)
    return begun


def test_outage_is_known_until_the_database_answers(threads, monkeypatch):
    looks = iter([False, False, True])
    monkeypatch.setattr(subject, "database_answers", lambda: next(looks))
    outage = Outage()
    assert not outage.is_known
    outage.note()
    assert outage.is_known
    threads[0]()
    assert not outage.is_known
    assert list(looks) == []


def test_one_thread_looks_for_the_database_however_many_miss_it(threads):
    outage = Outage()
    outage.note()
    outage.note()
    assert len(threads) == 1


@pytest.mark.django_db
@pytest.mark.each_database
def test_database_answers_or_not(monkeypatch):
    monkeypatch.setattr(subject.connection, "close", lambda: None)  # of the test's transaction
    assert database_answers()
    monkeypatch.setattr(subject.connection, "cursor", broken)
    assert not database_answers()


def broken():
    raise subject.Error
