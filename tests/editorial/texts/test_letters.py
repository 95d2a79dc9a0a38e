import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.letters import INVISIBLE, SUSPECT, composed, printable, tidied, tidied_line


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("烏山\u200b", "烏山"),
        ("\ufeff오산", "오산"),
        ("Sus\u00adtain\u00adability", "Sustainability"),
        ("水\u2060原", "水原"),
        ("水\u200d原", "水原"),
        ("Su\u200cwon", "Suwon"),
        ("\u200eSuwon\u200f", "Suwon"),
        ("수\u3164원", "수원"),
        ("Suwon\ufe0f", "Suwon"),
        ("\x00Suwon\x07\x1b", "Suwon"),
        ("Suwon\ud800", "Suwon"),
        ("\x93Suwon\x94 \x96 \x85x", "“Suwon” – \nx"),
        ("one\u2028two\u2029three\rfour", "one\ntwo\nthree\nfour"),
        ("ｽｲｹﾞﾝ｡", "スイゲン。"),
        ("\u2f2d\u2f54", "山水"),
        ("e\ufb03cient", "efficient"),
        (unicodedata.normalize("NFD", "수원 ガス é"), "수원 ガス é"),
        ("\ufffcSuwon", "Suwon"),
    ],
)
def test_what_nobody_means_goes(typed, meant):
    assert tidied(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍🌾 🏳️‍🌈 ❤️‍🔥 ☀️",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "1️⃣ #️⃣",
        "क्‍ष क्‌ष",
        "می‌خواهم",
        "ᠨᠢᠭᠡ᠎ᠠ ᠠ᠋",
        "葛\U000e0100城市",
        "神戸 福 﨑",
        "\u1112\u119e\u11ab",
        "שלום \u200eSuwon\u200f",
        "“Xi’an’s” ‘quoted’ – O'Neil",
        "１２３ ＡＢＣ　水原",
        "Suwon\u00a0City",
        "one\r\ntwo\ttab",
        "m² CO₂ ½ №",
    ],
)
def test_what_means_something_stays(text):
    assert tidied(text) == text


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text):
    assert tidied(tidied(text)) == tidied(text)


@given(st.text(st.characters(codec="utf-8"), max_size=10))
def test_whoever_is_not_suspect_needs_no_tidying(text):
    if SUSPECT.search(text) is None:
        assert INVISIBLE.search(text) is None
        assert printable(text) == text
        assert composed(text) == text or unicodedata.normalize("NFC", text) != text


def test_line_has_no_ends_of_lines_and_no_spaces_at_its_ends():
    assert tidied_line("\u3000Suwon\u00a0\n City\u2028now\u200b\u00a0") == "Suwon\u00a0 City now"
