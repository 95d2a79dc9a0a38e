"""A pattern is a list of spellings, or an error that says what is wrong with it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.patterns import MOST, expand, expand_strictly

SPELLINGS = {
    "Taiwan, China": [("Taiwan, China",)],
    "[the] Land": [("the Land",), ("Land",)],
    "{A|B} [c|d]": [("A c",), ("A d",), ("A",), ("B c",), ("B d",), ("B",)],
    "Strait[s]": [("Straits",), ("Strait",)],
    "Bank of *Land": [("Bank of", "Land")],
    "｛甲｜乙｝＊丙": [("甲", "丙"), ("乙", "丙")],
    "Land (Island)": [("Land (Island)",)],
}


@pytest.mark.parametrize(("pattern", "spellings"), SPELLINGS.items(), ids=SPELLINGS)
def test_pattern_means_its_spellings(pattern, spellings):
    assert expand_strictly(pattern) == spellings


WRONG = {
    "[the Land": "not closed",
    "the] Land": "not closed",
    "{a|{b|c}}": "not closed",
    "{a*b} Land": "not closed",
    "a|b": "in brackets",
    "{a|} Land": "nothing between",
    "[] Land": "nothing between",
    "*Land": "letters on both sides",
    "Land * ": "letters on both sides",
    "Land ** Land": "letters on both sides",
    "a * b * c * d": "At most two",
    "{a|b|c|d|e|f|g|h}" * 3: "too many",
}


@pytest.mark.parametrize(("pattern", "words"), WRONG.items(), ids=WRONG)
def test_wrong_pattern_is_refused_in_words(pattern, words):
    with pytest.raises(ValidationError, match=words):
        expand_strictly(pattern)
    assert expand(pattern) == [(pattern,)]


@given(st.text(st.sampled_from("ab [|]{}*"), max_size=60))
def test_no_pattern_has_too_many_spellings(pattern):
    assert 0 < len(expand(pattern)) <= MOST
