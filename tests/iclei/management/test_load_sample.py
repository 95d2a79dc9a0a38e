"""The command that loads the sample: the whole of it, as it is shipped."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from editorial.accounts.models import User
from editorial.records.history import tracked_models, versions_of
from editorial.records.models import LoadedRecord
from iclei.sample.staff import password, password_file
from members.models import Member, Theme
from news.models import Article, Event
from secretariats.models import Area, Person, Portal, Secretariat, Staff
from tests.field.read_only import read_only
from tests.iclei.sample.cast import SmallSample

pytestmark = pytest.mark.django_db

#: Somewhat more than it takes: a record that asked for more would make the first start long.
QUERIES = 47_000
FIRST = """\
areas: 5 new
names not to be used: 69 new
proper names: 60 new
offices: 18 new
portal: 1 refreshed
desks: 11 new
themes: 8 new
sources: 96 new
indicators: 2 new
members: 75 new
memberships: 75 new
counts: 16 new
places: 23 new
other names: 730 new
identifiers: 333 new
facts: 73 new
containment: 54 new
inventories: 62 new
targets: 44 new
pledges: 46 new
glossary: 137 new
articles: 12 new
events: 9 new
staff users: 5 new
postings: 5 new
"""
SECOND = (
    FIRST.replace("new", "unchanged")
    .replace("refreshed", "unchanged")
    .replace("staff users: 5 unchanged", "staff users: 5 kept as staff left it")
)


@pytest.fixture(autouse=True)
def password_folder(tmp_path, settings):
    settings.VAR_DIR = tmp_path


def counting(asked: list[str]):
    """Notes each query before it is executed."""

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    return note


def load(*options: str) -> str:
    said = StringIO()
    call_command("load_sample", *options, stdout=said)
    return said.getvalue()


def test_sample_is_loaded_whole_and_the_second_time_left_as_it_is():
    asked = []
    with connection.execute_wrapper(counting(asked)):
        assert load().startswith(FIRST)
    assert len(asked) < QUERIES
    assert_one_version_of_each_record()
    counts = [model.objects.count() for model in (Area, Secretariat, Person, Theme)]
    assert counts == [5, 18, 11, 8]
    assert Member.objects.listed().count() == 75
    assert (Article.objects.public().count(), Event.objects.public().count()) == (12, 9)

    before = changes()

    assert load().startswith(SECOND)
    assert changes() == before
    assert_one_version_of_each_record()


def assert_one_version_of_each_record() -> None:
    # Users come as such from a file, the portal from a migration that knows no office.
    for model in set(tracked_models()) - {Staff, Portal}:
        kept = versions_of(model).values_list("id", "history_type", "history_user")
        keys = model.objects.values_list("pk", flat=True)
        assert sorted(kept) == [(key, "+", None) for key in sorted(keys)]


def changes() -> list[list[tuple]]:
    """When what was last changed, and the traces that loading left."""
    dated = [model.objects.order_by("pk") for model in (Member, Article, Event)]
    traces = LoadedRecord.objects.order_by("pk").values_list()
    return [*(list(records.values_list("pk", "updated_at")) for records in dated), list(traces)]


def test_users_who_can_sign_in_are_named_and_where_their_password_lies(tmp_path):
    SmallSample(tmp_path).load()
    User.objects.filter(username="korea-editor").update(is_active=False)
    said = load("--folder", str(tmp_path))
    assert said.endswith(
        f"Staff users of the sample; their password is in {tmp_path}/sample_password\n"
        "  korea-translator  (Translator, ICLEI Korea Office)\n"
    )
    assert password() not in said


def test_sample_is_loaded_where_no_password_can_be_kept(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    SmallSample(tmp_path)
    with read_only(tmp_path):
        said = load("--folder", str(tmp_path))
    assert f"a password cannot be kept in {tmp_path}/var (Read-only file system), so" in said
    assert "  korea-editor  (" in said
    assert not User.objects.get(username="korea-editor").has_usable_password()


def test_fields_that_were_left_alone_are_counted(tmp_path):
    sample = SmallSample(tmp_path)
    sample.load()
    Theme.objects.filter(slug="resilient").update(hue=7, order=99)
    assert "Left 2 fields as staff have them.\n" in load("--folder", str(tmp_path))


def test_users_are_not_named_where_their_password_is_gone(tmp_path):
    SmallSample(tmp_path).load()
    password_file().unlink()
    assert "korea-translator" not in load("--folder", str(tmp_path))


def test_files_that_are_wrong_are_named_and_nothing_is_loaded(tmp_path):
    with pytest.raises(CommandError) as error:
        load("--folder", str(tmp_path))
    assert str(error.value).splitlines() == [
        f"portal.csv is not in {tmp_path}.",
        "Nothing was loaded.",
    ]
    assert not User.objects.exists()
