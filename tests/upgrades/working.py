"""A day of the staff of a dump, from the empty database to the last deed."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.upgrades import accounts, deeds, kinds, names, outgoing
from tests.upgrades.clock import count_identifiers, set_clock
from tests.upgrades.complete import gaps
from tests.upgrades.worker import Worker


def work(folder: Path) -> bytes:
    """Load the sample and do all deeds; the sheet that was exported in the middle.

    The password of the sample's users lies in ``folder``. Raises AssertionError where a table stays
    empty, or a choice unused.
    """
    with set_clock(), count_identifiers():
        call_command("load_sample", stdout=StringIO())
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
