"""The tables of `docs/terms.md`: what is called how, and what is not said."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from editorial.languages import LANGUAGES
from iclei.settings import BASE_DIR

PAGE = BASE_DIR / "docs" / "terms.md"
#: Own names of the languages but English, as the heads of the tables have them, and their codes.
CODES = {language.own_name: language.code for language in LANGUAGES if language.code != "en"}
CELL = re.compile(r"(?<!\\)\|")


class Term(NamedTuple):
    """A thing: its word by language, the strings that are it alone, the English of sentences."""

    words: dict[str, str]
    alone: list[tuple[str | None, str]]
    english: list[str]


def rows(columns: int) -> Iterator[list[str]]:
    """The cells of the rows of all tables with so many columns, without their heads."""
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in CELL.split(line)[1:-1]]
        if len(cells) == columns and cells[-1] not in ("---", "alone", "not"):
            yield cells


@cache
def terms() -> list[Term]:
    return [
        Term(
            dict(zip(CODES.values(), words, strict=True)),
            alone_of(alone),
            re.findall(r"\*\*(.+?)\*\*", english),
        )
        for english, *words, alone in rows(6)
    ]


def alone_of(cell: str) -> list[tuple[str | None, str]]:
    """Strings in backticks, with the context that may stand before each."""
    strings = [string.rpartition("\\|") for string in re.findall("`(.+?)`", cell)]
    return [(context or None, string) for context, _, string in strings]


@cache
def unwanted(code: str) -> list[tuple[str, str]]:
    """What is not said in a language, and what is said instead."""
    return [
        (word, ours)
        for name, ours, words in rows(3)
        if CODES[name] == code
        for word in words.split("、")
    ]


def unwanted_in(text: str, code: str) -> list[str]:
    """Sentences on the words of ``text`` that the language does not use."""
    return [f"{word} ({ours})" for word, ours in unwanted(code) if word in text.replace(ours, "")]
