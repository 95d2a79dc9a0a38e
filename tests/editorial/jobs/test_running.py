from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.jobs import running
from editorial.jobs.models import Job
from editorial.jobs.progress import Progress, read_progress, write_progress
from editorial.jobs.running import PAUSES, JobLane, claim, keep, release_jobs
from tests.editorial.jobs import samples
from tests.factories.editorial import UserFactory
from tests.outbox import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

State = Job.State


@pytest.fixture(autouse=True)
def calls():
    samples.CALLS.clear()
    return samples.CALLS


def work() -> None:
    """Do all that is due."""
    lane = JobLane(Desk())
    while lane.step():
        pass


def make_due() -> None:
    Job.objects.update(run_after=timezone.now())


def test_what_hurries_comes_first(calls):
    samples.add.enqueue(1, 2)
    samples.hurry.enqueue()
    work()
    assert [call[0] for call in calls] == ["hurry", "add"]


def test_what_goes_wrong_is_tried_again_after_growing_pauses(calls):
    samples.fail.enqueue("no")
    pauses = []
    for _ in PAUSES:
        work()
        job = Job.objects.get()
        pauses.append(job.run_after - job.tried_at)
        assert job.state == State.WAITING
        make_due()
    work()
    assert Job.objects.get().state == State.FAILED
    assert len(calls) == len(PAUSES) + 1
    assert pauses == sorted(pauses)
    assert pauses[-1] > 10 * pauses[0]


def test_what_cannot_be_mended_is_not_tried_again():
    samples.refuse.enqueue()
    work()
    job = Job.objects.get()
    assert (job.state, job.result) == (State.FAILED, "This sheet is of yesterday.")
    assert job.finished_at


def test_task_that_the_code_knows_no_more_ends_as_a_failure():
    Job.objects.create(task="editorial.gone.task", arguments={"args": [], "kwargs": {}})
    work()
    assert "ModuleNotFoundError" in Job.objects.get().errors[0]["exception_class_path"]


def test_job_is_taken_by_one_worker_alone():
    samples.add.enqueue(1, 2)
    seen = list(Job.objects.due())
    assert claim("first")
    assert claim("second") is None
    assert Job.objects.filter(pk=seen[0].pk, worker="first").exists()


def test_job_of_a_worker_that_is_gone_goes_to_the_next():
    user = UserFactory()
    samples.rename.enqueue(user.pk)
    job = claim("gone")
    write_progress(job.pk, Progress(3, 9))
    release_jobs("gone")
    assert read_progress(job.pk) is None
    work()
    job.refresh_from_db()
    assert (job.state, job.result, job.tries) == (State.DONE, "try 2", 2)


def test_job_of_another_worker_is_left_to_it():
    samples.add.enqueue(1, 2)
    claim("alive")
    release_jobs("gone")
    assert Job.objects.get().state == State.RUNNING


def test_job_that_kills_its_workers_is_not_begun_for_ever(monkeypatch):
    monkeypatch.setattr(running, "MOST_TRIES", 3)
    samples.add.enqueue(1, 2)
    for number in range(3):
        assert claim(f"gone {number}")
        release_jobs(f"gone {number}")
    assert Job.objects.get().state == State.FAILED
    assert claim("next") is None


def test_worker_that_comes_back_late_overwrites_nothing():
    samples.add.enqueue(1, 2)
    late = claim("late")
    release_jobs("late")
    claim("next")
    keep(late, {"state": State.DONE, "result": 0})
    job = Job.objects.get()
    assert (job.state, job.worker) == (State.RUNNING, "next")


def test_retry_waits_and_others_go_on(calls):
    samples.fail.enqueue("no")
    samples.add.enqueue(1, 2)
    work()
    assert [call[0] for call in calls] == ["fail", "add"]
    assert Job.objects.due().count() == 0
    assert Job.objects.open().get().run_after > timezone.now() - timedelta(seconds=1)
