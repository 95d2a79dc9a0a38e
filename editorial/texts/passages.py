"""Passages: where a phrase stands in a text, whatever mark-up, case or width it is written in.

A text is folded before it is looked through: tags, invisible characters and differences of case,
width and composition are gone, and each character that is left knows where it came from.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from editorial.texts.differences import UNSPACED
from editorial.texts.letters import INVISIBLE
from editorial.texts.markup import BLOCKS

HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
#: Letters and digits of the scripts that part words by spaces, and where a word is found whole.
SPACED = rf"[^\W{UNSPACED}{HANGUL}]"
TAG = re.compile(
    r"<!--.*?-->|</?([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
LINE, EDGE = "\n", "\x1e"
ALIKE = str.maketrans("’‘ʼ＇‐‑‒–−・", "''''-----·")
#: The second and third part of a syllable that is written in parts.
JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")
#: So many characters around a passage are shown with it.
SURROUNDINGS = 40


def kind_of(characters: str) -> Callable[[str], bool]:
    """Whether a character is one of ``characters``, as a regular expression has them."""
    match = re.compile(characters).match
    return lru_cache(maxsize=20_000)(lambda char: match(char) is not None)


is_unspaced, is_hangul = kind_of(f"[{UNSPACED}]"), kind_of(f"[{HANGUL}]")
is_spaced = kind_of(SPACED)


@dataclass(frozen=True)
class Reading:
    """A text as it is read.

    ``shown`` is without tags. ``folded`` is what phrases are looked for in; ``at`` tells for each
    of its characters which ones of ``shown`` it is, and ``places`` for each of ``shown`` from where
    to where it stands in the text itself.
    """

    shown: str
    folded: str
    at: list[tuple[int, int]]
    places: list[tuple[int, int]]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text itself a stretch of ``folded`` begins and ends."""
        return self.places[self.at[start][0]][0], self.places[self.at[end - 1][1] - 1][1]

    def passage(self, start: int, end: int) -> tuple[str, str, str]:
        """What stands before, in and behind a stretch of ``folded``, as a reader sees it."""
        first, last = self.at[start][0], self.at[end - 1][1]
        before, behind = max(0, first - SURROUNDINGS), min(len(self.shown), last + SURROUNDINGS)
        return (
            ("…" if before else "") + in_a_line(self.shown[before:first]).lstrip(),
            in_a_line(self.shown[first:last]),
            in_a_line(self.shown[last:behind]).rstrip() + ("…" if behind < len(self.shown) else ""),
        )


def in_a_line(text: str) -> str:
    return re.sub(r"\s+", " ", INVISIBLE.sub("", text.replace(EDGE, " ")))


def read(text: str, *, is_rich: bool = False) -> Reading:
    """The ``text`` as it is read; mark-up is mark-up only where it ``is_rich``."""
    pieces = list(marked_up(text) if is_rich else plain(text))
    shown = "".join(char for char, _ in pieces)
    folded: list[str] = []
    at: list[tuple[int, int]] = []
    for char, stretch in clusters(shown):
        for one in fold_char(char):
            if one in (" ", LINE, EDGE) and folded and folded[-1] in (" ", LINE, EDGE):
                folded[-1] = max(one, folded[-1], key=(" ", LINE, EDGE).index)
            else:
                folded.append(one)
                at.append(stretch)
    return Reading(shown, "".join(folded), at, [place for _, place in pieces])


def squeezed(text: str, *, is_rich: bool = False) -> str:
    """All that ``read`` folds, without spaces, and in a fraction of the time."""
    shown = unescape(TAG.sub("", text)) if is_rich else text
    return re.sub(r"[\s\x1e]+", "", alike(INVISIBLE.sub("", shown)))


def plain(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    return ((char, (at, at + 1)) for at, char in enumerate(text))


def marked_up(html: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The characters that ``html`` shows, each with where it stands."""
    at = 0
    while at < len(html):
        if html[at] == "<" and (tag := TAG.match(html, at)):
            name = (tag[1] or "").lower()
            if name == "br" or name in BLOCKS:
                yield (LINE if name == "br" else EDGE), tag.span()
            at = tag.end()
        elif html[at] == "&" and (entity := ENTITY.match(html, at)):
            yield from ((char, entity.span()) for char in unescape(entity[0]))
            at = entity.end()
        else:
            yield html[at], (at, at + 1)
            at += 1


def clusters(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each character with the marks and parts of a syllable that follow it, from where to where."""
    held, start, end = "", 0, 0
    for at, char in enumerate(text):
        if INVISIBLE.match(char):
            continue
        if held and goes_on(char):
            held, end = held + char, at + 1
            continue
        if held:
            yield held, (start, end)
        held, start, end = char, at, at + 1
    if held:
        yield held, (start, end)


def goes_on(char: str) -> bool:
    """Whether the character is part of the one before it."""
    if char < "\u0300":
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return bool(unicodedata.combining(first)) or JAMO.match(char) is not None


@lru_cache(maxsize=20_000)
def fold_char(char: str) -> str:
    if char in (LINE, "\r", "\u2028", "\u2029", "\x0b", "\x0c"):
        return LINE
    if char.isspace():
        return EDGE if char == EDGE else " "
    return alike(char)


def alike(text: str) -> str:
    """The text without differences of width, case and composition."""
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return composed.translate(ALIKE)


def fold(phrase: str) -> str:
    """A phrase as it is looked for."""
    return re.sub(r"\s+", " ", read(phrase).folded).strip()


@dataclass(frozen=True)
class Gap:
    """The spaces of which one may stand between two characters of a phrase, or must."""

    spaces: tuple[str, ...] = ()
    is_needed: bool = False


NO_GAP = Gap()
ANY_SPACE, A_SPACE, A_BREAK = Gap((" ", LINE)), Gap((" ", LINE), True), Gap((LINE,))


@dataclass(frozen=True)
class Phrase:
    """A folded phrase that is looked for: whole words where words are parted by spaces.

    A break of the line may stand in a word of Hangul, and any space between Han characters or kana.
    A loose phrase minds no spaces in Korean, whose writers differ about them; a plural one is found
    with the ending of the English plural too.
    """

    head: str
    steps: tuple[tuple[Gap, str], ...]
    starts_word: bool
    ends_word: bool
    is_plural: bool

    def end_in(self, text: str, at: int) -> int | None:
        """Where the phrase ends that begins ``at`` a place of a folded text; None if none does."""
        if not text.startswith(self.head, at):
            return None  # most do not even begin alike
        if self.starts_word and at and is_spaced(text[at - 1]):
            return None
        at += len(self.head)
        for gap, char in self.steps:
            if text[at : at + 1] in gap.spaces:
                at += 1
            elif gap.is_needed:
                return None
            if not text.startswith(char, at):
                return None
            at += 1
        return self._word_end(text, at) if self.ends_word else at

    def _word_end(self, text: str, at: int) -> int | None:
        endings = ("", "s", "es") if self.is_plural else ("",)
        ends = (at + len(ending) for ending in endings if text.startswith(ending, at))
        return next((end for end in ends if end == len(text) or not is_spaced(text[end])), None)


@lru_cache(maxsize=20_000)
def phrase_of(phrase: str, is_loose: bool = False, is_plural: bool = False) -> Phrase:
    """How a folded ``phrase``, which is not empty, is looked for."""
    steps: list[tuple[Gap, str]] = []
    before = ""
    for char in phrase:
        if char == " ":
            before += char
            continue
        steps.append((gap(before, char, is_loose) if before else NO_GAP, char))
        before = char
    whole = next((at for at, (gap, _) in enumerate(steps) if at and gap.spaces), len(steps))
    return Phrase(
        "".join(char for _, char in steps[:whole]),
        tuple(steps[whole:]),
        starts_word=is_spaced(phrase[0]),
        ends_word=is_spaced(phrase[-1]),
        is_plural=is_plural,
    )


def gap(before: str, char: str, is_loose: bool) -> Gap:
    """What stands between two characters of a phrase; ``before`` ends with the space, if it has."""
    last, has_space = before[0], before.endswith(" ")
    if is_hangul(last) and is_hangul(char):
        return ANY_SPACE if is_loose or has_space else A_BREAK
    if is_unspaced(last) or is_unspaced(char):
        return ANY_SPACE
    return A_SPACE if has_space else NO_GAP


@dataclass(frozen=True)
class Found:
    """A phrase from ``start`` to ``end`` of a folded text, and what it ``means``."""

    start: int
    end: int
    means: Any

    @property
    def length(self) -> int:
        return self.end - self.start

    def lies_in(self, other: "Found") -> bool:
        return other.start <= self.start and self.end <= other.end


How = Callable[[str], Phrase]


class Finder:
    """Finds many phrases at once. Each is sought only where its first character stands."""

    def __init__(self, phrases: Iterable[tuple[str, Any]], how: How = phrase_of) -> None:
        """The ``phrases``, each with what it means; ``how`` makes what looks for a folded one."""
        self._squeezed: set[str] = set()
        self._by_start: dict[str, list[tuple[Phrase, Any]]] = {}
        folded = ((fold(phrase), means) for phrase, means in phrases)
        for phrase, means in sorted(folded, key=lambda pair: -len(pair[0])):
            if phrase:
                self._squeezed.add(squeezed(phrase))
                self._by_start.setdefault(phrase[0], []).append((how(phrase), means))

    def may_find(self, text: str) -> bool:
        """Whether a ``squeezed`` text holds the letters of a phrase: most hold none."""
        return any(phrase in text for phrase in self._squeezed)

    def all(self, reading: Reading) -> Iterator[Found]:
        """Every phrase, also inside another; at each place the longest first."""
        text = reading.folded
        for at, char in enumerate(text):
            for phrase, means in self._by_start.get(char, ()):
                if (end := phrase.end_in(text, at)) is not None:
                    yield Found(at, end, means)

    def longest(self, reading: Reading) -> list[Found]:
        """The longest phrase at each place, none inside another; all that are as long."""
        found: list[Found] = []
        for one in self.all(reading):
            is_same = found and (one.start, one.end) == (found[-1].start, found[-1].end)
            if not found or is_same or one.start >= found[-1].end:
                found.append(one)
        return found


class Marked(str):
    """A sentence with a passage: in HTML the phrase is marked, as text it stands in brackets."""

    html: SafeString

    def __new__(cls, sentence: str, passage: tuple[str, str, str], tag: str) -> "Marked":
        before, held, behind = passage
        told = super().__new__(cls, f"{sentence} {before}【{held}】{behind}")
        told.html = format_html(
            '{} <span class="passage" lang="{}">{}<mark>{}</mark>{}</span>',
            *(sentence, tag, before, held, behind),
        )
        return told

    def __html__(self) -> SafeString:
        return self.html

    def __str__(self) -> "Marked":
        return self


def and_more(said: list[Any], most: int) -> list[Any]:
    """The first of what is to be said, and how much more there is."""
    if len(said) <= most:
        return said
    return [*said[:most], gettext("… and %(number)d more.") % {"number": len(said) - most}]
