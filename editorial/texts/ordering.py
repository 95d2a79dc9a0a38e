"""Lists in the reader's order: A–Z, 가나다, 五十音, pinyin, zhuyin, compared in binary."""

import unicodedata

from editorial.texts.searching import TO_HIRAGANA

TONE_DIGITS = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
ZHUYIN_TONES = {"ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "5"}
DIAERESIS = "\u0308"
TO_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


def latin_key(name: str) -> str:
    """A name without accents, case-folded."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def pinyin_key(reading: str) -> str:
    """Pinyin with each tone as a digit behind its syllable: ``Cháng chūn`` is ``chang2 chun1``."""
    return " ".join(_pinyin_syllable(syllable) for syllable in reading.split())


def _pinyin_syllable(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable.casefold())
    tones = "".join(TONE_DIGITS.get(part, "") for part in parts)
    letters = "".join(part for part in parts if part not in TONE_DIGITS)
    return letters.replace("u" + DIAERESIS, "v") + tones


def zhuyin_key(reading: str) -> str:
    """Zhuyin with tones as digits; the first tone, written with no mark, is 1."""
    return " ".join(_zhuyin_syllable(syllable) for syllable in reading.split())


def _zhuyin_syllable(syllable: str) -> str:
    tone = next((digit for mark, digit in ZHUYIN_TONES.items() if mark in syllable), "1")
    return "".join(letter for letter in syllable if letter not in ZHUYIN_TONES) + tone


def kana_key(reading: str) -> str:
    """五十音, katakana as hiragana: what is voiced or small counts between equals only."""
    hiragana = unicodedata.normalize("NFKC", reading).translate(TO_HIRAGANA)
    parts = unicodedata.normalize("NFD", hiragana).translate(TO_LARGE)
    return f"{''.join(sign for sign in parts if not unicodedata.combining(sign))} {hiragana}"
