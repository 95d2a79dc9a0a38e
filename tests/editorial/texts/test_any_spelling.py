import re

import pytest

from editorial.texts.any_spelling import any_spelling


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("noguchi", "Noguchi"),
        ("ＮＯＧＵＣＨＩ", "noguchi"),
        ("noguchi", "Ｎｏｇｕｃｈｉ"),
        ("ono", "Ōno"),
        ("Ōno", "ono"),
        ("o\u200bno", "Ono"),
        ("ono", "O\u200bno"),
        ("浜口", "濵口"),
        ("濵口", "濱口"),
        ("はまぐち", "ハマグチ"),
        ("ﾊﾏｸﾁ", "はまくち"),
        ("Strasse", "Straße"),
        ("jaegermeister", "Jægermeister"),
        ("minsu", "Min-su"),
        ("min-su", "Minsu"),
        ("obrien", "O’Brien"),
        ("민수", "민수"),
        ("a.b", "a.b@mail.example"),
    ],
)
def test_any_spelling_matches_what_is_compared_alike(typed, stored):
    assert re.search(any_spelling(typed), stored)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("ono", "Uno"), ("浜口", "浜田"), ("ガ", "カ"), ("a.c", "abc"), ("(", "x")],
)
def test_any_spelling_matches_nothing_else(typed, stored):
    assert not (any_spelling(typed) and re.search(any_spelling(typed), stored))


@pytest.mark.parametrize("typed", ["", " ", "-", "(*", "\u200b"])
def test_what_has_no_letter_has_no_pattern(typed):
    assert any_spelling(typed) == ""
