"""How a job stands, for the page of whoever started it."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from editorial.jobs.models import Job, is_worker_alive
from editorial.jobs.progress import Progress, read_progress

UNKNOWN = gettext_noop(
    "Something went wrong. The operator of the site finds the details in the log."
)


@dataclass(frozen=True)
class Standing:
    """What a page says of a job."""

    is_open: bool
    is_waiting: bool
    is_worker_away: bool
    has_failed: bool
    #: Why it failed, in the user's language.
    why: str
    progress: Progress | None


def progress_of(job: Job) -> Standing:
    """How a job stands now. One query."""
    has_failed = job.state == Job.State.FAILED
    return Standing(
        is_open=job.is_open,
        is_waiting=job.state == Job.State.WAITING,
        is_worker_away=job.is_open and not is_worker_alive(),
        has_failed=has_failed,
        why=gettext(job.result or UNKNOWN) if has_failed else "",
        progress=read_progress(job.pk) if job.state == Job.State.RUNNING else None,
    )
