from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from editorial.sheets.value_columns import DayColumn, FigureColumn, NumberColumn, RealColumn
from members.models import Fact, Member, Membership


@pytest.mark.parametrize("raw", [True, 1.5, "1.5", "many"])
def test_whole_number_has_no_fraction(raw):
    column = NumberColumn(Member._meta.get_field("population"), None, None)
    with pytest.raises(ValidationError):
        column.read(raw)
    assert column.read(7.0) == 7


def test_fractions_are_the_same_to_fifteen_digits():
    column = RealColumn(Member._meta.get_field("latitude"), None, None)
    assert column.is_same(0.1 + 0.2, 0.3)
    assert not column.is_same(37.2636, 37.2637)


@pytest.mark.parametrize(
    ("raw", "kept", "cell"),
    [
        (950.25, "950.25", 950.25),
        (1e3, "1000", 1000),
        (0.1 + 0.2, "0.3", 0.3),
        ("1,210,150.500", "1210150.5", 1210150.5),
        ("1234567890123456", "1234567890123456", "1234567890123456"),
        ("12345678901234.123456", "12345678901234.123456", "12345678901234.123456"),
        ("-0.0", "0", 0),
        (None, "", ""),
    ],
)
def test_figure_is_kept_to_its_last_digit(raw, kept, cell):
    column = FigureColumn(Fact._meta.get_field("number"), None, None)
    assert (column.read(raw), column.cell(kept)) == (kept, cell)
    assert column.kept(column.value(kept)) == kept


@pytest.mark.parametrize("raw", ["many", True, "12%", "1,2"])
def test_figure_is_a_number(raw):
    column = FigureColumn(Fact._meta.get_field("number"), None, None)
    with pytest.raises(ValidationError):
        column.read(raw)
    assert column.kept(Decimal("46.510000")) == "46.51"


def test_day_is_read_in_full_width_digits_too():
    column = DayColumn(Membership._meta.get_field("joined_on"), None, None)
    assert column.read("２０２６-05-31") == "2026-05-31"
    with pytest.raises(ValidationError):
        column.read("2026-13-01")
