"""Spellings: a name is found however its letters are parted.

A text becomes its letters, each with what parts it from the one before: nothing, a hyphen, a space,
a comma or bracket, the end of a sentence. A spelling says how far its own letters may be parted:
``Taiwan China`` is found in ``Taiwan,China``, ``Taiwan (China)`` and ``TAIWAN – CHINA``, and not in
“… in Taiwan. China is …”.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from typing import Any

from editorial.texts.lookalikes import outline
from editorial.texts.passages import (
    EDGE,
    LINE,
    Found,
    Reading,
    fold,
    is_hangul,
    is_spaced,
    is_unspaced,
    read,
    squeezed,
)
from editorial.texts.patterns import expand

LETTER = re.compile(r"[^\W_]")
#: Marks that make no letter of its own with the one before them.
MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
#: A sign that some write for a letter, in a word; in an address it parts two words.
AT = re.compile(r"(?<=[^\W\d_])@|@(?=[^\W\d_])")
#: What stands inside a word, or joins two.
JOINERS = re.compile(r"[-·'._\u2027]+")
#: What parts the members of a list, and never the two halves of one name.
LISTING = re.compile("[;、&+]")
SENTENCE_END = re.compile(f"[。!?{EDGE}]")
FULL_STOP = re.compile(r"\.[^\w\s]*\s")
#: A word of Han characters or of Hangul with fewer letters is taken apart less readily: the two
#: letters of 台湾 meet by chance in 舞台，湾岸, those of 대만 in 최대 만족.
LONG = 4
#: Hangul with fewer syllables is found at the start of a word alone: 기대만큼 holds no 대만.
SHORT = 3
#: What a gap in a pattern holds at most, in words and in letters of scripts without spaces.
WORDS, UNSPACED_LETTERS, GAP = 3, 12, 48


class Part(IntEnum):
    """What stands between two letters; a greater one parts them more."""

    NONE = 0
    JOINED = 1
    BREAK = 2
    SPACED = 3
    MARKED = 4
    STOP = 5
    LISTED = 6
    END = 7


@dataclass(frozen=True)
class Letters:
    """The letters of a folded text: what parts each from the one before, and its place there.

    ``outline`` has for each letter the plain one that it looks like. ``other`` are the letters if
    an “@” among them is one.
    """

    text: str
    parts: list[Part]
    places: list[int]
    outline: str
    other: "Letters | None" = None

    def sentence(self, start: int, end: int) -> str:
        """The letters of the sentence in which a stretch of them stands."""
        while start and not is_end(self.parts[start]):
            start -= 1
        while end < len(self.text) and not is_end(self.parts[end]):
            end += 1
        return self.text[start:end]


def is_end(part: Part) -> bool:
    return part in (Part.STOP, Part.END)


def letters_of(reading: Reading) -> Letters:
    """The letters of a text, with what parts them."""
    written = AT.sub("a", reading.folded)
    other = None if written == reading.folded else letters_among(reading, written)
    return replace(letters_among(reading, reading.folded), other=other)


def letters_among(reading: Reading, folded: str) -> Letters:
    """The letters of a text that was folded to ``folded``."""
    places = [found.start() for found in LETTER.finditer(folded)]
    parts = [Part.END, *(Part.NONE for _ in places[1:])][: len(places)]
    for at, (last, place) in enumerate(pairwise(places), 1):
        if place > last + 1:
            between = MARKS.sub("", folded[last + 1 : place])
            parts[at] = part_of(between)
            if parts[at] < Part.STOP and ends_sentence(reading, between, last, place):
                parts[at] = Part.STOP
    text = "".join(folded[place] for place in places)
    return Letters(text, parts, places, outline(text))


def part_of(between: str) -> Part:
    """How far the signs between two letters part them, whatever the letters are."""
    if not between:
        return Part.NONE
    if SENTENCE_END.search(between):
        return Part.END
    if LISTING.search(between):
        return Part.LISTED
    if JOINERS.fullmatch(between):
        return Part.JOINED
    if between == LINE:
        return Part.BREAK
    return Part.SPACED if not JOINERS.sub("", between).strip() else Part.MARKED


def ends_sentence(reading: Reading, between: str, last: int, place: int) -> bool:
    """Whether the full stop between two letters ends a sentence, and not an abbreviation.

    A capital, or a script without capitals, follows it; no initial of several stands before it.
    """
    if not FULL_STOP.search(between):
        return False
    is_initial = stands_among_initials(reading.folded, last, place)
    behind = reading.shown[reading.at[place][0]]
    return not is_initial and not behind.islower() and not behind.isdigit()


def stands_among_initials(folded: str, last: int, place: int) -> bool:
    """Whether the letter before a full stop is one of several initials: ``R.O.C.``, ``R. O. C.``"""
    if folded[max(0, last - 2) : last].rstrip().endswith("."):
        return True
    is_single = not last or LETTER.match(folded[last - 1]) is None
    return is_single and folded[place + 1 : place + 2] == "."


def letters_in(text: str, *, is_rich: bool = False) -> str:
    """The outline of the letters of ``text`` alone, which takes a fraction of the time.

    Where an “@” may be a letter, that reading follows.
    """
    found = squeezed(text, is_rich=is_rich)
    readings = (found, AT.sub("a", found)) if "@" in found else (found,)
    return outline("\0".join(dict.fromkeys(re.sub(r"[\W_]+", "", one) for one in readings)))


@dataclass(frozen=True)
class Word:
    """A stretch of a literal without spaces: from its second letter to its end."""

    first: int
    end: int
    most: Part
    #: Whether it is also found with a space after each letter.
    may_be_spaced_out: bool

    def fits(self, parts: list[Part]) -> bool:
        """Whether the letters are parted as those of one word may be."""
        if all(part <= self.most for part in parts):
            return True
        spaced_out = all(Part.JOINED <= part <= Part.SPACED for part in parts)
        return self.may_be_spaced_out and spaced_out


@dataclass(frozen=True)
class Literal:
    """Letters that are looked for, and how far they may be parted where the spelling has a gap."""

    text: str
    words: tuple[Word, ...]
    gaps: tuple[tuple[int, Part], ...]
    is_short_hangul: bool
    #: Hangul of three syllables is taken apart at the start of a word alone: 경남 조선소.
    is_hangul: bool

    def fits(self, letters: Letters, start: int) -> bool:
        """Whether the letters from ``start`` on, which are the same, are parted as they may be."""
        parts, end = letters.parts, start + len(self.text)
        return (
            all(parts[start + at] <= most for at, most in self.gaps)
            and all(word.fits(parts[start + word.first : start + word.end]) for word in self.words)
            and self._starts_well(letters, start, max(parts[start + 1 : end], default=Part.NONE))
            and not goes_on(letters, end, is_spaced)
        )

    def _starts_well(self, letters: Letters, start: int, parted: Part) -> bool:
        is_apart = self.is_hangul and len(self.text) < LONG and parted > Part.BREAK
        if (self.is_short_hangul or is_apart) and goes_on(letters, start, is_counted):
            return False
        return not goes_on(letters, start, is_spaced)

    def starts(self, letters: Letters) -> Iterator[int]:
        """Where it stands among the letters."""
        at = letters.outline.find(self.text)
        while at >= 0:
            if self.fits(letters, at):
                yield at
            at = letters.outline.find(self.text, at + 1)


def goes_on(letters: Letters, at: int, is_alike: Any) -> bool:
    """Whether the letter at ``at`` goes on a word of the script of the one before."""
    if not 0 < at < len(letters.text) or letters.parts[at] is not Part.NONE:
        return False
    return is_alike(letters.text[at - 1]) and is_alike(letters.text[at])


def is_counted(char: str) -> bool:
    """Whether a syllable of Hangul goes on the word that has this before: 5대만 holds no 대만."""
    return is_hangul(char) or char.isdigit()


def literal_of(text: str) -> Literal:
    """What looks for ``text``, which holds a letter."""
    reading = read(text)
    letters = letters_of(reading)
    breaks = [at for at, part in enumerate(letters.parts) if at and part is not Part.NONE]
    bounds = [0, *breaks, len(letters.text)]
    words = [word_of(letters.text, first, end) for first, end in pairwise(bounds)]
    gaps = ((at, widest(reading, letters, at)) for at in breaks)
    is_hangul_alone = all(map(is_hangul, letters.text))
    return Literal(
        letters.outline,
        tuple(word for word in words if word.end > word.first),
        tuple(gaps),
        is_short_hangul=is_hangul_alone and len(letters.text) < SHORT,
        is_hangul=is_hangul_alone,
    )


def widest(reading: Reading, letters: Letters, at: int) -> Part:
    """What may stand in a gap: all but the end of a sentence, and whatever the spelling has."""
    between = reading.folded[letters.places[at - 1] : letters.places[at]]
    return max(Part.STOP if "." in between else Part.MARKED, letters.parts[at])


def word_of(text: str, first: int, end: int) -> Word:
    word = text[first:end]
    is_long = len(word) >= LONG
    if any(map(is_unspaced, word)):
        return Word(first + 1, end, Part.MARKED if is_long else Part.SPACED, False)
    if all(map(is_hangul, word)):
        return Word(first + 1, end, Part.SPACED if is_long else Part.BREAK, False)
    return Word(first + 1, end, Part.JOINED, len(word) > 1)


@dataclass(frozen=True)
class Spelling:
    """A name as it may be written: literals, with up to three words between each two."""

    literals: tuple[Literal, ...]

    def spans(self, letters: Letters) -> Iterator[tuple[int, int]]:
        """From where to where it stands among the letters; from each place to the nearest end.

        The last literal is looked for first, so that each is compared once wherever it stands.
        """
        *others, last = self.literals
        ends = {start: start + len(last.text) for start in last.starts(letters)}
        for literal in reversed(others):
            following = sorted(ends)
            found = {}
            for start in literal.starts(letters) if following else ():
                end = start + len(literal.text)
                at = bisect_left(following, end)
                if at < len(following) and following[at] <= end_of_gap(letters, end):
                    found[start] = ends[following[at]]
            ends = found
        yield from ends.items()


def end_of_gap(letters: Letters, start: int) -> int:
    """How far the words reach that may stand in the gap of a pattern."""
    words = unspaced = 0
    for at in range(start, min(start + GAP, len(letters.text))):
        if letters.parts[at] >= Part.STOP:
            return at - 1
        words += letters.parts[at] > Part.JOINED or at == start
        unspaced += is_unspaced(letters.text[at])
        if words > WORDS or unspaced > UNSPACED_LETTERS:
            return at
    return min(start + GAP, len(letters.text))


def spellings_of(pattern: str) -> list[Spelling]:
    """All that a pattern finds; a pattern that is none is taken by the letter."""
    found = []
    for literals in expand(pattern):
        known = [literal_of(text) for text in literals if letters_in(text)]
        if known:
            found.append(Spelling(tuple(known)))
    return found


class SpellingFinder:
    """Finds many names at once, each by all of its spellings."""

    def __init__(self, patterns: Iterable[tuple[str, Any]]) -> None:
        """The ``patterns``, each with what it means."""
        self._known: dict[str, list[tuple[Spelling, Any]]] = {}
        for pattern, means in patterns:
            for spelling in spellings_of(pattern):
                head = spelling.literals[0].text
                self._known.setdefault(head, []).append((spelling, means))
        #: The beginnings that hold no other one: a text without any of these has no name.
        self._least: list[str] = []
        for head in sorted(self._known, key=len):
            if not self.may_find(head):
                self._least.append(head)

    def may_find(self, letters: str) -> bool:
        """Whether a text of these letters may hold a name: most hold none."""
        return any(head in letters for head in self._least)

    def all(self, letters: Letters) -> list[Found]:
        """Every name, also inside another: from where to where of the folded text."""
        found = [
            Found(letters.places[start], letters.places[end - 1] + 1, means)
            for head, known in self._known.items()
            if head in letters.outline
            for spelling, means in known
            for start, end in spelling.spans(letters)
        ]
        more = self.all(letters.other) if letters.other else []
        return [*found, *(one for one in more if one not in found)]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, width, spaces and punctuation."""
    return letters_in(fold(one)) == letters_in(fold(other))
