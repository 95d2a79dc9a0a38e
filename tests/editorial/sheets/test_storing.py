"""The process that stores an import is killed at any point: nothing is stored, or everything."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from editorial.records.history import versions_of
from editorial.sheets.models import Import
from members.models import Member
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import add, exported, outcomes, previewed, write
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.processes import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

ROWS, TIMES = 150, 8
NEW = {"slug": "goyang", "name_en": "Goyang", "area": "KR", "level": "city"}


def started() -> subprocess.Popen:
    """A process that has begun to store."""
    environment = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = (sys.executable, "-m", "tests.editorial.sheets.storing")
    child = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ | environment, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"storing\n"
    return child


def killed(child: subprocess.Popen, after: float) -> None:
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    child.communicate()


def test_import_killed_at_any_point_is_stored_whole_or_not_at_all(client, rounds):
    office = SecretariatFactory(slug="korea-office")
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)
    area = MemberFactory(slug="city-0", secretariat=office).area
    for number in range(1, ROWS):
        MemberFactory(slug=f"city-{number}", secretariat=office, area=area)
    book = add(exported(client), **NEW, secretariat="korea-office")
    for number in range(ROWS):
        write(book, f"city-{number}", name_ko=f"도시 {number}")
    made = previewed(client, book)
    Import.objects.update(state=Import.State.APPLYING)
    versions = versions_of(Member).count()
    chance = random.Random(1)
    for _ in rounds(TIMES):
        killed(started(), after=chance.uniform(0, 1.0))
        made.refresh_from_db()
        stored = Member.objects.filter(name_ko__startswith="도시").count()
        is_new = Member.objects.filter(slug="goyang").exists()
        found = (made.state, stored, is_new, versions_of(Member).count() - versions)
        nothing, everything = ("applying", 0, False, 0), ("applied", ROWS, True, ROWS + 1)
        assert found in (nothing, everything)
        if found == everything:
            break
    else:
        child = started()
        child.communicate()
        assert child.returncode == 0
    made.refresh_from_db()
    assert made.state == Import.State.APPLIED
    assert Member.objects.filter(name_ko__startswith="도시").count() == ROWS
    assert set(outcomes(previewed(client, book)).values()) == {"unchanged"}
    assert Member.objects.count() == ROWS + 1
