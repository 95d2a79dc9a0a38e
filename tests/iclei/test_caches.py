import pytest

from iclei.caches import cache_of


def test_table_of_the_database_with_its_size():
    assert cache_of("db://portal_cache?max_entries=500&timeout=60&key_prefix=x&version=2") == {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 500},
        "TIMEOUT": 60,
        "KEY_PREFIX": "x",
        "VERSION": 2,
    }


def test_what_is_kept_for_ever():
    assert cache_of("file:///tmp/cache?timeout=none")["TIMEOUT"] is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://host:6390/2", "redis://host:6390/2"),
        (
            "rediss://user:p%40ss@host/0?timeout=60&socket_timeout=2&ssl_cert_reqs=none",
            "rediss://user:p%40ss@host/0?socket_timeout=2&ssl_cert_reqs=none",
        ),
        ("redis:///run/redis6/redis.sock?db=3", "unix:///run/redis6/redis.sock?db=3"),
    ],
)
def test_redis_is_told_all_that_is_for_it(url, address):
    assert cache_of(url)["LOCATION"] == address


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense://x", "no such cache"),
        ("memcached://host:11211", "no such cache"),
        ("db://", "name of a table"),
        ("db://portal cache", "name of a table"),
        ("db://t?max_size=5", "max_size: no such option"),
        ("db://t?timeout=never", "timeout must be"),
        ("redis://host/0?socket_timout=2", "socket_timout"),
        ("redis://host/0?socket_timeout=soon", "socket_timeout"),
        ("redis://host/zero", "number of a database"),
        ("redis:///run/redis.sock/3", r"\?db="),
        ("rediss://host/0?ssl_cert_reqs=sometimes", "sometimes"),
        ("rediss://host/0?ssl_ca_certs=/nowhere/ca.pem", "ssl_ca_certs names a file"),
    ],
)
def test_wrong_word_is_a_sentence(url, said):
    with pytest.raises(ValueError, match=said):
        cache_of(url)
