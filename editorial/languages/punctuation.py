"""The signs that stand between words of our own, by the reader's language.

Sentences have their signs in the catalogues. This is for what code and templates put together: a
list, a label and what it names, a word in quotation marks, a note in brackets. Sources: W3C's
"Requirements for Chinese Text Layout" 3.1.1 and "Requirements for Japanese Text Layout" 3.1;
for Korean the appendix on punctuation of the National Institute's spelling rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from editorial.languages import Language, active


@dataclass(frozen=True)
class Signs:
    """Each with the space around it that its language sets; a pair opens and closes."""

    quotes: tuple[str, str]
    comma: str
    semicolon: str
    colon: str
    brackets: tuple[str, str]
    between_sentences: str = " "


SIGNS = {
    "en": Signs(("“", "”"), ", ", "; ", ": ", (" (", ")")),
    "zh-hant": Signs(("「", "」"), "、", "；", "：", ("（", "）"), ""),
    "ko": Signs(("“", "”"), ", ", "; ", ": ", ("(", ")")),
    "ja": Signs(("「", "」"), "、", "；", "：", ("（", "）"), ""),
    "zh-hans": Signs(("“", "”"), "、", "；", "：", ("（", "）"), ""),
}


def signs_of(language: Language | None = None) -> Signs:
    """The signs of ``language``, or of the reader's."""
    return SIGNS[(language or active()).code]


def quote_text(text: object) -> str:
    """The text in quotation marks: “Suwon”, 「수원」."""
    before, after = signs_of().quotes
    return f"{before}{text}{after}"


def join_list(parts: Iterable[object]) -> str:
    """Words one after the other, with what parts the items of a list."""
    return signs_of().comma.join(map(str, parts))


def join_clauses(parts: Iterable[object]) -> str:
    """Sentences without an end, one after the other."""
    return signs_of().semicolon.join(map(str, parts))


def join_sentences(sentences: Iterable[str], language: Language | None = None) -> str:
    """Whole sentences, one after the other."""
    return signs_of(language).between_sentences.join(sentences)


def label_text(label: object, text: object) -> str:
    """A label, and what it names: “News: China”, 新闻：中国."""
    return f"{label}{signs_of().colon}{text}"


def add_note(text: object, note: object) -> str:
    """A text with a note in brackets behind it."""
    before, after = signs_of().brackets
    return f"{text}{before}{note}{after}"
