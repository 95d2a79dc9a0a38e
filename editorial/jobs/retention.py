"""How long jobs are kept, and what they made."""

from datetime import timedelta

from django.utils import timezone

from editorial.jobs.models import Job
from editorial.jobs.private_files import delete_old_files

JOB_KEPT = timedelta(days=30)


def forget_old_jobs() -> None:
    """Delete jobs that are long done, and files that were made for somebody days ago."""
    Job.objects.filter(finished_at__lt=timezone.now() - JOB_KEPT).delete()
    for folder in ("exports", "progress"):
        delete_old_files(folder)
