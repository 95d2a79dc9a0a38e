"""The staff users of the sample, and the one password that is made for them."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from editorial.accounts.models import User
from iclei.sample.files import Record
from iclei.sample.loader import Row
from secretariats.models import Posting


def password_file() -> Path:
    return settings.VAR_DIR / "sample_password"


def password() -> str | None:
    """The password of all sample users: made once, readable by its owner alone.

    None where it cannot be kept: nobody knows a password that nobody was told.
    """
    path = password_file()
    try:
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(12))
        return path.read_text(encoding="ascii")
    except OSError:
        return None


def user(record: Record) -> Row:
    """A user with the password, if it is kept; only for users who are not there yet."""
    cells = {
        "password": record.cell("username", make_password(password())),
        "is_staff": record.cell("username", True),
    }
    own = ("username", "display_name", "email", "interface_language", "time_zone")
    return Row(User, record["username"], cells | record.take(*own))


def posting(record: Record) -> Row:
    name, office = record["username"], record["office_slug"]
    cells = {
        "user": name,
        "secretariat": office,
        "role": record["role"],
        "languages": record.cell("languages", record["languages"].value.split()),
    }
    return Row(Posting, name, cells, {"user__username": name.value})
