"""Names of places without what they are: 首尔市 is 首尔, Suwon-si is Suwon, 경기도 is 경기.

In Latin and Cyrillic letters that is a word of its own, in other scripts the end of the name.
"""

import re
from collections.abc import Iterable, Iterator

from editorial.texts.folding import fold, name_key

#: Ends of names in scripts without spaces, by how many letters must be left before them.
ENDS = {
    1: "특별자치시 특별자치도 특별시 광역시 특례시 자치시 特別自治市 特別自治道 特別市 廣域市 "
    "特例市 自治市 自治區 市 縣 郡 區 町 村",
    2: "시 군 구 도 읍 면 省 府 都 道 鄉 鎮 し けん ふ ぐん ちょう まち",
    3: "と どう",
}
KINDS = """
city county district province prefecture metropolis metropolitan municipality municipal town
township village special self governing autonomous government capital
si gun gu do eup myeon teukbyeolsi gwangyeoksi teukbyeoljachido teukbyeoljachisi
shi ken fu ku to cho machi son mura gata xian sheng qu shih hsien hot хот хотын аимаг дуурэг
"""
WORDS = frozenset(KINDS.split())
BEFORE = re.compile("(?:the )?(?:special |metropolitan )*(?:city|county|province|town) of ")
#: The same at the end of a word, where somebody types no hyphen; the most letters first.
JOINED = re.compile("(?<=[a-z]{4})(?:city|county|shi|ken|gun|si|gu|do|ku|fu|to)$")
PARTS = re.compile(r"[^\W_]+")


def bare_names(name: str) -> set[str]:
    """A name without what the place is, folded; empty if it does not say so."""
    folded = fold(name).strip()
    return others_than(name, (*without_end(folded), *without_words(folded)))


def sought_names(text: str) -> set[str]:
    """The same for what somebody types, who may leave a hyphen out or be in the midst of a word."""
    key = name_key(text)
    return bare_names(text) | others_than(
        text, (*without_begun_word(fold(text)), JOINED.sub("", key))
    )


def others_than(name: str, found: Iterable[str]) -> set[str]:
    """Those that are compared otherwise than ``name`` is."""
    return {one for one in found if name_key(one) not in ("", name_key(name))}


def without_end(folded: str) -> Iterator[str]:
    for end, least in FOLDED_ENDS:
        if folded.endswith(end) and len(folded) - len(end) >= least:
            yield folded.removesuffix(end)


def without_words(folded: str) -> Iterator[str]:
    words = PARTS.findall(BEFORE.sub("", folded))
    while len(words) > 1 and words[-1] in WORDS:
        words.pop()
    yield " ".join(words)


def without_begun_word(folded: str) -> Iterator[str]:
    """Without a last word that begins as one of those for places does."""
    *words, last = PARTS.findall(folded) or [""]
    if words and any(word.startswith(last) for word in WORDS):
        yield " ".join(words)


FOLDED_ENDS = [(fold(end), least) for least, ends in ENDS.items() for end in ends.split()]
