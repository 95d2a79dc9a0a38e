import pytest

from editorial.texts.sounds import is_kana, pinyin_key, romaji_key


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        ("toukyou Tōkyō tokyo Tohkyo とうきょう トーキョー", "tokyo"),
        ("Kitakyūshū kitakyuusyuu きたきゅうしゅう", "kitakyushu"),
        ("Shimbashi sinbasi しんばし", "shinbashi"),
        ("matcha mattya まっちゃ", "matcha"),
        ("Fuji huzi ふじ", "fuji"),
        ("Ōita ooita おおいた", "oita"),
        ("Sannomiya さんのみや", "sanomiya"),
        ("Tsu tu つ", "tsu"),
    ],
)
def test_japanese_is_one_in_every_system(spellings, key):
    assert {romaji_key(name) for name in spellings.split()} == {key}


@pytest.mark.parametrize(
    ("one", "other"), [("大阪", ""), ("수원", ""), ("Oka", "oka"), ("Ōka", "oka")]
)
def test_only_kana_and_latin_letters_have_a_key(one, other):
    assert romaji_key(one) == other


def test_umlaut_of_pinyin_is_typed_as_v_or_left_out():
    assert {pinyin_key(name) for name in ("Lüliang", "lvliang", "LYULIANG", "Luliang")} == {
        "luliang"
    }
    assert pinyin_key("nǚshān") == pinyin_key("nvshan")
    assert pinyin_key("吕梁") == ""


def test_kana_is_kana_alone():
    assert is_kana("すいげん")
    assert is_kana("ウランバートル")
    assert not is_kana("水げん")
