"""The command that loads a file of the climate record: whole or not at all, and twice the same."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from members.models import Inventory, Target
from tests.factories.members import ListedMemberFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

SAMPLE = settings.BASE_DIR / "sample" / "climate"


@pytest.fixture
def city():
    SourceFactory(code="city-targets-2021")
    return ListedMemberFactory(slug="suwon", population=1_200_000)


@pytest.fixture
def file(tmp_path) -> Path:
    """The targets of Suwon, as the sample has them."""
    return part(tmp_path, "targets", "suwon")


def part(folder: Path, kind: str, slug: str, **cells: str) -> Path:
    with open(SAMPLE / f"{kind}.csv", encoding="utf-8", newline="") as whole:
        rows = [row | cells for row in csv.DictReader(whole) if row["member_slug"] == slug]
    path = folder / f"{kind}-{len([*folder.iterdir()])}.csv"
    with open(path, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, rows[0])
        table.writeheader()
        table.writerows(rows)
    return path


def run(kind: str, file: Path, *options: str) -> str:
    said = StringIO()
    call_command("import_climate", kind, str(file), *options, stdout=said)
    return said.getvalue()


def test_file_is_loaded_and_the_second_time_nothing_changes(city, file):
    assert run("targets", file) == "targets: 2 new\n"
    assert {*city.targets.values_list("kind", "base_t")} == {
        ("absolute", 5_843_189),
        ("intensity", 5_843_189),
    }
    before = [*Target.objects.order_by("pk").values()]
    assert run("targets", file) == "targets: 2 unchanged\n"
    assert [*Target.objects.order_by("pk").values()] == before


def test_dry_run_stores_nothing(city, file):
    assert run("targets", file, "--dry-run").startswith("targets: 2 new\nNothing was stored")
    assert not Target.objects.exists()
    run("targets", file)


def test_row_that_is_wrong_keeps_all_out_and_is_named(city, tmp_path):
    path = part(tmp_path, "targets", "suwon", reduction_percent="120")
    with pytest.raises(CommandError) as error:
        run("targets", path)
    assert f"{path.name}, row 2, column reduction_percent" in str(error.value)
    assert f"{path.name}, row 3, column reduction_percent" in str(error.value)
    assert "Nothing was loaded." in str(error.value)
    assert not Target.objects.exists()


def test_another_unit_is_doubtful(city, tmp_path):
    run("targets", part(tmp_path, "targets", "suwon", base_t="5843"))
    assert Target.objects.doubtful().count() == 2


def test_source_may_be_named_by_its_code(city, tmp_path):
    SourceFactory(code="city-wide-emissions-2024")
    path = part(tmp_path, "inventories", "suwon", source="city-wide-emissions-2024")
    assert run("inventories", path) == "inventories: 4 new\n"
    assert {*Inventory.objects.values_list("source__code", flat=True)} == {
        "city-wide-emissions-2024"
    }
    path = part(tmp_path, "inventories", "suwon", source="hearsay")
    with pytest.raises(CommandError, match="there is no source “hearsay”"):
        run("inventories", path)


def test_file_that_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv is not in"):
        run("targets", tmp_path / "none.csv")
