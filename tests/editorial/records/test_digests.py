"""Digests of fields, and how they follow a migration."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from editorial.records.digests import digest_of, fill_digests, plain, rename_digests
from editorial.records.models import LoadedRecord
from members.models import Theme
from tests.factories.members import MemberFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def digest(obj, name: str) -> str:
    return digest_of(obj, obj._meta.get_field(name))


def test_empty_and_default_values_have_no_digest():
    theme = ThemeFactory(name_ko="", order=0)
    assert digest(theme, "name_ko") == digest(theme, "order") == ""


def test_links_count_whatever_their_order():
    member, themes = MemberFactory(), ThemeFactory.create_batch(2)
    assert digest(member, "themes") == ""
    member.themes.set(themes)
    wanted = digest(member, "themes")
    member.themes.set(themes[::-1])
    assert wanted == digest(member, "themes") != ""


def test_digest_follows_a_column_that_is_renamed():
    LoadedRecord.objects.create(kind="members.theme", key="a", digests={"hue": "1", "order": "2"})
    rename_digests(LoadedRecord.objects.filter(kind="members.theme"), {"hue": "colour"})
    assert LoadedRecord.objects.get().digests == {"colour": "1", "order": "2"}


def test_filled_column_counts_as_loaded_unless_staff_changed_its_source():
    ours, theirs = ThemeFactory(name_en="A", name_ko="가"), ThemeFactory(name_en="B", name_ko="나")
    was = {"name_en": digest(ours, "name_en")}
    traces = [LoadedRecord.objects.create(kind="x", key=str(n), digests=was) for n in (1, 2)]
    fill_digests(zip(traces, (ours, theirs), strict=True), "name_ko", "name_en")
    first, second = LoadedRecord.objects.order_by("key")
    assert first.digests == was | {"name_ko": digest(ours, "name_ko")}
    assert second.digests == was
    assert Theme.objects.count() == 2


def test_moment_is_the_same_in_any_zone():
    noon = datetime(2026, 6, 15, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    assert plain(noon) == plain(noon.astimezone(UTC)) == "2026-06-15T03:00:00+00:00"
