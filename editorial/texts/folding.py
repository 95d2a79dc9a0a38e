"""How texts and names are compared, wherever somebody looks for one: the only such rule.

Case, width, accents, signs that nobody sees, apostrophes, the two kana, long vowels and the tones
of zhuyin tell nothing apart, nor do the forms of a Han character (``han_variants``). Names are
compared by their letters alone: spaces, hyphens, voicing marks and small forms of kana go too, and
Hangul is taken apart into what is typed, so that a syllable that is still composed finds what it
may become.
"""

import re
import unicodedata
from functools import lru_cache

from editorial.texts.han_variants import ONE_FORM
from editorial.texts.letters import INVISIBLE
from editorial.texts.ordering import TO_LARGE
from editorial.texts.searching import TO_HIRAGANA

#: Whoever changes the rule raises this: records are then put into the index anew at the upgrade.
FOLDING = 2

#: Latin letters that Unicode does not take for a plain one with a mark.
CROSSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
#: Written as letters, but no more than accents: the tones of zhuyin, and the long vowel of kana.
TONES = dict.fromkeys(map(ord, "ˉˊˇˋ˙ー"))
LETTERS = {**ONE_FORM, **TO_HIRAGANA, **CROSSED, **TONES}

#: Letters that may carry an accent, and accents; voicing marks of kana are none.
ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u0370-\u04ff\u1e00-\u1fff]")
ACCENTS = re.compile("[\u0300-\u036f]")
VOICING = re.compile("[\u3099\u309a]")
APOSTROPHE = re.compile("(?<=\\w)['\u2019\u2018\u02bc\u02bb\u00b4`\u2032\uff07](?=\\w)")

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏ,ㅐ,ㅑ,ㅒ,ㅓ,ㅔ,ㅕ,ㅖ,ㅗ,ㅗㅏ,ㅗㅐ,ㅗㅣ,ㅛ,ㅜ,ㅜㅓ,ㅜㅔ,ㅜㅣ,ㅠ,ㅡ,ㅡㅣ,ㅣ"
VOWEL_KEYS = VOWELS.split(",")
TAILS = ",ㄱ,ㄲ,ㄱㅅ,ㄴ,ㄴㅈ,ㄴㅎ,ㄷ,ㄹ,ㄹㄱ,ㄹㅁ,ㄹㅂ,ㄹㅅ,ㄹㅌ,ㄹㅍ,ㄹㅎ,ㅁ,ㅂ,ㅂㅅ"
TAIL_KEYS = [*TAILS.split(","), *"ㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
#: Single letters of Hangul as NFKC leaves them, by the keys that type them.
JAMO = {
    **{0x1100 + at: lead for at, lead in enumerate(LEADS)},
    **{0x1161 + at: vowel for at, vowel in enumerate(VOWEL_KEYS)},
    **{0x11A7 + at: tail for at, tail in enumerate(TAIL_KEYS) if tail},
}
HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")


def fold(text: str) -> str:
    """``text`` as it is compared, with its spaces and signs."""
    folded = unicodedata.normalize("NFKC", plainly(text)).casefold()
    if ACCENTED.search(folded):
        parts = ACCENTS.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", parts)
    return folded.translate(LETTERS)


def plainly(text: str) -> str:
    """``text`` without what nobody sees, and without apostrophes within words."""
    return APOSTROPHE.sub("", INVISIBLE.sub("", text))


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """A name as names are compared: its letters and digits alone, Hangul as it is typed."""
    letters = fold(name)
    if not letters.isascii():
        letters = HANGUL.sub(lambda found: typed(found[0]), letters)
        letters = VOICING.sub("", unicodedata.normalize("NFD", letters)).translate(TO_LARGE)
    return "".join(letter for letter in letters if letter.isalnum())


def typed(letter: str) -> str:
    """The keys that type a syllable or letter of Hangul; two for a vowel that is made of two."""
    code = ord(letter)
    if not FIRST_SYLLABLE <= code <= LAST_SYLLABLE:
        return JAMO.get(code, letter)
    lead, rest = divmod(code - FIRST_SYLLABLE, len(VOWEL_KEYS) * len(TAIL_KEYS))
    vowel, tail = divmod(rest, len(TAIL_KEYS))
    return LEADS[lead] + VOWEL_KEYS[vowel] + TAIL_KEYS[tail]


def initials(name: str) -> str:
    """The first consonant of each syllable of a name in Hangul: ㄷㄱ of 대구; empty for others."""
    letters = [letter for letter in fold(name) if letter.isalnum()]
    if not letters or not all(FIRST_SYLLABLE <= ord(one) <= LAST_SYLLABLE for one in letters):
        return ""
    return "".join(typed(one)[0] for one in letters)


def are_initials(key: str) -> bool:
    """Whether the key of a name is nothing but consonants of Hangul."""
    return bool(key) and set(key) <= set(LEADS)
