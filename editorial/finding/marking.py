"""Where what was sought is in a text: the stretch around it, and the hits marked in it.

A hit is marked as it is written there, whatever was typed: ``高島市`` marks 髙島市.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from editorial.finding.sought import sought
from editorial.languages import ENGLISH, Text
from editorial.texts.folding import fold, name_key
from editorial.texts.searching import plain
from editorial.texts.terms import JOINER, Piece, pieces_of

#: A space behind a sign that has room of its own, where paragraphs are joined.
ROOMLESS = re.compile("(?<=[。！？」』）]) ")
#: A sign with what it is written together with: accents, voicing marks, parts of a syllable, and
#: what nobody sees.
SIGN = re.compile(
    ".[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]*",
    re.DOTALL,
)
APOSTROPHES = frozenset("'\u2019\u2018\u02bc\u02bb\u00b4`\u2032")

#: How many signs a stretch has, in English and in scripts that say more with each.
LONG, SHORT = 160, 90
LEAD = 0.3  # the share of it that lies before the first word

#: Letters of a word that is never taken for several.
LEAST_PARTED = 4

Stretch = tuple[int, int]  # of signs, from the first up to but not including the last


@lru_cache(maxsize=10_000)
def _letters(sign: str) -> str:
    """A sign as texts are compared; what joins words or parts of one is nothing."""
    return "" if sign in APOSTROPHES else JOINER.sub("", fold(sign))


@dataclass(frozen=True)
class Sight:
    """What finds a piece that is asked for in a folded text without hyphens.

    A word that is not there as it was typed may be there in several: New Taipei for NewTaipei.
    """

    whole: re.Pattern[str]
    parted: re.Pattern[str] | None

    @classmethod
    def of(cls, piece: Piece) -> "Sight":
        parted = r"(?<!\w)" + r"\s?".join(map(re.escape, piece.text))
        may_part = not piece.is_run and len(piece.text) > LEAST_PARTED
        return cls(re.compile("|".join(_ways(piece))), re.compile(parted) if may_part else None)

    def is_in(self, folded: str) -> bool:
        return any(one.search(folded) for one in (self.whole, self.parted) if one)

    def in_order(self, folded: str) -> list[Stretch]:
        """Where the piece is."""
        found = [match.span() for match in self.whole.finditer(folded)]
        if found or not self.parted:
            return found
        return [match.span() for match in self.parted.finditer(folded)]


@lru_cache(maxsize=64)
def _sights(asked: str) -> list[Sight]:
    """What finds each piece that is asked for."""
    return [Sight.of(piece) for piece in pieces_of(asked)]


def _ways(piece: Piece) -> Iterator[str]:
    if piece.is_run:
        yield (r"\s?" if len(piece.text) > 2 else "").join(piece.text)
        return
    for way in piece.needs[0]:
        yield r"\W?".join(re.escape(term.text) for term in way)


def held(text: str, asked: str) -> int:
    """How many pieces of what is asked a plain text holds; all if it is a name that answers."""
    sights = _sights(asked)
    folded = JOINER.sub("", fold(text))
    found = sum(sight.is_in(folded) for sight in sights)
    if found < len(sights) and len(text) < LONG and _answers(text, asked):
        return len(sights)
    return found


def is_held(text: str, asked: str) -> bool:
    """Whether a text holds all that is asked."""
    return held(text, asked) == len(_sights(asked))


def _answers(name: str, asked: str) -> bool:
    key = name_key(name)
    return any(one in key for one in _keys(asked))


def _keys(asked: str) -> list[str]:
    """What is looked for within a name, the longest first."""
    wanted = sought(asked)
    return [key for key in (wanted.key, *sorted(wanted.bare, key=len, reverse=True)) if key]


def marked(text: Text, asked: str) -> Text:
    """The whole of a plain text, as safe HTML with the hits marked."""
    signs = SIGN.findall(text.value)
    return replace(text, value=_html(signs, _places(signs, asked), (0, len(signs))))


def excerpt(text: Text, asked: str) -> Text:
    """The stretch of a text around the first hit, as safe HTML with all of them marked."""
    signs = SIGN.findall(ROOMLESS.sub("", plain(text.value)))
    places = _places(signs, asked)
    first = places[0][0] if places else 0
    length = LONG if text.language == ENGLISH else SHORT
    return replace(text, value=_html(signs, places, _around(first, signs, length)))


def _places(signs: list[str], asked: str) -> list[Stretch]:
    """Where the pieces are, or where a name answers, in order; those that touch are one."""
    whole, owners = _stream(signs, _letters)
    found: list[Stretch] = []
    for sight in _sights(asked):
        hits = sight.in_order(whole)
        begun = [span for span in hits if _begins_word(whole, span[0])]
        found += ((owners[start], owners[end - 1] + 1) for start, end in begun or hits)
    return _merged(found or _places_in_name(signs, asked))


def _places_in_name(signs: list[str], asked: str) -> list[Stretch]:
    """Where a name has what is asked, by its letters alone."""
    whole, owners = _stream(signs, name_key)
    for key in _keys(asked):
        if hits := [match.span() for match in re.finditer(re.escape(key), whole)]:
            return [(owners[start], owners[end - 1] + 1) for start, end in hits]
    return []


def _stream(signs: list[str], of: Callable[[str], str]) -> tuple[str, list[int]]:
    """What the signs are compared by, and to which of them each letter of it belongs."""
    parts = [of(sign) for sign in signs]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


def _begins_word(whole: str, at: int) -> bool:
    """Whether no letter that makes a word with the next stands before a place."""
    before = whole[at - 1 : at]
    return not (before.isalnum() and before < "\u1100" and whole[at] < "\u1100")


def _merged(found: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _around(first: int, signs: list[str], length: int) -> Stretch:
    """About ``length`` signs around the one at ``first``, cut between words where there are any."""
    start = max(0, min(first - round(length * LEAD), len(signs) - length))
    end = min(len(signs), start + length)
    if start > 0:
        start = next((at + 1 for at in range(start - 1, first) if signs[at] == " "), start)
    if end < len(signs):
        end = next((at for at in range(end, end - length // 4, -1) if signs[at] == " "), end)
    return start, end


def _html(signs: list[str], places: Iterable[Stretch], shown: Stretch) -> SafeString:
    start, end = shown
    before, after = "…" if start else "", "…" if end < len(signs) else ""
    parts = format_html_join("", "{}", ((part,) for part in _parts(signs, places, shown)))
    return format_html("{}{}{}", before, parts, after)


def _parts(signs: list[str], places: Iterable[Stretch], shown: Stretch) -> Iterator[str]:
    at, end = shown
    for first, last in places:
        if at <= first < end:
            yield "".join(signs[at:first])
            yield format_html("<mark>{}</mark>", "".join(signs[first:last]))
            at = last
    yield "".join(signs[at:end])


def reason_among(texts: Iterable[Text], asked: str) -> Text | None:
    """The first text that holds all that is asked, else the first of those that hold most of it."""
    most, best, whole = 0, None, len(_sights(asked))
    for text in texts:
        count = held(plain(text.value), asked)
        if count > most:
            most, best = count, text
        if count == whole:
            break
    return best
