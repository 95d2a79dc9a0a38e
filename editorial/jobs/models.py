"""Jobs that wait, run or are done, and the workers that do them."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Without a sign of life for so long, a worker is taken to be gone. A beat may be late by what an
#: import keeps SQLite's one writer for.
SILENT = timedelta(seconds=60)


class JobQuerySet(models.QuerySet):
    def due(self):
        """Those that may be begun, in the order in which they are."""
        now = timezone.now()
        return self.filter(state=Job.State.WAITING, run_after__lte=now).order_by(
            "-priority", "run_after", "pk"
        )

    def open(self):
        """Those that wait or run."""
        return self.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))


class Job(models.Model):
    """A call of a task, kept until it is done: at least once, whatever becomes of its worker."""

    class State(models.TextChoices):
        WAITING = "READY", _("waiting")
        RUNNING = "RUNNING", _("being done")
        FAILED = "FAILED", _("failed")
        DONE = "SUCCESSFUL", _("done")

    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=32, default="default")
    priority = models.SmallIntegerField(default=0)
    #: Who started it; None for what nobody did.
    user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    run_after = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    #: The worker that does it, and those that have tried.
    worker = models.CharField(max_length=64, blank=True, default="")
    workers = models.JSONField(default=list)
    result = models.JSONField(null=True)
    #: What went wrong at each try: the path of an exception and where it was raised.
    errors = models.JSONField(default=list)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["priority", "run_after"],
                name="editorial_job_due",
                condition=models.Q(state="READY"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task.rpartition('.')[2]} {self.pk}"

    @property
    def tries(self) -> int:
        return len(self.workers)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class WorkerQuerySet(models.QuerySet):
    def alive(self):
        """Those that gave a sign of life lately."""
        return self.filter(beat_at__gt=timezone.now() - SILENT)


class Worker(models.Model):
    """A process that sends mails and does jobs, and when it gave its last sign of life."""

    name = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


def is_worker_alive() -> bool:
    """Whether anybody sends mails and does jobs. One query."""
    return Worker.objects.alive().exists()
