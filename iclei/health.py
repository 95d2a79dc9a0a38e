"""What a server that watches this one asks: is the process up, and can it serve."""

import logging
from collections.abc import Callable
from functools import cache as cache_once

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from editorial.jobs.models import is_worker_alive
from iclei.availability.outage import OUTAGE

logger = logging.getLogger(__name__)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations, cache and a worker answer: 200 if all do, else 503 and which do not.

    Where the database does not, nobody waits for it once more: the others are not asked.
    """
    answers = {"database": answer(CHECKS["database"])}
    is_there = answers["database"] == "ok"
    for name in ("migrations", "cache", "worker"):
        answers[name] = answer(CHECKS[name]) if is_there else "not asked"
    return JsonResponse(answers, status=200 if set(answers.values()) == {"ok"} else 503)


def answer(check: Callable[[], bool]) -> str:
    """Whatever goes wrong in a check, this server is not ready; why is for the logs alone."""
    try:
        return "ok" if check() else "failed"
    except Exception:
        logger.exception("A check of readiness failed")
        return "failed"


def database_answers() -> bool:
    if OUTAGE.is_known:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


@cache_once
def migrations_of_ours() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """The migrations of the code that runs, each with those that it replaces. Read once."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: set(found.replaces) for key, found in loader.disk_migrations.items()}


def migrations_are_applied() -> bool:
    """Whether the database has had all migrations of our code. This causes two queries."""
    applied = MigrationRecorder(connection).applied_migrations().keys()
    return all(
        key in applied or (replaced and replaced <= applied)
        for key, replaced in migrations_of_ours().items()
    )


def cache_answers() -> bool:
    cache.set("readyz", "ok", timeout=10)
    return cache.get("readyz") == "ok"


CHECKS = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "cache": cache_answers,
    "worker": is_worker_alive,  # without one, mails and jobs wait in silence
}
