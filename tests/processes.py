"""What a test tells a process of its own, and how it waits for what that one does."""

import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.db import connection

#: How often, and after how many seconds each, a test looks; more looks mean that it hangs.
LOOKS, PAUSE = 12_000, 0.01


def database_url() -> str:
    """The DATABASE_URL of the database of this test."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    place = f"{known['HOST']}:{known['PORT']}/{quote(str(known['NAME']))}"
    return f"postgres://{known['USER']}@{place}"


def wait_until(is_so: Callable[[], object]) -> None:
    """Look again and again until it is so, however long that takes on a laden machine."""
    for _look in range(LOOKS):
        if is_so():
            return
        time.sleep(PAUSE)
    pytest.fail("What the test waits for has not come about.")
