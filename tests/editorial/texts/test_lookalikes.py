"""An outline has the plain letter for each that looks like one, and as many letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.lookalikes import outline
from editorial.texts.passages import alike

LIKE_TAIWAN = [
    "Таiwаn",
    "ᴛᴀɪᴡᴀɴ",
    "ΤΑΙWΑΝ",
    "Taiwaη",
    "Taiwaŋ",
    "Tâíwåñ",
    "TAlWAN",
    "Ta1wan",
    "Ꭲаıԝап",
]


@pytest.mark.parametrize("word", LIKE_TAIWAN)
def test_letters_that_look_alike_have_one_outline(word):
    assert outline(alike(word)) == outline("taiwan")


@pytest.mark.parametrize("word", ["Тайвань", "Ταϊβάν", "Tainan", "臺灣", "타이완", "タイワン"])
def test_other_words_keep_another_outline(word):
    assert outline(alike(word)) != outline("taiwan")


@given(st.text())
def test_outline_is_as_long_as_the_text_and_its_own(text):
    assert len(outline(text)) == len(text)
    assert outline(outline(text)) == outline(text)
