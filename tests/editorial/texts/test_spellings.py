"""A name is found however its letters are parted, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.passages import read
from editorial.texts.spellings import (
    SpellingFinder,
    end_of_gap,
    is_same_name,
    letters_in,
    letters_of,
    spellings_of,
)


def found(pattern: str, text: str, *, is_rich: bool = False) -> list[str]:
    """The passages of ``text`` that hold the name, as they are written there."""
    reading = read(text, is_rich=is_rich)
    finder = SpellingFinder([(pattern, 1)])
    spans = [(one.start, one.end) for one in finder.all(letters_of(reading))]
    assert not spans or finder.may_find(letters_in(text, is_rich=is_rich))
    return [text[slice(*reading.place(*span))] for span in spans]


WRITTEN = [
    ("Korea, South", "Korea South"),
    ("Korea, South", "KOREA – SOUTH"),
    ("Korea, South", "Korea,South"),
    ("Korea, South", "Ｋｏｒｅａ（Ｓｏｕｔｈ"),
    ("Korea, South", "K o r e a,  S o u t h"),
    ("Korea, South", "Ko-rea/Sou.th"),
    ("Korea, South", "KoreaSouth"),
    ("Korea, South", "Korea\r\nSouth"),
    ("Rep. of Corea", "REP. OF COREA"),
    ("Corea ROK", "Corea (R.O.K"),
    ("Corea R.O.K.", "Corea, R. O. K"),
    ("Corea ROK", "Corea, R. O. K"),
    ("中國台灣", "中國（台灣"),
    ("中國台灣", "中 國 · 台 灣"),
    ("台灣", "台　灣"),
    ("중화민국", "중화 민국"),
    ("중국 대만", "중국(대만"),
    ("대만", "대\n만"),
    ("チャイニーズ・タイペイ", "ﾁｬｲﾆｰｽﾞﾀｲﾍﾟｲ"),
    ("A、B", "A、B"),
    ("Corea", "Сοrea"),
    ("Corea", "ᴄᴏʀᴇᴀ"),
    ("Corea", "Còŕëa"),
    ("Corea", "C\u0331orea"),
    ("Corea", "Core@"),
    ("남 조선", "남 조선"),
]


@pytest.mark.parametrize(("name", "text"), WRITTEN)
def test_name_is_found_however_it_is_parted(name, text):
    assert found(name, f"({text})") == [text]


NOT_THERE = [
    ("Korea, South", "in Korea. South of it"),
    ("vitamin C, Korea", "vitamin C. Korea"),
    ("Korea, South", "Korea & South"),
    ("Korea, South", "Korea; South"),
    ("Korea, South", "Korea! South"),
    ("Korea, South", "Koreas, South"),
    ("Korea, South", "Korea, Southern"),
    ("Corea", "Co rea"),
    ("中國台灣", "中國、台灣"),
    ("中國台灣", "中國。台灣"),
    ("台湾", "舞台，湾岸"),
    ("대만", "기대만큼"),
    ("대만", "최대 만족"),
    ("대만", "5대만"),
    ("남 조선", "경남 조선소"),
    ("Corea", "Корея"),
]


@pytest.mark.parametrize(("name", "text"), NOT_THERE)
def test_name_is_not_found_across_what_parts_two(name, text):
    assert found(name, text) == []


def test_name_is_found_through_mark_up_and_not_across_paragraphs():
    html = "<p>So<em>uth</em>, <b>(Korea</b>) South</p><p>Korea</p>"
    assert found("South Korea", html, is_rich=True) == ["So<em>uth</em>, <b>(Korea"]


PATTERNS = [
    ("{North|South} Corea", "South Corea", True),
    ("{North|South} Corea", "East Corea", False),
    ("[the] Corea[s]", "Coreas", True),
    ("Bank * Corea", "Bank Corea", True),
    ("Bank * Corea", "Bank of the new Corea", True),
    ("Bank * Corea", "Bank of the very new Corea", False),
    ("Bank * Corea", "Bank. Of Corea", False),
    ("國立*大學", "國立師範大學", True),
    ("國立*大學", "國立" + "山" * 13 + "大學", False),
    ("A * B * C", "a x b y c", True),
    ("[open", "open", True),
]


@pytest.mark.parametrize(("pattern", "text", "is_found"), PATTERNS)
def test_pattern_stands_for_its_spellings(pattern, text, is_found):
    assert bool(found(pattern, text)) is is_found


def test_pattern_without_letters_finds_nothing():
    assert spellings_of("[…]") == []


def test_sign_for_a_letter_parts_two_words_too():
    assert found("Corea", "office@corea.example") == ["corea"]
    assert found("Officeacorea", "office@corea.example") == ["office@corea"]


def test_sentence_is_what_full_stops_enclose():
    letters = letters_of(read("One, e.g. this. Two; and three! Four."))
    start = letters.text.index("two")
    assert letters.sentence(start, start + 3) == "twoandthree"


def test_gap_ends_where_a_sentence_does():
    letters = letters_of(read("a b c. D e f g h"))
    assert [end_of_gap(letters, at) for at in (1, 4)] == [2, 7]


def test_names_are_the_same_but_for_how_they_are_written():
    assert is_same_name("SOUTH–Korea", "South  Korea")
    assert not is_same_name("South Korea", "South Koreas")


def test_pattern_with_gaps_is_compared_once_for_each_place(monkeypatch):
    """So that no pattern of staff's hangs a server: many starts, each with many ends."""
    import editorial.texts.spellings as spellings  # so that its own name is replaced

    looks, look = [], spellings.end_of_gap
    monkeypatch.setattr(spellings, "end_of_gap", lambda *a: looks.append(a) or look(*a))
    (spelling,) = spellings_of("a * a * a")
    assert len(list(spelling.spans(letters_of(read("a " * 500))))) == 498
    assert len(looks) <= 2 * 500


TEXTS = st.text(st.sampled_from("abＡ台한 .,-、\n\u200b\u0301<>&;p"), max_size=30)


@given(TEXTS, TEXTS, TEXTS)
def test_cheap_look_misses_nothing(before, name, behind):
    found(name.replace("*", ""), f"{before} {name} {behind}", is_rich=True)


@given(TEXTS)
def test_name_is_found_in_itself(name):
    assert bool(found(name, name)) is bool(letters_in(name))
