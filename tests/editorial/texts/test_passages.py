"""Phrases are found however a text writes them, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.passages import Finder, Marked, and_more, fold, phrase_of, read, squeezed

HTML = "".join(("<p>In <strong>Korea</strong>", ",&nbsp;So<em>u</em>th of Seoul.</p>"))


def found(phrase: str, text: str, *, is_rich: bool = False, **how) -> list[str]:
    """The passages of ``text`` that hold ``phrase``, as they are written there."""
    reading = read(text, is_rich=is_rich)
    finder = Finder([(phrase, phrase)], lambda folded: phrase_of(folded, **how))
    return [text[slice(*reading.place(one.start, one.end))] for one in finder.all(reading)]


WRITTEN = {
    "as it is": ("Korea, South", "Korea, South"),
    "in another case": ("Korea, South", "KOREA, south"),
    "in full width": ("Korea, South", "Ｋｏｒｅａ， Ｓｏｕｔｈ"),
    "with spaces of another kind": ("Korea, South", "Korea,\u00a0\u2003South"),
    "over the end of a line": ("Korea, South", "Korea,\r\nSouth"),
    "with what nobody sees": ("Korea, South", "Ko\u00adrea\u200b, \u2060Sou\u200dth"),
    "with a curly apostrophe": ("People's", "People’s"),
    "in parts": ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    "with a mark apart": ("ガ", "カ\u3099"),
    "in half width": ("ガ", "ｶﾞ"),
    "Han over the end of a line": ("中華民國", "中華\n民國"),
    "Han with spaces": ("中華民國", "中 華　民國"),
    "Hangul over the end of a line": ("중화민국", "중화\n민국"),
    "Hangul without its space": ("중국 대만", "중국대만"),
    "Latin before Hangul": ("Korea", "Korea의"),
    "Hangul within a word": ("중화민국", "구중화민국의"),
}


@pytest.mark.parametrize(("phrase", "text"), WRITTEN.values(), ids=WRITTEN)
def test_phrase_is_found_as_it_is_written(phrase, text):
    assert found(phrase, text) == [text.removeprefix("구").removesuffix("의")]


NOT_THERE = {
    "part of a word": ("Korea", "Koreans in SouthKorea"),
    "another name": ("Korea, South", "Korea South"),
    "two words of Hangul": ("대만", "최대 만족"),
    "tags in what is no mark-up": ("Korea, South", "<b>Korea</b>, South"),
    "letter that a mark changes": ("ca", "çà ça"),
}


@pytest.mark.parametrize(("phrase", "text"), NOT_THERE.values(), ids=NOT_THERE)
def test_phrase_is_not_found_in_what_only_looks_like_it(phrase, text):
    assert found(phrase, text) == []


def test_phrase_is_found_through_mark_up():
    assert found("Korea, South", HTML, is_rich=True) == ["Korea</strong>,&nbsp;So<em>u</em>th"]
    assert found("中華民國", "<p>中<a href='x>y'>華</a><br>民國</p>", is_rich=True) == [
        "中<a href='x>y'>華</a><br>民國"
    ]


def test_phrase_ends_with_its_paragraph():
    assert found("Korea, South", "<p>Korea,</p><p>South</p>", is_rich=True) == []


def test_attributes_and_comments_are_no_text():
    html = '<p><!-- Korea --><a href="https://example.org/Korea">here</a></p>'
    assert found("Korea", html, is_rich=True) == []


def test_loose_phrase_minds_no_spaces_in_korean():
    assert found("지속가능발전", "지속 가능 발전", is_loose=True) == ["지속 가능 발전"]
    assert found("지속가능발전", "지속 가능 발전") == []


def test_plural_is_found_where_it_is_asked_for():
    text = "member, members, membership"
    assert found("member", text, is_plural=True) == ["member", "members"]
    assert found("member", text) == ["member"]


def test_longest_phrase_is_found_first():
    finder = Finder([("台北", 1), ("中華台北", 2), ("北", 3)])
    assert [one.means for one in finder.longest(read("中華台北與台北"))] == [2, 1]
    assert {one.means for one in finder.all(read("中華台北"))} == {1, 2, 3}


def test_passage_is_shown_as_a_reader_sees_it():
    reading = read(
        "<p>" + "a " * 50 + "<strong>Korea</strong>,<br>South &amp; " + "b " * 50, is_rich=True
    )
    (one,) = Finder([("Korea, South", 1)]).all(reading)
    before, held, behind = reading.passage(one.start, one.end)
    assert held == "Korea, South"
    assert before.startswith("…a a") and before.endswith("a ")
    assert behind.startswith(" & b") and behind.endswith("b…")


def test_marked_sentence_is_text_and_html():
    told = Marked("Look:", ("a < ", "b", ""), "ko")
    assert str(told) == "Look: a < 【b】"
    assert told.__html__() == 'Look: <span class="passage" lang="ko">a &lt; <mark>b</mark></span>'


def test_long_list_is_cut_short():
    assert and_more(["a", "b"], 2) == ["a", "b"]
    assert and_more(["a", "b", "c", "d"], 2) == ["a", "b", "… and 2 more."]


TEXTS = st.text(st.sampled_from("aＡé台한ㄱ \n\u200b\u0301\u1112\u1161<>&;bp/'\""), max_size=40)


@given(TEXTS, st.booleans())
def test_places_lie_in_the_text(text, is_rich):
    reading = read(text, is_rich=is_rich)
    assert len(reading.folded) == len(reading.at)
    for at in range(len(reading.folded)):
        start, end = reading.place(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(TEXTS, TEXTS, TEXTS)
def test_squeezed_text_holds_whatever_can_be_found(before, phrase, behind):
    text = before + phrase + behind
    finder = Finder([(phrase, 1)])
    if any(finder.all(read(text))):
        assert finder.may_find(squeezed(text))


@given(TEXTS)
def test_phrase_is_found_in_itself(phrase):
    if folded := fold(phrase):
        assert phrase_of(folded).end_in(folded, 0) == len(folded)
