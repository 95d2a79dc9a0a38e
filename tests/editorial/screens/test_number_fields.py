import pytest
from django.core.exceptions import ValidationError

from editorial.screens.number_fields import RealNumberField, WholeNumberField


def test_keyboard_of_digits_is_asked_for():
    assert 'inputmode="numeric"' in WholeNumberField().widget.render("order", 3)
    assert 'inputmode="decimal"' in RealNumberField().widget.render("latitude", 37.5)


@pytest.mark.parametrize("value", ["", None, " ", "\u3000"])
def test_nothing_is_no_number(value):
    assert WholeNumberField(required=False).clean(value) is None
    with pytest.raises(ValidationError):
        WholeNumberField().clean(value)


def test_limits_hold_for_what_was_understood():
    field = WholeNumberField(min_value=0, max_value=100)
    assert field.clean("１００") == 100
    for text in ("101", "−1"):
        with pytest.raises(ValidationError):
            field.clean(text)


def test_number_that_is_written_in_another_way_is_no_change():
    assert not WholeNumberField().has_changed(1_197_257, "1 197 257")
    assert not RealNumberField().has_changed(37.5, "３７．５０")
    assert WholeNumberField().has_changed(1_197_257, "1,197,256")


def test_whole_number_is_shown_without_a_fraction():
    shown = RealNumberField().widget.format_value
    assert [shown(number) for number in (100.0, 0.0, 37.0625)] == ["100", "0", "37.0625"]


@pytest.mark.parametrize("number", [0.1 + 0.2, 126.978, -33.0, 1e-7])
def test_number_is_shown_as_it_is_read_again(number):
    assert RealNumberField().clean(RealNumberField().widget.format_value(number)) == number
