import os
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from editorial.jobs import workers
from editorial.jobs.models import SILENT, Worker, is_worker_alive
from editorial.jobs.workers import Presence, folder, read_notes, release_gone

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def kill(presence: Presence) -> None:
    """As the system does at the end of a process: its files are closed."""
    os.close(presence.file)


def gone() -> list[tuple]:
    found: list[tuple] = []
    release_gone([lambda name, notes: found.append((name, notes))])
    return found


def test_worker_that_lives_keeps_what_it_began():
    presence = Presence()
    presence.note("begun", "one")
    assert gone() == []
    presence.leave()


def test_worker_that_was_killed_is_known_to_be_gone_at_once():
    presence = Presence()
    presence.note("begun", "one")
    presence.note("begun", "two")
    presence.note("handed", "one")
    kill(presence)
    assert gone() == [(presence.name, {"one": "handed", "two": "begun"})]
    assert gone() == []
    assert not Worker.objects.exists()
    assert not list(folder().iterdir())


def test_worker_on_another_machine_is_given_time():
    Worker.objects.create(name="elsewhere")
    assert gone() == []
    Worker.objects.update(beat_at=timezone.now() - SILENT - timedelta(seconds=1))
    assert gone() == [("elsewhere", None)]


def test_worker_whose_beat_is_late_but_who_holds_its_file_lives():
    presence = Presence()
    Worker.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    assert gone() == []
    presence.leave()


def test_worker_that_leaves_leaves_nothing_but_its_last_sign_of_life():
    Presence().leave()
    assert not list(folder().iterdir())
    assert is_worker_alive()
    Worker.objects.update(beat_at=timezone.now() - 2 * SILENT)
    gone()
    assert not Worker.objects.exists()


def test_note_that_was_cut_off_counts_for_nothing(tmp_path):
    (tmp_path / "notes").write_text("one begun\none hand")
    assert read_notes(tmp_path / "notes") == {"one": "begun"}


@pytest.mark.parametrize(("late", "is_alive"), [(0, True), (30, True), (90, False)])
def test_sign_of_life_counts_for_a_minute(late, is_alive):
    Worker.objects.create(name="a", beat_at=timezone.now() - timedelta(seconds=late))
    assert is_worker_alive() is is_alive


def test_no_worker_is_none_alive():
    assert not is_worker_alive()


def test_what_was_done_is_stored_once_the_database_is_back(monkeypatch):
    monkeypatch.setattr(workers, "AGAIN", 0.001)
    monkeypatch.setattr(workers, "close_old_connections", lambda: None)
    presence, tries = Presence(), []

    def store():
        tries.append(1)
        if len(tries) < 2:
            raise OperationalError("away")

    presence.insist(store)
    assert len(tries) == 2
    presence.leave()


def test_worker_that_ends_insists_no_more():
    presence = Presence()
    presence.stopping.set()

    def store():
        raise OperationalError("away")

    presence.note("accepted", "one")
    with pytest.raises(OperationalError):
        presence.insist(store)
    presence.leave()
    assert gone() == [(presence.name, {"one": "accepted"})]  # and so the next one knows


def test_release_that_fails_is_tried_again():
    presence = Presence()
    presence.note("begun", "one")
    kill(presence)

    def fail(name, notes):
        raise OperationalError("away")

    with pytest.raises(OperationalError):
        release_gone([fail])
    assert gone() == [(presence.name, {"one": "begun"})]
