"""The terms by which a text is found: its words, and letter by letter where none are parted.

A word is found by its beginning. Of Han, kana and Hangul a text has each two and each three
letters that follow each other as terms, three also across a space: 탄소중립 is found in 탄소 중립,
and 대만 is not in 최대 만족. Words that begin with capitals and follow each other are a name, which
some write as one word: they are a term together, too. What is sought is a list of needs, each met
by one of several lists of terms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.texts.folding import fold, plainly
from editorial.texts.sounds import pinyin_key

#: Han, kana and Hangul, as they are folded.
UNPARTED = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
#: A run of these with the digits beside it; or a word, whose parts may be joined.
PIECE = re.compile(
    rf"(?P<run>\d*[{UNPARTED}][{UNPARTED}\d]*)"
    rf"|(?P<word>(?:(?![{UNPARTED}])[^\W_])+(?:[-\u2010\u2011&](?:(?![{UNPARTED}])[^\W_])+)*)"
)
DIGITS = re.compile(r"\d+")
#: What joins two words to one: Suwon-si, R&D.
JOINER = re.compile("[-\u2010\u2011&]")

#: Words of a text as it is written, and what may stand between those of one name.
WORD = re.compile(rf"(?:(?![{UNPARTED}])[^\W_])+")
WITHIN_NAME = frozenset((" ", "\u00a0", "-", "\u2010", "\u2011"))
#: Words of a name that some write as one: Ho Chi Minh.
MOST_JOINED = 3

#: Letters of a word that count: longer ones are cut.
LONGEST = 40
#: More different terms than any text of ours has; a database bears no more in one record.
MOST_TERMS = 50_000
#: More than anybody asks for at once.
MOST_NEEDS = 30


@dataclass(frozen=True)
class Term:
    """A term of a text, or how such a one begins."""

    text: str
    is_begun: bool = False


#: One of these lists of terms has to be there as a whole.
Need = tuple[tuple[Term, ...], ...]


def terms_of(text: str) -> set[str]:
    """The terms of a plain text, at most ``MOST_TERMS``."""
    found = set(joined_names(text))
    last_run, end = "", -1
    folded = fold(text)
    for piece in PIECE.finditer(folded):
        run, word = piece["run"], piece["word"]
        if word:
            found.update(words_in(word))
            continue
        found.update(grams(run))
        found.update(DIGITS.findall(run))
        if last_run and not folded[end : piece.start()].strip(" \u3000"):
            found.update(across(last_run, run))
        last_run, end = run, piece.end()
        if len(found) > MOST_TERMS:
            break
    return found if len(found) <= MOST_TERMS else set(sorted(found)[:MOST_TERMS])


def joined_names(text: str) -> Iterator[str]:
    """Two and three words that begin with capitals beside each other, as one."""
    plain, name, end = plainly(text), list[str](), 0
    for word in WORD.finditer(plain):
        if plain[end : word.start()] not in WITHIN_NAME:
            name = []
        end = word.end()
        name = [*name[1 - MOST_JOINED :], word[0]] if word[0][0].isupper() else []
        for size in range(2, len(name) + 1):
            yield fold("".join(name[-size:]))[:LONGEST]


def words_in(word: str) -> Iterator[str]:
    """A word, its parts, and how it is said in pinyin if that is another."""
    parts = JOINER.split(word)
    for one in {*parts, "".join(parts)}:
        cut = one[:LONGEST]
        yield cut
        if "v" in cut or "yu" in cut:
            yield pinyin_key(cut) or cut


def grams(run: str) -> Iterator[str]:
    for at in range(len(run)):
        yield run[at : at + 2]
        yield run[at : at + 3]


def across(one: str, other: str) -> Iterator[str]:
    """The three letters that two runs with a space between them have together."""
    yield one[-1] + other[:2]
    yield one[-2:] + other[:1]


@dataclass(frozen=True)
class Piece:
    """A run of letters without spaces, or a word, of what is sought; folded."""

    text: str
    is_run: bool

    @property
    def needs(self) -> list[Need]:
        """What a text has to hold that has this piece."""
        return needs_of_run(self.text) if self.is_run else [ways_of_word(self.text)]


def pieces_of(query: str) -> list[Piece]:
    """The pieces of what is sought, each once; none without a letter or digit."""
    found = PIECE.finditer(fold(query))
    pieces = (Piece(one["run"] or one["word"], bool(one["run"])) for one in found)
    return list(dict.fromkeys(pieces))


def needs_of(query: str) -> list[Need]:
    """What a text has to hold that is found by ``query``; empty for a query without a letter."""
    pieces = pieces_of(query)
    needs = (
        (*need, *ways_together(pieces, at))
        for at, piece in enumerate(pieces)
        for need in piece.needs
    )
    return list(dict.fromkeys(needs))[:MOST_NEEDS]


def ways_together(pieces: Sequence[Piece], at: int) -> Iterator[tuple[Term, ...]]:
    """The words that are sought with the one at a place, written as one word with it."""
    for first in range(max(0, at - MOST_JOINED + 1), at + 1):
        for end in range(max(first + 2, at + 1), min(first + MOST_JOINED, len(pieces)) + 1):
            words = pieces[first:end]
            if not any(word.is_run for word in words):
                joined = JOINER.sub("", "".join(word.text for word in words))
                yield (Term(joined[:LONGEST], is_begun=True),)


def needs_of_run(run: str) -> list[Need]:
    if len(run) == 1:
        return [((Term(run, is_begun=True),),)]
    size = min(len(run), 3)
    return [((Term(run[at : at + size]),),) for at in range(len(run) - size + 1)]


def ways_of_word(word: str) -> Need:
    """The word as one, its parts beside each other, or the same in pinyin."""
    parts = [part[:LONGEST] for part in JOINER.split(word)]
    whole = "".join(parts)[:LONGEST]
    ways: list[tuple[Term, ...]] = [(Term(whole, is_begun=True),)]
    if len(parts) > 1 and all(len(part) > 1 for part in parts):
        ways.append((*map(Term, parts[:-1]), Term(parts[-1], is_begun=True)))
    if (sound := pinyin_key(whole)) not in ("", whole):
        ways.append((Term(sound, is_begun=True),))
    return tuple(ways)
