from unicodedata import normalize

import pytest

from editorial.accounts.passwords import normalised, spellings

SEOUL = "서울의나무와바람2026"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_one_form_whichever_the_keyboard_writes(form):
    assert normalised(normalize(form, SEOUL)) == SEOUL


def test_width_makes_no_difference():
    assert normalised("ｓｅｏｕｌ１２３") == "seoul123"


def test_plain_letters_are_spelt_in_one_way():
    assert spellings("an umbrella for the walls") == ["an umbrella for the walls"]


def test_spellings_begin_with_the_one_that_is_kept_today():
    typed = normalize("NFD", SEOUL)
    assert spellings(typed) == [SEOUL, typed]
    assert spellings("ｇａ") == ["ga", "ｇａ"]
