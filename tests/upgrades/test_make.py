"""The deeds that dumps are made of, done with the code as it is."""

import pytest

from tests.upgrades.kinds import records
from tests.upgrades.make import fill


@pytest.mark.thorough  # dumps are made when a version ends, after make test-all
@pytest.mark.django_db
def test_staff_leave_a_row_in_every_table_and_of_every_choice(tmp_path):
    """It fails by itself where a new table or choice has no deed yet."""
    sheet = fill(tmp_path)
    assert sheet.startswith(b"PK")
    assert records("converted text").exists()
