"""Where tasks wait: a table of the portal's own database, on SQLite as on PostgreSQL.

What enqueues a task within a transaction leaves a job only if that is committed.
"""

from typing import Any

from django.utils.module_loading import import_string

from editorial.jobs.models import Job
from editorial.jobs.tasks import (
    BaseTaskBackend,
    TaskError,
    TaskResult,
    TaskResultDoesNotExist,
    TaskResultStatus,
)


class DatabaseBackend(BaseTaskBackend):
    """Jobs are rows; a worker of ``manage.py worker`` does them."""

    supports_defer = True
    supports_priority = True
    supports_get_result = True

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Keep a call as a row; ``user_id`` among what is passed by name says who started it."""
        self.validate_task(task)
        job = Job(
            task=task.module_path,
            queue=task.queue_name,
            priority=task.priority,
            user_id=kwargs.get("user_id"),
        )
        if task.run_after is not None:
            job.run_after = task.run_after
        result = result_of(job, task, list(args), dict(kwargs))
        job.arguments = {"args": result.args, "kwargs": result.kwargs}  # as JSON can hold them
        job.save()
        object.__setattr__(result, "id", str(job.pk))
        return result

    def get_result(self, result_id: str) -> Any:
        job = Job.objects.filter(pk=result_id).first() if str(result_id).isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_of(job), **job.arguments)


def task_of(job: Job) -> Any:
    """The task that a job is a call of. Raises ImportError if the code knows it no more."""
    return import_string(job.task)


def result_of(job: Job, task: Any, args: list, kwargs: dict) -> Any:
    """What ``django.tasks`` knows of a job."""
    result = TaskResult(
        task=task,
        id=str(job.pk or ""),
        status=TaskResultStatus(job.state),
        enqueued_at=job.made_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.tried_at,
        args=args,
        kwargs=kwargs,
        backend=task.backend,
        errors=[TaskError(**error) for error in job.errors],
        worker_ids=job.workers,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
