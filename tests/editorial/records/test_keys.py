import pytest

from editorial.records.keys import parse_key, parse_version


@pytest.mark.parametrize(("text", "key"), [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1), ("0", 0)])
def test_key_is_digits(text, key):
    assert parse_key(text) == key


@pytest.mark.parametrize("text", ["", " 7", "-7", "7.0", "١٢", "７", "²", "7\n", "9" * 19, "None"])
def test_anything_else_is_no_key(text):
    assert parse_key(text) is None
    assert parse_version(text) is None


def test_version_has_nine_digits_at_most():
    assert parse_version("9" * 9) == 999_999_999
    assert parse_version("1" * 10) is None
