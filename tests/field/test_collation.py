"""By whose rules the database compares text is asked, not only by which name."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from editorial.backoffice.checks import BINARY_ORDERS, order_of

LIBC = {"datlocprovider": "c", "datcollate": "C.UTF-8", "datctype": "C.UTF-8"}


@pytest.mark.parametrize(
    "row",
    [
        LIBC,
        LIBC | {"datcollate": "C.utf8", "datctype": "C.utf8", "daticulocale": None},
        {**LIBC, "datlocprovider": "b", "datlocale": "C.UTF-8"},
        {**LIBC, "datlocprovider": "b", "datlocale": "C.UTF-8", "datcollate": "ko_KR.UTF-8"},
        {"datcollate": "C.UTF-8", "datctype": "C.UTF-8"},
    ],
)
def test_order_by_code_point_is_let_through(row):
    assert order_of(row) in BINARY_ORDERS


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**LIBC, "datlocprovider": "i", "daticulocale": "en"}, "en of ICU"),
        ({**LIBC, "datlocprovider": "i", "datlocale": "ko-KR"}, "ko-KR of ICU"),
        ({**LIBC, "datlocprovider": "i", "datlocale": "und"}, "und of ICU"),
        ({**LIBC, "datlocprovider": "b", "datlocale": "C"}, "C of PostgreSQL"),
        ({**LIBC, "datcollate": "ko_KR.UTF-8"}, "C.UTF-8 and ko_KR.UTF-8"),
        ({**LIBC, "datctype": "C"}, "C and C.UTF-8"),
        ({**LIBC, "datlocprovider": "x", "datlocale": "C.UTF-8"}, "C.UTF-8 of x"),
    ],
)
def test_any_other_order_is_named(row, said):
    assert order_of(row) == said
    assert said not in BINARY_ORDERS


#: What a database is made with, and how the check names its order; None if it lets it pass.
MADE = {
    "LOCALE_PROVIDER icu ICU_LOCALE 'en'": "en of ICU",
    "LOCALE_PROVIDER icu ICU_LOCALE 'ja-JP'": "ja-JP of ICU",
    "LOCALE_PROVIDER libc": None,
}


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
def test_check_looks_at_databases_as_they_are_made(tmp_path):
    """On SQLite there is one way to compare; on PostgreSQL a database is made in each way."""
    made = MADE if connection.vendor == "postgresql" else {}
    for number, (way, order) in enumerate(made.items()):
        said = checked(f"portal_collation_{number}", way, tmp_path)
        assert (f"compares text as {order}." in said.stderr) is bool(order)
        assert bool(said.returncode) is bool(order)
    assert bool(made) is (connection.vendor == "postgresql")


def checked(name: str, way: str, folder) -> subprocess.CompletedProcess:
    """What ``check --database default`` says of a new database, which is gone afterwards."""
    database = connection.settings_dict
    server = {key: database[key.upper()] for key in ("host", "port", "user", "password")}
    server = {key: value for key, value in server.items() if value}
    url = os.environ["DATABASE_URL"].rpartition("/")[0]
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as administrator:
        locale = "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' ENCODING 'UTF8'"
        administrator.execute(f"CREATE DATABASE {name} TEMPLATE template0 {way} {locale}")
        try:
            return subprocess.run(
                [sys.executable, "manage.py", "check", "--database", "default"],
                cwd=settings.BASE_DIR,
                env={
                    "PATH": os.environ["PATH"],
                    "VAR_DIR": str(folder),
                    "DATABASE_URL": f"{url}/{name}?pool=no",
                },
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            administrator.execute(f"DROP DATABASE {name}")
