"""The deeds that dumps are made of, done with the code as it is."""

import csv

import pytest
from django.conf import settings

from tests.upgrades.kinds import records
from tests.upgrades.make import fill
from tests.upgrades.working import LEFT_OUT, smaller_sample


@pytest.mark.thorough  # dumps are made when a version ends, after make test-all
@pytest.mark.django_db
def test_staff_leave_a_row_in_every_table_and_of_every_choice(tmp_path):
    """It fails by itself where a new table or choice has no deed yet."""
    sheet = fill(tmp_path)
    assert sheet.startswith(b"PK")
    assert records("converted text").exists()


def test_sample_of_a_dump_lacks_cities_that_nobody_names(tmp_path):
    found = smaller_sample(tmp_path / "sample")
    whole = settings.BASE_DIR / "sample"
    assert slugs_in(whole) - slugs_in(found) == {*LEFT_OUT}
    files = [path.relative_to(whole) for path in sorted(whole.rglob("*")) if path.is_file()]
    changed = [str(path) for path in files if differs(whole / path, found / path)]
    assert changed == [
        *("climate/inventories.csv", "climate/pledges.csv", "climate/targets.csv"),
        *("containment.csv", "facts.csv", "identifiers.csv", "members.csv", "other_names.csv"),
    ]


def slugs_in(folder) -> set[str]:
    with (folder / "members.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"] for row in csv.DictReader(file)}


def differs(path, other) -> bool:
    return path.read_bytes() != other.read_bytes()
