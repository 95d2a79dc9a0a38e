"""Caches that keep nobody waiting, and that a page can do without where they only save work."""

import logging
from contextlib import suppress
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

LOG = logging.getLogger(__name__)
#: Seconds in which Redis takes up a connection, and in which it answers.
PATIENCE = 1


def kept_patiently(cache: dict[str, Any]) -> dict[str, Any]:
    """The settings of a cache, such that a silent Redis is given up soon.

    A connection that broke is made anew once, as after a restart; silence is not waited for twice.
    """
    if "redis" not in cache["BACKEND"].lower():
        return cache
    # Nobody else needs it, and only production has it.
    from redis import ConnectionError as Refused
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    once = Retry(NoBackoff(), 1, supported_errors=(Refused,))
    patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": once}
    return cache | {"OPTIONS": patience | cache.get("OPTIONS", {})}


class CardsInFiles(FileBasedCache):
    """Share cards in files. Where a file cannot be read or written, the card is drawn again."""

    def _createdir(self):
        """Made when the cache is, too, where nothing is wanted of it yet."""
        parent: Any = super()
        with suppress(OSError):
            parent._createdir()

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except OSError as error:
            return self._without(error, default)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        try:
            return super().add(key, value, timeout, version)
        except OSError as error:
            return self._without(error, False)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            self._without(error, None)

    def _without(self, error: OSError, answer: Any) -> Any:
        LOG.warning("A share card was not kept: %s", error.strerror)
        return answer
