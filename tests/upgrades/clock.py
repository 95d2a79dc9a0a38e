"""What is the same whenever a dump is made, and would not be otherwise: moments and identifiers.

The clock begins at a fixed moment, and goes on by a second whenever it is read.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from unittest.mock import patch
from uuid import UUID

#: When the staff of a dump began to work.
MORNING = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
#: When the schema was made, before that.
EARLY = MORNING - timedelta(hours=1)
#: Where mails, and tries to send one, are given an identifier by chance.
IDENTIFIERS = ("editorial.outbox.posting.uuid4", "editorial.outbox.delivering.uuid4")


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


@contextmanager
def count_identifiers() -> Iterator[None]:
    """Number mails and tries to send them, one after the other, in place of chance."""
    numbers = count(1)
    with ExitStack() as patches:
        for name in IDENTIFIERS:
            patches.enter_context(patch(name, lambda: UUID(int=next(numbers))))
        yield
