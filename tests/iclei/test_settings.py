"""The settings as a start reads them: each test in a Python of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def started(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    """What a start with these variables, and no others, says of its mail and its address."""
    question = "from iclei import settings as s; print(s.EMAIL_BACKEND, s.SITE_URL)"
    return subprocess.run(
        [sys.executable, "-c", question],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_mail_is_printed_where_no_server_is_named(tmp_path):
    assert started(tmp_path).stdout == (
        "django.core.mail.backends.console.EmailBackend http://127.0.0.1:8000\n"
    )


@pytest.mark.parametrize("address", ["https://portal.example.org/", "http://localhost:8080"])
def test_site_url_may_be_a_name_or_this_machine(tmp_path, address):
    assert started(tmp_path, SITE_URL=address).stdout.split()[1] == address.rstrip("/")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CACHE_URL", "drawer://"),
        ("DATABASE_URL", "drawer://"),
        ("DEBUG", "maybe"),
        ("EMAIL_URL", "drawer://"),
        ("LOG_LEVEL", "loud"),
        ("PORT", "eighty"),
        ("REQUIRE_MFA", "maybe"),
        ("SITE_URL", "portal.example.org"),
    ],
)
def test_wrong_value_is_an_error_that_names_its_variable(tmp_path, name, value):
    run = started(tmp_path, **{name: value})
    assert run.returncode != 0
    assert f'"{name}"' in run.stderr.splitlines()[-1]
