"""Lists in the reader's order: A–Z, 가나다, 五十音, pinyin, zhuyin, compared in binary."""

import unicodedata

from editorial.texts.searching import TO_HIRAGANA

TONE_DIGITS = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
ZHUYIN_TONES = {"ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "5"}
DIAERESIS = "\u0308"
LONGEST_KEY = 250  # characters, as columns of keys hold

#: Small kana and the large ones that they sort as; the last rows write languages of the north.
TO_LARGE = str.maketrans(
    "ぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    "あいうえおつやゆよわかけくしすとぬはひふへほむらりるれろ",
)
PROLONGED, REPEATED = "ー", "ゝヽ"
#: The vowel with which a large kana ends; ん goes on as itself.
VOWELS = {
    kana: row[0]
    for row in (
        *("あかさたなはまやらわ", "いきしちにひみりゐ", "うくすつぬふむゆる"),
        *("えけせてねへめれゑ", "おこそとのほもよろを", "ん"),
    )
    for kana in row
}
#: Marks of voiced sounds that stand alone, where there is no combined letter.
TO_COMBINING = str.maketrans("゛゜", "\u3099\u309a")
VOICING = {"\u3099": "1", "\u309a": "2"}
#: Between names that read alike: the mark that prolongs, small kana, marks that repeat, the rest.
LONG, SMALL, AGAIN, ORDINARY = "abcd"


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
    """五十音, katakana as hiragana, and ー as the vowel that it prolongs: エーリ as ええり.

    What is voiced counts between equals only, and after that how it is written, as in JIS X 4061.
    """
    plain = unicodedata.normalize("NFKC", reading.translate(TO_COMBINING))
    sounds, voices, kinds = "", "", ""
    for sign in unicodedata.normalize("NFD", plain).translate(TO_HIRAGANA):
        if unicodedata.combining(sign):
            voices = voices[:-1] + VOICING.get(sign, "3")
            continue
        sound, kind = _heard(sign, after=sounds[-1:])
        sounds, voices, kinds = sounds + sound, voices + "0", kinds + kind
    return f"{sounds} {voices.rstrip('0')} {kinds.rstrip(ORDINARY)}~"[:LONGEST_KEY]


def _heard(sign: str, after: str) -> tuple[str, str]:
    """The large kana that a sign is heard as behind another, and the kind of its writing."""
    if sign == PROLONGED and after in VOWELS:
        return VOWELS[after], LONG
    if sign in REPEATED and after:
        return after, AGAIN
    large = sign.translate(TO_LARGE)
    return large, ORDINARY if large == sign else SMALL
