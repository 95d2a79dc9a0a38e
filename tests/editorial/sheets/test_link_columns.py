import pytest

from editorial.sheets.link_columns import LinksColumn, split_codes
from members.models import Member


@pytest.mark.parametrize("kept", ["a, b", "a,b", "a b", "a；b", "a、b"])
def test_codes_are_split_at_what_people_write_between_them(kept):
    assert split_codes(kept) == ["a", "b"]


def test_no_codes_are_none():
    assert split_codes("") == []


def test_codes_of_both_sides_are_merged():
    column = LinksColumn(Member._meta.get_field("themes"), None, None)
    assert column.merge("air, water", "air, soil", "air") == "air, soil, water"
    assert column.merge("air", "air, soil", "air, soil") == "air"
