"""How mail is sent is said in the settings that the running Django asks for."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from iclei.mail import OUTBOX_BACKEND, mail_of, mail_settings, outbox_settings

WAYS = "editorial.outbox"


@pytest.mark.parametrize(
    ("address", "way", "options"),
    [
        ("console://", "transports.Console", {}),
        ("dummy://", "transports.Nowhere", {}),
        ("file:///var/mails", "transports.MailFolder", {"folder": "/var/mails"}),
        ("file:///var/my%20mails", "transports.MailFolder", {"folder": "/var/my mails"}),
        (
            "smtp://localhost",
            "smtp.MailServer",
            {"host": "localhost", "port": 25, "use_tls": False, "use_ssl": False, "timeout": 5},
        ),
        (
            "submission://kim:p%40ss@mail.example:587/?timeout=9",
            "smtp.MailServer",
            {
                "host": "mail.example",
                "port": 587,
                "username": "kim",
                "password": "p@ss",
                "use_tls": True,
                "use_ssl": False,
                "timeout": 9,
            },
        ),
    ],
)
def test_address_says_where_the_outbox_leads(address, way, options):
    found = outbox_settings(mail_of(address), timeout=5)
    assert found == {"transport": f"{WAYS}.{way}", **options}


def test_django_6_gets_mailers_alone():
    found = mail_settings(mail_of("smtp://mail.example"), (6, 1))
    assert found == {"MAILERS": {"default": {"BACKEND": OUTBOX_BACKEND}}}


@pytest.mark.parametrize("version", [(5, 2, 19), (6, 0, 8)])
def test_earlier_django_gets_one_backend(version):
    found = mail_settings(mail_of("smtp://mail.example:2525"), version)
    assert found == {"EMAIL_BACKEND": OUTBOX_BACKEND}


def test_sender_in_the_address_is_kept():
    found = mail_of("smtp://mail.example?_server_email=root@mail.example")
    assert mail_settings(found, (6, 1))["SERVER_EMAIL"] == "root@mail.example"


SEND = """
from unittest.mock import patch
from django.conf import settings
from django.core.mail import send_mail
with patch("editorial.outbox.backend.post_mail") as kept:
    send_mail("Hello", "From here", None, ["kim@mail.example"])
print(kept.call_args.kwargs["recipient"], settings.OUTBOX["folder"])
"""


def test_mail_is_kept_without_a_warning_and_goes_into_files_by_default(tmp_path):
    sent = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "shell", "--no-imports", "--command", SEND],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert sent.stdout == f"kim@mail.example {tmp_path}/mail\n", sent.stderr


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
