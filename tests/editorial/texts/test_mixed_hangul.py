import re

import pytest

from editorial.texts.mixed_hangul import mixed_hangul


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㅈ주", "전주"),
        ("전ㅈ", "전주시"),
        ("전ㅈㅅ", "전주시"),
        ("ㅊ우", "창원"),
        ("ㅈ줏", "전주시"),
        ("ㄱㅅ남", "경상남도"),
        ("ㄳ남", "경상남도"),
        ("경ㅅ남", "경상 남도"),
        ("ㅈ\u200b주", "전주"),
    ],
)
def test_syllables_and_first_consonants_begin_a_name(typed, name):
    assert re.match(mixed_hangul(typed).pattern, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("ㅈ주", "전남"), ("ㅈ주", "광주"), ("ㅈ주", "파주"), ("ㅈ줏", "전주군")]
)
def test_another_name_does_not_begin_so(typed, name):
    assert not re.match(mixed_hangul(typed).pattern, name)


def test_initials_are_those_of_the_names_that_begin_so():
    assert mixed_hangul("경ㅅ남").initials == "ㄱㅅㄴ"


@pytest.mark.parametrize("typed", ["", "전주", "ㅈㅈ", "ㅏ주", "ㅈ주a", "jeonju", "-"])
def test_what_is_not_of_both_is_not_mixed(typed):
    assert mixed_hangul(typed) is None
