import unicodedata

import pytest

from editorial.finding.marking import LONG, excerpt, held, marked
from editorial.languages import BY_CODE, Text


def text(value: str, code: str = "en") -> Text:
    return Text(value, BY_CODE[code], BY_CODE["en"])


@pytest.mark.parametrize(
    ("value", "query", "html"),
    [
        ("Suwon and Osan", "suwon", "<mark>Suwon</mark> and Osan"),
        ("수원시", "수원", "<mark>수원</mark>시"),
        ("スウォン市", "すうぉん", "<mark>スウォン</mark>市"),
        ("ｽｳｫﾝ市", "スウォン", "<mark>ｽｳｫﾝ</mark>市"),
        ("ｶﾞｽ", "ガ", "<mark>ｶﾞ</mark>ｽ"),
        ("ＳＵＷＯＮ", "won", "ＳＵ<mark>ＷＯＮ</mark>"),
        ("Straße", "strasse", "<mark>Straße</mark>"),
        ("№ 5", "no", "<mark>№</mark> 5"),
        ("water, Water", "water", "<mark>water</mark>, <mark>Water</mark>"),
        ("Kitakyushu", "kita takyu", "<mark>Kitakyu</mark>shu"),
        ("Osan", "suwon", "Osan"),
        ("R&D & more", "r&d", "<mark>R&amp;D</mark> &amp; more"),
        ("a <script> b", "script", "a &lt;<mark>script</mark>&gt; b"),
        ("", "suwon", ""),
    ],
)
def test_marked_marks_what_was_found_and_escapes_the_rest(value, query, html):
    assert marked(text(value), query).value == html


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("name", ["수원", "Ōsaka", "ガンバ"])
def test_marked_finds_signs_however_they_are_composed(form, name):
    written = unicodedata.normalize(form, name)
    assert marked(text(written), name).value == f"<mark>{written}</mark>"


def test_marked_keeps_the_language():
    assert marked(text("수원", "ko"), "수원").tag == "ko"


def test_excerpt_shows_the_words_around_the_first_hit():
    value = "one two " * 60 + "needle" + " three four" * 60
    found = excerpt(text(value), "needle").value
    assert "two <mark>needle</mark> three" in found
    assert found.startswith("…") and found.endswith("…")
    assert len(found) <= LONG + len("……<mark></mark>")
    whole = {"one", "two", "<mark>needle</mark>", "three", "four"}
    assert whole.issuperset(found.strip("…").split())


def test_excerpt_without_spaces_is_cut_all_the_same():
    found = excerpt(text("水" * 300 + "原" + "水" * 300, "ja"), "原").value
    assert "水<mark>原</mark>水" in found
    assert len(found) < 120


@pytest.mark.parametrize("word", ["start", "end"])
def test_excerpt_at_an_edge_is_as_long_as_elsewhere(word):
    found = excerpt(text("start " + "word " * 100 + "end"), word).value
    assert f"<mark>{word}</mark>" in found
    assert found.count("…") == 1
    assert len(found) > LONG * 0.7


def test_excerpt_of_rich_text_has_no_tags_but_its_own():
    found = excerpt(text("<p>R&amp;D of <strong>water</strong></p>"), "water").value
    assert found == "R&amp;D of <mark>water</mark>"


def test_excerpt_has_no_gap_where_paragraphs_of_chinese_meet():
    found = excerpt(text("<p>城在水原。</p><p>河也在。 (Suwon) yes</p>", "zh-hant"), "水原").value
    assert found == "城在<mark>水原</mark>。河也在。(Suwon) yes"


def test_excerpt_of_a_short_text_is_all_of_it():
    assert excerpt(text("A walled city"), "walled").value == "A <mark>walled</mark> city"


def test_held_counts_the_words():
    assert held("<p>Walls of スウォン</p>", "すうぉん walls harbour") == 2
