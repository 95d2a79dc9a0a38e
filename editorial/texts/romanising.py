"""Any text in Latin letters, as its own readers would spell it.

Korean by the Revised Romanization, Chinese by pinyin without tones, Japanese by Hepburn without
marks for long vowels; every other script letter by letter. The characters of Chinese and Japanese
are the same and are read differently, by the word: so it matters which language a text is in.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from anyascii import anyascii

from editorial.texts.differences import UNSPACED

HANGUL = "\u1100-\u11ff\uac00-\ud7a3"
KANA = re.compile("[\u3041-\u30ff]")
#: A run of one script: characters that stand without spaces, Hangul, or anything else.
RUN = re.compile(rf"[{UNSPACED}]+|[{HANGUL}]+|[^{UNSPACED}{HANGUL}]+")
HAN_OR_KANA = re.compile(rf"[{UNSPACED}]")
#: Particles that are spelt as they are heard.
PARTICLES = {"ハ": "ワ", "ヘ": "エ", "ヲ": "オ"}
SMALL_VOWELS = dict(zip("ァィゥェォ", "aiueo", strict=True))
GLIDES = dict(zip("ャュョ", "auo", strict=True))
LONG = re.compile("o[ou]|uu")
#: Parts of a word that Japanese dictionaries list apart: endings of verbs.
ENDINGS = ("助動詞", "接尾辞-動詞的", "接尾辞-形容詞的")


def romanised(text: str, code: str) -> str:
    """``text``, in the language of that code, in ASCII letters, digits, apostrophes and spaces."""
    composed = unicodedata.normalize("NFKC", text)
    if code == "ja" or KANA.search(composed):
        spelt = "".join(japanese(composed))
    else:
        spelt = "".join(_run(run) for run in RUN.findall(composed))
    plain = "".join(letter if is_word(letter) else " " for letter in spelt)
    return " ".join(anyascii(plain).split())


def is_word(letter: str) -> bool:
    """Whether a character is part of a word: no sign, no dash, no emoji."""
    return letter in "'’" or unicodedata.category(letter)[0] in "LNM"


def _run(run: str) -> str:
    if re.match(rf"[{HANGUL}]", run):
        return korean(run)
    return f" {chinese(run)} " if HAN_OR_KANA.match(run) else run


def korean(word: str) -> str:
    # Read when first needed, as are the dictionaries below: most texts have an English title.
    import koroman

    return koroman.romanize(word)


def chinese(run: str) -> str:
    """Syllable by syllable, without tones; a character of several readings has that of its word.

    The words that tell the reading are known in simplified characters.
    """
    # Fifty megabytes in memory, for what one new record in many needs.
    from opencc import OpenCC
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(OpenCC("t2s").convert(run), v_to_u=True))


def japanese(text: str) -> Iterator[str]:
    """Word by word, each after a space but for the endings of verbs."""
    for word in dictionary().tokenizer().tokenize(text):
        surface, kind = word.surface(), "-".join(word.part_of_speech()[:2])
        if not HAN_OR_KANA.search(surface):
            yield f" {surface} " if surface.isdigit() else surface
            continue
        reading = word.reading_form()
        if kind.startswith("助詞"):
            reading = PARTICLES.get(reading, reading)
        yield hepburn(reading) if kind.startswith(ENDINGS) else f" {hepburn(reading)}"


@cache
def dictionary() -> Any:
    """Japanese words and how each is read. Threads share it, but not the tokenizers it makes."""
    # A hundred megabytes on disk, of which a text asks for little.
    from sudachipy import Dictionary

    return Dictionary(dict="small")


def hepburn(reading: str) -> str:
    """Katakana in Latin letters; long vowels are written as short ones, as in Tokyo and Kobe."""
    spelt = ""
    for kana in unicodedata.normalize("NFKC", reading):
        if kana in GLIDES:
            y = "" if spelt.endswith(("shi", "chi", "ji")) else "y"
            spelt = spelt[:-1] + y + GLIDES[kana]
        elif kana in SMALL_VOWELS:
            spelt = with_small_vowel(spelt, SMALL_VOWELS[kana])
        elif kana != "ー":
            spelt += "q" if kana == "ッ" else anyascii(kana).lower()
    spelt = re.sub("q+(ch)", r"t\1", spelt)
    spelt = re.sub("q+([a-z])", r"\1\1", spelt).replace("q", "")
    return LONG.sub(lambda found: found[0][0], spelt)


def with_small_vowel(spelt: str, vowel: str) -> str:
    """Kana before a small vowel give their consonant alone: チェ is che, ウィ is wi."""
    if spelt.endswith(("wu", "u")) and (len(spelt) < 2 or spelt[-2] in "aiueon"):
        return spelt.removesuffix("u") + "w" + vowel
    return spelt[:-1] + vowel
