"""The database, reached past the event loop that Playwright runs in the thread of the tests."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def apart(work: Callable, *arguments: Any, **fields: Any) -> Any:
    """Do ``work`` in a thread of its own: in one with an event loop, Django refuses to wait."""

    def work_and_hang_up() -> Any:
        try:
            return work(*arguments, **fields)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work_and_hang_up).result()
