import pytest
from django.core.exceptions import ValidationError

from editorial.sheets.value_columns import DayColumn, NumberColumn, RealColumn
from members.models import Member, Membership


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


def test_day_is_read_in_full_width_digits_too():
    column = DayColumn(Membership._meta.get_field("joined_on"), None, None)
    assert column.read("２０２６-05-31") == "2026-05-31"
    with pytest.raises(ValidationError):
        column.read("2026-13-01")
