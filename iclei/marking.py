"""Where words were found in a text: the stretch around them, and the words marked in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from editorial.languages import ENGLISH, Text
from editorial.texts.searching import folded, plain

#: A sign with what it is written together with: accents, voicing marks, parts of a syllable.
SIGN = re.compile(r".[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f]*", re.DOTALL)

#: How many signs a stretch has, in English and in scripts that say more with each.
LONG, SHORT = 160, 90
LEAD = 0.3  # the share of it that lies before the first word

Stretch = tuple[int, int]  # of signs, from the first up to but not including the last

_folded = lru_cache(maxsize=10_000)(folded)


def held(text: str, words: Iterable[str]) -> int:
    """How many of ``words`` (from ``words_of``) a text holds."""
    found = folded(text)
    return sum(word in found for word in words)


def marked(text: Text, words: Iterable[str]) -> Text:
    """The whole of a plain text, as safe HTML with the words marked."""
    signs = SIGN.findall(text.value)
    return replace(text, value=_html(signs, _places(signs, words), (0, len(signs))))


def excerpt(text: Text, words: Iterable[str]) -> Text:
    """The stretch of a text around the first of the words, as safe HTML with all of them marked."""
    signs = SIGN.findall(plain(text.value))
    places = _places(signs, words)
    first = places[0][0] if places else 0
    length = LONG if text.language == ENGLISH else SHORT
    return replace(text, value=_html(signs, places, _around(first, signs, length)))


def _places(signs: list[str], words: Iterable[str]) -> list[Stretch]:
    """Where the words are, in order; those that touch are one."""
    parts = [_folded(sign) for sign in signs]
    owners = [at for at, part in enumerate(parts) for _ in part]
    whole = "".join(parts)
    found = sorted(
        (owners[match.start()], owners[match.end() - 1] + 1)
        for word in words
        for match in re.finditer(re.escape(word), whole)
    )
    merged: list[Stretch] = []
    for start, end in found:
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
