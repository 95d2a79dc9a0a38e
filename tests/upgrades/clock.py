"""A clock that begins at a fixed moment, and goes on by a second whenever it is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

#: When the staff of a dump began to work.
MORNING = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


class ReadAs(type):
    """Lets every ``datetime`` pass for one of the clock's, as Django asks when it shows one."""

    def __instancecheck__(cls, value) -> bool:
        return isinstance(value, datetime)


@contextmanager
def set_clock(start: datetime = MORNING) -> Iterator[None]:
    """Have Django's ``timezone.now`` read the clock, and what asks that: histories, defaults."""
    moment = start

    class Clock(datetime, metaclass=ReadAs):
        @classmethod
        def now(cls, tz=None):
            nonlocal moment
            moment += timedelta(seconds=1)
            return moment.astimezone(tz)

    with patch("django.utils.timezone.datetime", Clock):
        yield
