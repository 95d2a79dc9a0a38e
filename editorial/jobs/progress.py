"""How far a job is, for whoever started it.

It stands in a file, not in the row: what a job does in one transaction is seen by nobody until it
ends, and on SQLite nobody else can write meanwhile.
"""

import os
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from editorial.jobs.private_files import private_folder


@dataclass(frozen=True)
class Progress:
    """How much is ``done`` of a ``total``, in the job's own units."""

    done: int
    total: int


#: The job that is being done, in the thread that does it.
CURRENT: ContextVar[int | None] = ContextVar("CURRENT", default=None)


def tell_progress(progress: Progress) -> None:
    """Say how far the job is that is being done; nobody asks where none is."""
    if (job := CURRENT.get()) is not None:
        write_progress(job, progress)


def path_of(job: int) -> Path:
    return private_folder("progress") / str(job)


def write_progress(job: int, progress: Progress) -> None:
    """Say how far a job is; who reads at the same time sees the number of before or this one."""
    path = path_of(job)
    draft = path.with_suffix(".new")
    draft.write_text(f"{progress.done} {progress.total}", encoding="ascii")
    os.replace(draft, path)


def read_progress(job: int) -> Progress | None:
    """How far a job is; None if it has not said."""
    try:
        done, total = map(int, path_of(job).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return None
    return Progress(done, total)


def clear_progress(job: int) -> None:
    path_of(job).unlink(missing_ok=True)
