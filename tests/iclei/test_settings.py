import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings


def run(tmp_path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    """A command of the portal, in an environment that says nothing but this."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CACHE_URL", "nonsense://x"),
        ("DATABASE_URL", "nonsense"),
        ("DEBUG", "maybe"),
        ("EMAIL_URL", "nonsense://x"),
        ("HSTS_PRELOAD", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("MFA_KEYS", "short"),
        ("MFA_KEYS", f"{'long' * 10},short"),
        ("PORT", "eight"),
        ("REQUIRE_MFA", "sometimes"),
        ("SITE_URL", "portal.example"),
        ("SITE_URL", "ftp://portal.example"),
        ("SITE_URL", "https://portal.example:https"),
        ("TRUSTED_PROXIES", "-1"),
        ("SITE_URL", "https://kim:secret@portal.example"),
    ],
)
def test_wrong_value_is_one_sentence_that_names_its_variable(tmp_path, name, value):
    refused = run(tmp_path, "check", **{name: value})
    assert refused.returncode == 1
    assert refused.stderr.startswith(f'Environment variable "{name}" invalid')
    assert "Traceback" not in refused.stderr


READ = """
from django.conf import settings as s
print(s.DEBUG, s.ALLOWED_HOSTS, s.REQUIRE_MFA, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE)
print(s.ALLAUTH_TRUSTED_PROXY_COUNT)
"""


def test_nothing_set_is_safe(tmp_path):
    told = run(tmp_path, "shell", "--no-imports", "--command", READ).stdout.splitlines()
    assert told[:2] == ["False ['127.0.0.1', '127.0.0.1', 'localhost'] True False False", "0"]


@pytest.mark.parametrize("given", [{}, {"TRUSTED_PROXIES": "2"}])
def test_https_asks_for_secure_cookies_and_redirects(tmp_path, given):
    """A proxy stands in front then, or as many as are said."""
    address = {"SITE_URL": "https://portal.example", **given}
    told = run(tmp_path, "shell", "--no-imports", "--command", READ, **address)
    assert told.stdout.splitlines()[:2] == [
        "False ['portal.example', '127.0.0.1', 'localhost'] True True True",
        given.get("TRUSTED_PROXIES", "1"),
    ]


@pytest.mark.parametrize("name", ["secret_key", "mfa_key"])
def test_key_is_made_once_and_read_by_its_owner_alone(tmp_path, name):
    run(tmp_path, "check")
    kept = tmp_path / "var" / name
    first = kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    run(tmp_path, "check")
    assert kept.read_text() == first


KEYS = """
from django.conf import settings as s
print(s.SECRET_KEY_FALLBACKS, s.MFA_KEYS)
"""


def test_keys_of_before_are_named_in_the_environment(tmp_path):
    one, other = "a" * 40, "b" * 40
    kept = {"SECRET_KEY_FALLBACKS": f"{one},{other}", "MFA_KEYS": f"{other},{one}"}
    told = run(tmp_path, "shell", "--no-imports", "--command", KEYS, **kept)
    assert told.stdout.split("\n")[0] == f"{[one, other]} {[other, one]}"
    assert not (tmp_path / "var" / "mfa_key").exists()


REACH_THE_CACHE = """
from django.core.cache import cache
client = cache._cache.get_client(None, write=True)
known = client.connection_pool.connection_kwargs
print(client.__class__.__module__, known["host"], known["port"], known["db"])
"""


def test_redis_cache_loads_and_knows_its_server(tmp_path):
    told = run(
        *(tmp_path, "shell", "--no-imports", "--command", REACH_THE_CACHE),
        CACHE_URL="redis://cache.example:6390/2",
    )
    assert told.stdout.split("\n")[0] == "redis.client cache.example 6390 2", told.stderr


def test_key_that_cannot_be_kept_is_one_sentence_that_names_its_variable(tmp_path):
    (tmp_path / "var" / "mfa_key").mkdir(parents=True)
    refused = run(tmp_path, "check")
    assert refused.returncode == 1
    assert refused.stderr.startswith('Environment variable "MFA_KEYS" missing')
    assert "Traceback" not in refused.stderr
