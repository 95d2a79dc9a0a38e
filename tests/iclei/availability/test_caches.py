import errno
import os
import socket
from contextlib import contextmanager

import pytest
import redis
from django.core.cache.backends.redis import RedisCache

from iclei.availability import caches as subject
from iclei.availability.caches import CardsInFiles, kept_patiently

REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://x"}


@contextmanager
def silent_server():
    """A server that takes up connections and says nothing: its address, and how many came."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


def test_silent_redis_is_given_up(monkeypatch):
    monkeypatch.setattr(subject, "PATIENCE", 0.05)
    with silent_server() as address:
        cache = RedisCache(address, kept_patiently(REDIS))
        with pytest.raises(redis.TimeoutError):
            cache.get("a")


def test_redis_that_is_gone_refuses():
    with pytest.raises(redis.ConnectionError):
        RedisCache("redis://127.0.0.1:1", kept_patiently(REDIS)).set("a", 1)


def test_own_options_of_an_address_stay():
    told = kept_patiently(REDIS | {"OPTIONS": {"socket_timeout": 7, "db": 3}})["OPTIONS"]
    assert (told["socket_timeout"], told["db"]) == (7, 3)
    assert told["socket_connect_timeout"] == subject.PATIENCE


def test_other_caches_are_left_as_they_are():
    cache = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    assert kept_patiently(cache) == cache


@pytest.fixture
def cards(tmp_path):
    return CardsInFiles(tmp_path / "cards", {})


def test_card_is_drawn_once_where_it_can_be_kept(cards):
    assert cards.get_or_set("card", lambda: b"first") == b"first"
    assert cards.get_or_set("card", lambda: b"second") == b"first"


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_card_that_cannot_be_kept_is_drawn_each_time(cards, monkeypatch, error):
    def refused(*args, **kwargs):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("tempfile.mkstemp", refused)
    assert cards.get_or_set("card", lambda: b"first") == b"first"
    assert cards.get_or_set("card", lambda: b"second") == b"second"


def test_card_whose_folder_is_none_or_cannot_be_made_is_drawn(tmp_path):
    (tmp_path / "file").touch()
    cards = CardsInFiles(tmp_path / "file" / "cards", {})
    assert cards.get_or_set("card", lambda: b"drawn") == b"drawn"
    assert cards.get("card") is None
    assert cards.set("card", b"drawn") is None


def test_card_that_cannot_be_read_is_drawn(cards, monkeypatch):
    cards.set("card", b"kept")

    def unreadable(*args, **kwargs):
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr("builtins.open", unreadable)
    assert cards.get_or_set("card", lambda: b"drawn") == b"drawn"
