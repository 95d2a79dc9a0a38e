import pytest

from editorial.texts.ordering import kana_key, latin_key, pinyin_key, zhuyin_key


def in_order(key, names: str) -> str:
    return " ".join(sorted(names.split(), key=key))


@pytest.mark.parametrize(
    ("name", "key"),
    [("Ōtsu", "otsu"), ("ÉVORA", "evora"), ("Ｓｅｏｕｌ", "seoul"), ("Xi’an", "xi’an"), ("", "")],
)
def test_latin_key_has_neither_accents_nor_case(name, key):
    assert latin_key(name) == key


@pytest.mark.parametrize(
    ("reading", "key"),
    [
        ("cháng chūn", "chang2 chun1"),
        ("Lǜ", "lv4"),
        ("lu\u0308\u030c", "lv3"),
        ("ma", "ma"),
        ("", ""),
    ],
)
def test_pinyin_key_has_the_tone_behind_the_syllable(reading, key):
    assert pinyin_key(reading) == key


def test_pinyin_goes_by_letters_before_tones():
    assert in_order(pinyin_key, "lǐ là lī lǎ līn") == "lǎ là lī lǐ līn"


@pytest.mark.parametrize(
    ("reading", "key"),
    [
        ("ㄔㄤˊ ㄔㄨㄣ", "ㄔㄤ2 ㄔㄨㄣ1"),
        ("ㄊㄞˊ ㄅㄟˇ", "ㄊㄞ2 ㄅㄟ3"),
        ("˙ㄉㄜ", "ㄉㄜ5"),
        ("", ""),
    ],
)
def test_zhuyin_key_has_the_tone_behind_the_syllable(reading, key):
    assert zhuyin_key(reading) == key


def test_zhuyin_begins_with_its_own_alphabet():
    assert in_order(zhuyin_key, "ㄢ ㄅㄚ ㄆㄚ ㄅㄚˋ ㄧ ㄇㄚ") == "ㄅㄚ ㄅㄚˋ ㄆㄚ ㄇㄚ ㄢ ㄧ"


def test_kana_go_in_the_order_of_the_fifty_sounds():
    assert (
        in_order(kana_key, "さがみ かわさき あいち がまごおり")
        == "あいち がまごおり かわさき さがみ"
    )


def test_kana_that_differ_in_voicing_alone_go_unvoiced_first():
    assert in_order(kana_key, "ばば はは ぱぱ") == "はは ばば ぱぱ"


def test_kana_go_as_their_sounds_whichever_kind_they_are():
    assert in_order(kana_key, "そうか スウォン きた すいた") == "きた すいた スウォン そうか"


def test_small_kana_go_as_large_ones():
    assert in_order(kana_key, "きょう きよあ きよた") == "きよあ きょう きよた"
