"""Doing jobs: each at least once, again after growing pauses, never by two workers at a time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.utils import timezone

from editorial.jobs.backend import result_of, task_of
from editorial.jobs.models import Job
from editorial.jobs.progress import CURRENT, clear_progress
from editorial.jobs.tasks import TaskContext
from editorial.jobs.workers import Notes, Presence

logger = logging.getLogger(__name__)

State = Job.State
#: How long a job waits after its first, second … try went wrong; after the last it has failed.
PAUSES = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=3), timedelta(minutes=15)]
#: Tries that end with the death of the worker: a job that kills its worker is not begun for ever.
MOST_TRIES = 10
#: Letters of a traceback that are kept, from its end.
LONGEST_ERROR = 4_000


class GiveUp(Exception):
    """What no further try would mend; its words are for whoever started the job."""


class JobLane:
    """Does one job after the other."""

    def __init__(self, presence: Presence) -> None:
        self.presence = presence

    def step(self) -> bool:
        """Do the next job that is due; whether there was one."""
        job = claim(self.presence.name)
        if job is not None:
            outcome = do(job)
            self.presence.insist(lambda: keep(job, outcome))
        return job is not None


def claim(worker: str) -> Job | None:
    """The next job that is due, taken by ``worker`` alone; None if there is none."""
    for job in Job.objects.due()[:5]:
        now = timezone.now()
        job.state, job.worker, job.workers = State.RUNNING, worker, [*job.workers, worker]
        job.started_at, job.tried_at = job.started_at or now, now
        taken = Job.objects.filter(pk=job.pk, state=State.WAITING).update(
            **{name: getattr(job, name) for name in CLAIMED}
        )
        if taken:
            return job
    return None


CLAIMED = ("state", "worker", "workers", "started_at", "tried_at")


def do(job: Job) -> dict[str, Any]:
    """Do a job that was claimed; what its row is to hold then."""
    try:
        with at_work(job):
            return {"state": State.DONE, "result": call(job)}
    except Exception as error:
        logger.warning("Job %s went wrong", job.pk, exc_info=error)
        return failure(job, error)


@contextmanager
def at_work(job: Job) -> Iterator[None]:
    """While the job is done, its progress can be told."""
    token = CURRENT.set(job.pk)
    try:
        yield
    finally:
        CURRENT.reset(token)
        clear_progress(job.pk)


def call(job: Job) -> Any:
    """Call the task, and bring its result into what JSON can hold."""
    task = task_of(job)
    result = result_of(job, task, **job.arguments)
    context = [TaskContext(task_result=result)] if task.takes_context else []
    return task.func(*context, *result.args, **result.kwargs)


def failure(job: Job, error: Exception) -> dict[str, Any]:
    """What a row holds after a try that went wrong: another after a pause, or the end."""
    kind = type(error)
    trace = "".join(format_exception(error))[-LONGEST_ERROR:]
    path = f"{kind.__module__}.{kind.__qualname__}"
    errors = [*job.errors, {"exception_class_path": path, "traceback": trace}]
    if isinstance(error, GiveUp):
        return {"state": State.FAILED, "errors": errors, "result": str(error)}
    if len(errors) > len(PAUSES):
        return {"state": State.FAILED, "errors": errors}
    pause = PAUSES[len(errors) - 1]
    return {"state": State.WAITING, "errors": errors, "run_after": timezone.now() + pause}


def keep(job: Job, outcome: dict[str, Any]) -> None:
    """Store what became of a job, unless it was given to another worker meanwhile."""
    own = Job.objects.filter(pk=job.pk, state=State.RUNNING, tried_at=job.tried_at)
    is_over = outcome["state"] in (State.DONE, State.FAILED)
    own.update(worker="", finished_at=timezone.now() if is_over else None, **outcome)


def release_jobs(worker: str, notes: Notes | None = None) -> None:
    """Give back the jobs that a worker had begun and is gone; one that killed many has failed."""
    with transaction.atomic():
        for job in Job.objects.select_for_update().filter(state=State.RUNNING, worker=worker):
            clear_progress(job.pk)
            again = {"state": State.WAITING, "run_after": timezone.now()}
            keep(job, again if job.tries < MOST_TRIES else {"state": State.FAILED})
