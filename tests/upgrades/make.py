"""Makes the dumps of a version: ``python -m tests.upgrades.make VERSION``, as README.md says.

Each database is filled by a process of its own, this very module with ``--fill``.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from django.test.utils import setup_test_environment
from django.utils import translation

from deploy.steps import ROOT, say
from tests import postgres
from tests.upgrades import dumps
from tests.upgrades.clock import EARLY, set_clock

#: Under which the secrets of second factors in a dump are encrypted.
MFA_KEY = "known to all, as the secrets are that lie in a dump under it"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the dumps of a version.")
    parser.add_argument("version", nargs="?", help="such as 0.1.0: the folder below dumps/")
    parser.add_argument("--fill", type=Path, help="fill the empty DATABASE_URL; for this module")
    asked = parser.parse_args()
    if asked.fill:
        fill_in_process(asked.fill)
    elif asked.version:
        make(dumps.DUMPS / asked.version)
    else:
        parser.error("Which version?")


def make(target: Path) -> None:
    """Write both dumps and the sheet into ``target``; raises where a dump is too large."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill_apart(folder, f"sqlite:///{folder / 'db.sqlite3'}")
        (target / dumps.SHEET).write_bytes((folder / dumps.SHEET).read_bytes())
        keep(target / dumps.FILES["sqlite"], dumps.dump_sqlite(folder / "db.sqlite3"))
    with tempfile.TemporaryDirectory() as name, postgres.server() as url:
        fill_apart(Path(name), url)
        keep(target / dumps.FILES["postgresql"], dumps.dump_postgres(url))


def keep(path: Path, text: str) -> None:
    packed = dumps.pack(text)
    say(f"{path.relative_to(ROOT)}: {len(packed)} bytes of {len(text.encode())}")
    assert len(packed) <= dumps.LARGEST, f"{path.name} is larger than {dumps.LARGEST} bytes."
    path.write_bytes(packed)


def fill_apart(folder: Path, url: str) -> None:
    environment = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = (sys.executable, "-m", "tests.upgrades.make", "--fill", str(folder))
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


def fill_in_process(folder: Path) -> None:
    """Make the schema, fill it, and leave the sheet in ``folder``."""
    django.setup()
    setup_test_environment()
    with set_clock(EARLY):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("compile_catalogues", verbosity=0)
    (folder / dumps.SHEET).write_bytes(fill(folder))


def fill(folder: Path) -> bytes:
    """Load the sample into a database with an empty schema, and let staff work on it.

    Files lie in ``folder``. Returns the sheet of members that a user exported before others went
    on working. Raises AssertionError where a table stays empty or a choice unused.
    """
    from tests.upgrades.working import work  # it reads models, which Django has by now

    written = override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media", MFA_KEYS=[MFA_KEY])
    with written, translation.override("en"):
        sheet = work(folder)
    cache.clear()
    return sheet


if __name__ == "__main__":
    main()
