import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from editorial.records.history import versions_of
from tests.editorial.pictures.files import photo, upload
from tests.editorial.pictures.test_fields import stored_files
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PersonFactory

pytestmark = pytest.mark.django_db


def age(hours: float) -> None:
    """Make all stored files so much older."""
    for name in stored_files():
        then = time.time() - hours * 3600
        os.utime(default_storage.path(name), (then, then))


def pruned(*options: str) -> str:
    said = StringIO()
    call_command("prune_pictures", *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def replaced():
    """A member whose picture was replaced, and whose earlier version is gone; the files of both."""
    member = MemberFactory(picture=upload(photo()))
    member.picture = upload(photo())
    member.save()
    versions_of(member).exclude(version=member.version).delete()
    age(2)
    return member


def test_nothing_is_removed_where_nothing_is_stored():
    assert pruned() == "0 files removed, 0.0 MB.\n"


def test_picture_that_was_replaced_is_removed_in_all_widths(replaced):
    assert len(stored_files()) == 4
    assert pruned().startswith("2 files removed")
    assert stored_files() == sorted(replaced.picture.names())


def test_picture_of_an_earlier_version_stays():
    member = MemberFactory(picture=upload(photo()))
    member.picture = upload(photo())
    member.save()
    age(2)
    before = stored_files()
    assert pruned() == "0 files removed, 0.0 MB.\n"
    assert stored_files() == before


def test_dry_run_names_files_and_keeps_them(replaced):
    before = stored_files()
    said = pruned("--dry-run").splitlines()
    assert set(said[:-1]) == set(before) - set(replaced.picture.names())
    assert stored_files() == before


def test_pictures_of_records_stay():
    MemberFactory(picture=upload(photo()))
    PersonFactory(photo=upload(photo()))
    age(2)
    before = stored_files()
    pruned()
    assert stored_files() == before


def test_file_that_is_being_saved_stays(replaced):
    age(0.5)
    assert pruned() == "0 files removed, 0.0 MB.\n"


def test_other_files_of_the_storage_stay(replaced):
    default_storage.save("imports/members.webp", ContentFile(b"RIFF"))
    age(2)
    pruned()
    assert "imports/members.webp" in stored_files()
