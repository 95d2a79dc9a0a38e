"""Scripts: whether a text is written as its language is.

What is said here is said of letters alone; nothing is known of words. A name in the wrong script is
an error. In prose foreign words are welcome, so that only a text that is mostly foreign is doubted;
so is Han of the other Chinese, since surnames keep forms of their own.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from editorial.languages import Language
from editorial.languages.punctuation import join_list

SCRIPTS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "han": re.compile(
        "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    ),
    "kana": re.compile(
        "[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
    ),
    "hangul": re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc]"),
    "bopomofo": re.compile("[\u3105-\u312f\u31a0-\u31bf]"),
}
NAMES = {
    "han": gettext_lazy("Chinese characters"),
    "kana": gettext_lazy("kana"),
    "hangul": gettext_lazy("Hangul"),
    "bopomofo": gettext_lazy("zhuyin"),
}
#: In what a language is written. Latin is at home everywhere: ICLEI is ICLEI.
AT_HOME = {
    "en": {"latin"},
    "ko": {"latin", "hangul", "han"},
    "ja": {"latin", "kana", "han"},
    "zh-hant": {"latin", "han", "bopomofo"},
    "zh-hans": {"latin", "han"},
}
#: The script of which a longer text has at least a few letters.
OWN = {
    "en": {"latin"},
    "ko": {"hangul"},
    "ja": {"kana", "han"},
    "zh-hant": {"han"},
    "zh-hans": {"han"},
}
#: Where a line may end within a Japanese name: where katakana and Chinese characters meet. One or
#: two of these before katakana belong to it (東アジア, 東南アジア).
BREAK = re.compile(
    "(?<=[\u30a1-\u30fc])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]{3})(?=[\u30a1-\u30fc])"
)
#: A text with fewer letters may be a name or an abbreviation in any script.
LONG = 40
#: Of the letters of a text in prose so many may be foreign.
FOREIGN_SHARE = 0.3
SHOWN = 5  # characters that are named


def tag_of_script(text: str) -> str:
    """The tag (BCP 47) of a text of unknown language, as far as its script tells one."""
    if SCRIPTS["hangul"].search(text):
        return "ko"
    if SCRIPTS["kana"].search(text):
        return "ja"
    return "zh" if SCRIPTS["han"].search(text) else "en"


def marked(text: str) -> SafeString:
    """A text of unknown language, such as somebody typed, with what its script tells of it."""
    return format_html('<span lang="{}">{}</span>', tag_of_script(text), text)


def parts_of_name(name: str, language: Language) -> list[str]:
    """The parts between which a line may end, of a name that no browser takes for phrases."""
    return BREAK.split(name) if language.code == "ja" else [name]


@dataclass(frozen=True)
class Doubt:
    """What is wrong with the script of a text, in words; ``is_error`` where it is beyond doubt."""

    words: str
    is_error: bool = False


def doubts(text: str, language: Language, is_name: bool) -> list[Doubt]:
    """What is to be said of a text in a language; ``is_name`` of names and titles."""
    counts = {script: len(letters.findall(text)) for script, letters in SCRIPTS.items()}
    foreign = {s: n for s, n in counts.items() if n and s not in AT_HOME[language.code]}
    found = []
    if foreign and (is_name or sum(foreign.values()) > FOREIGN_SHARE * sum(counts.values())):
        found.append(Doubt(foreign_words(foreign, language), is_error=is_name))
    elif is_foreign_prose(counts, language, is_name):
        words = gettext("This does not look like %(language)s: it has no letters of it.")
        found.append(Doubt(words % {"language": gettext(language.english_name)}))
    if other := of_other_chinese(text, language.code):
        shown = "".join(list(dict.fromkeys(other))[:SHOWN])
        words = (
            gettext("These are Simplified Chinese characters: %(characters)s.")
            if language.code == "zh-hant"
            else gettext("These are Traditional Chinese characters: %(characters)s.")
        )
        found.append(Doubt(words % {"characters": shown}))
    return found


def foreign_words(foreign: dict[str, int], language: Language) -> str:
    names = join_list(NAMES[script] for script in foreign)
    words = gettext("%(scripts)s in a text in %(language)s.")
    return words % {"scripts": names, "language": gettext(language.english_name)}


def is_foreign_prose(counts: dict[str, int], language: Language, is_name: bool) -> bool:
    if is_name or sum(counts.values()) < LONG:
        return False
    return not any(counts[script] for script in OWN[language.code])


def of_other_chinese(text: str, code: str) -> list[str]:
    """The characters that are written in the other Chinese alone.

    Of the two old standards, Big5 has what is written in Taiwan and GB 2312 what is written in
    China. A character that is in one alone, and that not for want of room, is of one alone.
    """
    if code not in ("zh-hant", "zh-hans"):
        return []
    own, other = ("big5", "gb2312") if code == "zh-hant" else ("gb2312", "big5")
    letters = (c for c in text if "\u4e00" <= c <= "\u9fff")
    return [c for c in letters if has(other, c) and not has(own, c) and is_converted(c, code)]


@cache
def has(standard: str, character: str) -> bool:
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


@cache
def is_converted(character: str, code: str) -> bool:
    """Whether the character has another form in the Chinese of ``code``."""
    return bool(converter(code).convert(character) != character)


@cache
def converter(code: str):
    from opencc import OpenCC  # its dictionaries take a moment to read, and few need them

    return OpenCC("s2t" if code == "zh-hant" else "t2s")
