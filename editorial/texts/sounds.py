"""Names by their sound, whichever system of romanisation somebody types.

Of Japanese ``toukyou``, ``tōkyō``, ``tokyo`` and ``トーキョー`` are one, and so are ``si`` and
``shi``; of Chinese ``lü``, ``lv`` and ``lyu``. Such keys are compared with their like alone.
"""

import re

from editorial.texts.folding import name_key
from editorial.texts.romanising import hepburn
from editorial.texts.searching import TO_HIRAGANA

TO_KATAKANA = {hiragana: katakana for katakana, hiragana in TO_HIRAGANA.items()}
IS_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f\\s・=＝]+")
LATIN = re.compile("[a-z0-9]+")
#: What a name has that is written with the long vowels of Japanese.
MACRON = re.compile("[āīūēōâîûêôĀĪŪĒŌÂÎÛÊÔ]|[aiueoAIUEO]\u0304")
UMLAUT = re.compile("[üǖǘǚǜÜǕǗǙǛ]|[uU]\u0308")

#: From other systems to Hepburn without long vowels, one after the other.
TO_HEPBURN = [
    (re.compile(pattern), made)
    for pattern, made in (
        ("nn", "n"),
        ("m(?=[bmp])", "n"),
        ("tch|cch", "tch"),
        ("(?<![sc])sy", "sh"),
        ("s(?=i)", "sh"),
        ("ty|cy", "ch"),
        ("t(?=i)", "ch"),
        ("t(?=u)", "ts"),
        ("h(?=u)(?<![scp]h)", "f"),
        ("zy|jy|dy", "j"),
        ("[zd](?=i)", "j"),
        ("d[zs]?(?=u)", "z"),
        ("oh(?![aiueoy])", "o"),
        ("o[ou]+", "o"),
        ("uu+", "u"),
        ("aa+", "a"),
        ("ii+", "i"),
        ("ee+", "e"),
    )
]
TO_PINYIN = re.compile("(?<=[ln])(?:v|yu|u)")


def romaji_key(name: str) -> str:
    """A Japanese name by its sound: of kana or of Latin letters; empty for any other."""
    key = name_key(kana_in_latin(name) if IS_KANA.fullmatch(name) else name)
    if not LATIN.fullmatch(key):
        return ""
    for pattern, made in TO_HEPBURN:
        key = pattern.sub(made, key)
    return key


def kana_in_latin(name: str) -> str:
    return hepburn(name.translate(TO_KATAKANA))


def is_kana(name: str) -> bool:
    return IS_KANA.fullmatch(name) is not None


def pinyin_key(name: str) -> str:
    """A name in pinyin with ``u`` for ``ü``, however typed; empty if it is no Latin one."""
    key = name_key(name)
    return TO_PINYIN.sub("u", key) if LATIN.fullmatch(key) else ""


def has_long_vowels(name: str) -> bool:
    """Whether a name is written as Japanese ones are: ``Tōkyō``."""
    return MACRON.search(name) is not None


def has_umlaut(name: str) -> bool:
    return UMLAUT.search(name) is not None
