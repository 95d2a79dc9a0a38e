"""The cache that CACHE_URL names, with all that it says of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from iclei.service_urls import options, refuse_unknown, split, whole_number

BACKENDS = {
    "db": "django.core.cache.backends.db.DatabaseCache",
    "dummy": "django.core.cache.backends.dummy.DummyCache",
    "file": "django.core.cache.backends.filebased.FileBasedCache",
    "locmem": "django.core.cache.backends.locmem.LocMemCache",
}
REDIS = "django.core.cache.backends.redis.RedisCache"
REDIS_SCHEMES = ("redis", "rediss", "unix")
REDIS_FILES = {"ssl_ca_certs", "ssl_certfile", "ssl_keyfile"}


def lifetime(name: str, text: str) -> int | None:
    """How long something is kept, in seconds; ``none`` is for ever."""
    return None if text == "none" else whole_number(name, text)


#: What Django takes of every cache, and of those that we empty ourselves.
OF_ALL: dict[str, Callable[[str, str], Any]] = {
    "timeout": lifetime,
    "key_prefix": lambda name, text: text,
    "version": whole_number,
}
OF_OURS: dict[str, Callable[[str, str], Any]] = {
    "max_entries": whole_number,
    "cull_frequency": whole_number,
}


def cache_of(url: str) -> dict[str, Any]:
    """The settings of the cache that ``url`` names. Raises ValueError, in words for operators."""
    parts, given = split(url), options(url)
    for_all = {name: given.pop(name) for name in OF_ALL if name in given}
    cache: dict[str, Any] = {name.upper(): OF_ALL[name](name, for_all[name]) for name in for_all}
    if parts.scheme in REDIS_SCHEMES:
        return cache | {"BACKEND": REDIS, "LOCATION": redis_address(url)}
    if parts.scheme not in BACKENDS:
        known = ", ".join(f"{scheme}://" for scheme in (*BACKENDS, *REDIS_SCHEMES))
        raise ValueError(f"no such cache; there are {known}.")
    refuse_unknown(given, {*OF_OURS, *OF_ALL})
    chosen = {name.upper(): OF_OURS[name](name, text) for name, text in given.items()}
    place = parts.netloc or parts.path
    if parts.scheme == "db" and not re.fullmatch(r"[a-z_][a-z0-9_]*", place):
        raise ValueError("db:// is followed by the name of a table.")
    return cache | {"BACKEND": BACKENDS[parts.scheme], "LOCATION": place, "OPTIONS": chosen}


def redis_address(url: str) -> str:
    """The URL as redis-py reads it: user, password and options with it, but those of Django.

    Raises ValueError if redis-py is not there, or does not take what the URL says.
    """
    check_path_and_files(url)
    address = without_ours(url)
    try:
        # Nobody else needs it, and only production has it.
        import redis
    except ImportError:
        raise ValueError("Redis needs the packages of requirements-production.txt.") from None
    try:
        redis.ConnectionPool.from_url(address).make_connection()
    except (TypeError, ValueError, redis.RedisError) as error:
        raise ValueError(f"redis-py does not take it: {error}.") from None
    return address


def check_path_and_files(url: str) -> None:
    """Refuse what redis-py would pass over in silence, or complain of at the first visitor."""
    parts, given = split(url), options(url)
    if parts.netloc and not re.fullmatch(r"/?\d*", parts.path):
        raise ValueError("the address of a Redis ends with the number of a database.")
    if not parts.netloc and re.search(r"/\d+$", parts.path):
        raise ValueError("the database behind a socket is given by ?db=.")
    for name in sorted(REDIS_FILES & given.keys()):
        if not Path(given[name]).is_file():
            raise ValueError(f"{name} names a file that is not there, or not to be read.")


def without_ours(url: str) -> str:
    """A socket's address is redis:///path with us, and unix:///path with redis-py."""
    before, _, query = url.partition("?")
    if not split(url).netloc:
        before = re.sub(r"^\w+:", "unix:", before)
    left = [pair for pair in query.split("&") if pair and pair.partition("=")[0] not in OF_ALL]
    return before + ("?" if left else "") + "&".join(left)
