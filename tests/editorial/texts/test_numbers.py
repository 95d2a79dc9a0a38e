from decimal import Decimal

import pytest

from editorial.texts.numbers import (
    grouped_digits,
    parse_decimal,
    parse_real,
    parse_whole,
    without_noughts,
)


@pytest.mark.parametrize(
    "text",
    [
        "1197257",
        "1,197,257",
        "1 197 257",
        "1\u00a0197\u00a0257",
        "1\u202f197\u202f257",
        "1'197'257",
        "1’197’257",
        "１１９７２５７",
        "１，１９７，２５７",
        "1、197、257",
        "1،197،257",
        "١٬١٩٧٬٢٥٧",
        "\ufeff 1,197,257\u200b ",
        "1,197,257.0",
    ],
)
def test_whole_number_is_understood_as_people_write_it(text):
    assert parse_whole(text) == 1_197_257


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", ",", "many", "1.5", "inf", "nan", "1e6", "0x10", "9" * 40),
        *("1,19", "1,1972", "11,97,257", ",197", "1,197 257", "1,,197", "1,197,", "119만", "1/2"),
        "1.000",  # a thousand, to some
        *("²", "10²", "1197257¹", "①", "⑴", "⒈", "Ⅷ", "½", "₅", "🄁", "+5", "＋5", "⁺5"),
        *("1٢", "१2", "３٤"),  # digits of two scripts
    ],
)
def test_what_may_mean_something_else_is_no_whole_number(text):
    assert parse_whole(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("37.6152", 37.6152),
        ("３７．６１５２", 37.6152),
        ("37。6152", 37.6152),
        ("٣٧٫٦١٥٢", 37.6152),
        ("−33.9", -33.9),
        ("－３３．９", -33.9),
        ("+127", 127),
        (".5", 0.5),
        ("1,234.5", 1234.5),
        ("1 234 567", 1_234_567),
    ],
)
def test_number_with_a_fraction_is_understood_in_any_script(text, number):
    assert parse_real(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "-",
        "many",
        "37,6152",
        "37,263",
        "1,5",
        "37.6.1",
        "37° 36′",
        "inf",
        "nan",
        "37²",
        "37.①",
    ],
)
def test_comma_before_a_fraction_is_not_guessed_at(text):
    assert parse_real(text) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [(2026, "2026"), (9999, "9999"), (10_000, "10,000"), (1_197_257, "1,197,257"), (-12, "-12")],
)
def test_digits_are_grouped_once_they_are_many(number, shown):
    assert grouped_digits(number) == shown
    assert parse_whole(shown) == number


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("1,210,150", "1210150", "1,210,150"),
        ("46.50", "46.5", "46.5"),
        ("１２，０００．５", "12000.5", "12,000.5"),
        ("−0.25", "-0.25", "-0.25"),
        ("-0.000001", "-0.000001", "-0.000001"),
    ],
)
def test_figure_with_a_fraction(text, number, shown):
    assert parse_decimal(text) == Decimal(number)
    assert without_noughts(Decimal(number)) == shown


@pytest.mark.parametrize("text", ["", "about 5", "+5", "1,5", "5 km", "5²", "--5"])
def test_what_is_no_figure(text):
    assert parse_decimal(text) is None
