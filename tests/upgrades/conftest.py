from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command

from tests.upgrades import dumps
from tests.upgrades.restoring import restored
from tests.upgrades.rows import Rows, all_rows


@dataclass(frozen=True)
class Upgrade:
    """A database of an older version after its upgrade, and its rows before and after that."""

    version: str
    before: Rows
    after: Rows


@pytest.fixture(scope="module", params=dumps.versions())
def upgrade(request, tmp_path_factory, django_db_blocker):
    """Each older version, upgraded as the operator guide says. Django is connected to it."""
    version, folder = request.param, tmp_path_factory.mktemp("upgrade")
    with django_db_blocker.unblock(), restored(version, folder):
        before = all_rows()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("recompute_ledger", stdout=StringIO())
        call_command("createcachetable", verbosity=0)
        yield Upgrade(version, before, all_rows())
