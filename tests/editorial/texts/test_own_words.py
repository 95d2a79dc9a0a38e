"""Sentences of ours among what staff type: kept in English, told to each in their language."""

import pytest
from django.utils.translation import gettext, override

from editorial.languages import LANGUAGES
from editorial.texts.own_words import OwnWordsField
from members.models import reasons

TONNES = reasons.OTHER_UNIT
FIELD = OwnWordsField(sentences=reasons.REASONS)
CODES = [language.code for language in LANGUAGES]


def said(sentence: str, code: str, **values: str) -> str:
    with override(code):
        return gettext(sentence) % values


def told(text: str, code: str) -> str:
    with override(code):
        return FIELD.told(text)


VALUES = {"tonnes": "5,725", "each": "0.00724", "value": "12.5", "year": "2020"}


@pytest.mark.parametrize("sentence", reasons.REASONS)
@pytest.mark.parametrize("code", CODES)
def test_each_sentence_is_kept_in_english_and_told_in_each_language(sentence, code):
    own = said(sentence, code, **VALUES)
    assert FIELD.kept(own) == said(sentence, "en", **VALUES)
    assert told(said(sentence, "en", **VALUES), code) == own


@pytest.mark.parametrize("code", CODES)
def test_no_two_sentences_are_taken_for_each_other(code):
    found = {FIELD.kept(said(sentence, code, **VALUES)) for sentence in reasons.REASONS}
    assert len(found) == len(reasons.REASONS)


def test_several_sentences_stand_as_the_language_sets_them():
    assert told("It has no year. It has no source.", "ko") == "연도가 없습니다. 출처가 없습니다."
    assert told("It has no year. It has no source.", "ja") == "".join(
        said(one, "ja") for one in (reasons.NO_YEAR, reasons.NO_SOURCE)
    )


@pytest.mark.parametrize(
    "typed", ["", "Perhaps swapped.", "See: It has no year.", "담당자 문의 중", "100 %(x)s"]
)
@pytest.mark.parametrize("code", CODES)
def test_what_somebody_typed_stays_as_it_was_typed(typed, code):
    assert told(typed, code) == FIELD.kept(typed) == typed


def test_what_somebody_typed_behind_a_sentence_stays_there():
    text = "It has no source. 담당자에게 문의하였습니다."
    assert told(text, "ja") == said(reasons.NO_SOURCE, "ja") + "담당자에게 문의하였습니다."
    assert FIELD.kept(told(text, "ja")) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("It has no year.", "연도가 없습니다."),
        ("Swapped & <old>", '<span lang="en">Swapped &amp; &lt;old&gt;</span>'),
        ("要確認です", '<span lang="ja">要確認です</span>'),
        ("It has no year. Ask {them}", '연도가 없습니다. <span lang="en">Ask {them}</span>'),
    ],
)
def test_what_somebody_typed_is_marked_with_its_language_and_what_we_say_is_not(text, shown):
    with override("ko"):
        assert FIELD.told_marked(text) == shown
