"""A day of the staff of a dump, from the empty database to the last deed."""

import shutil
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from tests.upgrades import accounts, deeds, kinds, names, outgoing
from tests.upgrades.clock import count_identifiers, set_clock
from tests.upgrades.complete import gaps
from tests.upgrades.worker import Worker

#: Cities of the sample that no story and no deed names. A dump does without them: what is kept of
#: each to see who wrote a text packs badly. A newer sample brings them to it.
LEFT_OUT = (
    *("hamamatsu", "iida", "kawasaki", "kobe", "kumamoto", "matsuyama", "musashino", "nagoya"),
    *("saitama", "sendai", "toyama", "toyota", "yokohama", "changwon", "dangjin", "gangneung"),
    *("gimhae", "gwangmyeong", "hwaseong", "jeonju", "suncheon", "yongin"),
)


def work(folder: Path) -> bytes:
    """Load the sample and do all deeds; the sheet that was exported in the middle.

    The password of the sample's users lies in ``folder``. Raises AssertionError where a table stays
    empty, or a choice unused.
    """
    with set_clock(), count_identifiers():
        sample = smaller_sample(folder / "sample")
        call_command("load_sample", folder=sample, stdout=StringIO())
        password = (folder / "sample_password").read_text(encoding="ascii").strip()
        named = kinds.records("user").get
        admin = Worker(named(username="east-asia-administrator"), password)
        editor = Worker(named(username="korea-editor"), password)
        deeds.all_deeds(admin, editor)
        sheet = admin.exported_file("member")
        deeds.work_on(admin, editor)
        accounts.all_deeds(admin, editor)
        names.all_deeds(admin, editor)
        outgoing.all_deeds(admin, editor)
        call_command("recompute_ledger", stdout=StringIO())
    lacking = gaps()
    assert not lacking, "\n".join(lacking)
    return sheet


def smaller_sample(folder: Path) -> Path:
    """A copy of the sample without the cities that are left out."""
    shutil.copytree(settings.BASE_DIR / "sample", folder)
    for path in [folder / "members.csv", *rows_of_members(folder)]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.partition(",")[0] not in LEFT_OUT]
        path.write_text("".join(kept), encoding="utf-8")
    return folder


def rows_of_members(folder: Path) -> list[Path]:
    """The files of which each row begins with the member that it is about."""
    return [
        path
        for path in sorted(folder.rglob("*.csv"))
        if path.read_text(encoding="utf-8").startswith("member_slug,")
    ]
