from datetime import date, datetime, time

import pytest

from editorial.sheets.models import ImportRow
from editorial.sheets.row_cells import (
    cell_as_json,
    cell_from_json,
    key_in,
    key_text,
    version_in,
)
from editorial.sheets.xlsx import OddCell


@pytest.mark.parametrize(
    "cell",
    [
        *("수원", 7, 7.5, True, None),
        *(datetime(2026, 5, 31, 9, 30), date(2026, 5, 31), time(9, 30)),
        OddCell("formula", "=A1"),
    ],
)
def test_cell_comes_back_from_json_as_it_was(cell):
    assert cell_from_json(cell_as_json(cell)) == cell


@pytest.mark.parametrize(
    ("value", "key"), [(12.0, "12"), (12, "12"), (" suwon ", "suwon"), (None, "")]
)
def test_key_is_text_without_a_fraction(value, key):
    assert key_text(value) == key


def test_formula_names_no_record():
    assert key_text(OddCell("formula", "=A1")) == ""


@pytest.mark.parametrize(
    ("cell", "version"), [(3, 3), (3.0, 3), ("3", 3), ("", None), ("three", None), (-1, None)]
)
def test_row_says_from_which_version_it_was_written(cell, version):
    row = ImportRow(cells={"slug": "suwon", "version": cell})
    assert version_in(row) == version
    assert key_in(row, "slug") == "suwon"


def test_row_without_a_version_says_none():
    assert version_in(ImportRow(cells={})) is None
