"""How mail is sent is said in the settings that the running Django asks for."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from iclei.mail import mail_of, mail_settings

BACKENDS = "django.core.mail.backends"


@pytest.mark.parametrize(
    ("address", "backend", "options"),
    [
        ("console://", "console", {}),
        ("dummy://", "dummy", {}),
        ("file:///var/mails", "filebased", {"file_path": "/var/mails"}),
        (
            "smtp://localhost",
            "smtp",
            {"host": "localhost", "port": 25, "use_tls": False, "use_ssl": False},
        ),
        (
            "submission://kim:p%40ss@mail.example:587/?timeout=5",
            "smtp",
            {
                "host": "mail.example",
                "port": 587,
                "username": "kim",
                "password": "p@ss",
                "use_tls": True,
                "use_ssl": False,
                "timeout": 5,
            },
        ),
    ],
)
def test_django_6_gets_mailers_alone(address, backend, options):
    assert mail_settings(mail_of(address), (6, 1)) == {
        "MAILERS": {
            "default": {"BACKEND": f"{BACKENDS}.{backend}.EmailBackend", "OPTIONS": options}
        }
    }


@pytest.mark.parametrize("version", [(5, 2, 19), (6, 0, 8)])
def test_earlier_django_gets_what_it_always_got(version):
    found = mail_of("smtp://mail.example:2525")
    assert mail_settings(found, version) == found
    assert found["EMAIL_PORT"] == 2525


def test_sender_in_the_address_is_kept():
    found = mail_of("smtp://mail.example?_server_email=root@mail.example")
    assert mail_settings(found, (6, 1))["SERVER_EMAIL"] == "root@mail.example"


SEND = """
from django.core.mail import send_mail
send_mail("Hello", "From here", None, ["kim@mail.example"])
"""


def test_mail_is_sent_without_a_warning(tmp_path):
    sent = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "shell", "--no-imports", "--command", SEND],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "EMAIL_URL": "console://"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Subject: Hello" in sent.stdout, sent.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense://x", "no such way"),
        ("smtps://mail.example", "STARTTLS"),
        ("submission://", "names no mail server"),
        ("submission://kim@mail.example", "come together"),
        ("smtp://mail.example?timeout=0", "timeout must be"),
        ("smtp://mail.example?ssl=yes&tls=yes", "exclude each other"),
        ("smtp://mail.example?tsl=yes", "tsl: no such option"),
        ("console://?timeout=5", "timeout: no such option"),
    ],
)
def test_address_of_mail_that_would_not_hold_is_refused(address, said):
    with pytest.raises(ValueError, match=said):
        mail_of(address)


def test_tls_from_the_start_has_its_port():
    found = mail_of("submission://mail.example?ssl=yes")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (
        465,
        True,
        False,
    )
