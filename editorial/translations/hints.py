"""Hints for translators: what a translation seems to lack beside its source. They only ask.

A text may well be shorter than expected, name no number that its source names, or leave out a
link. So nothing is refused, and each hint says what it found.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.translation import gettext

from editorial.languages import LANGUAGES, Language
from editorial.languages.punctuation import join_list
from editorial.texts.differences import is_rich
from editorial.texts.searching import plain
from editorial.translations.glossary import Glossary, Hit

#: How many signs say what 100 of English say, seen in the sample's profiles.
SIGNS = {"en": 100, "zh-hant": 31, "ko": 48, "ja": 45, "zh-hans": 32}
#: Shorter than this, in signs of English, a text may have any length beside its source.
TELLING = 60
#: A translation is suspicious below and above these shares of what is expected.
SHORT, LONG = 0.5, 2.0

#: An address in a plain text ends with ASCII: 「https://iclei.org/をご覧」 has no space behind it.
ADDRESS = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"'\x7f-\U0010ffff]+")
HREF = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"")
#: Our own pages are in a language each, and a translation leads to those of its own.
IN_A_LANGUAGE = re.compile(
    rf"^((?:https?://[^/]+)?)/(?:{'|'.join(lang.code for lang in LANGUAGES)})/"
)
#: Two digits or more: lesser numbers are often written out.
NUMBER = re.compile(r"\d(?:[\d,.]*\d)")
#: What a text is told apart into by other programs: {name}, %(name)s, %s.
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%[sd]")


def hints(
    field: Any, source: str, text: str, languages: tuple[Language, Language], terms: Glossary
) -> list[str]:
    """What is to be asked about the translation ``text`` of ``source``; nothing of an empty one."""
    if not text or not source:
        return []
    origin, target = languages
    read, written = (plain(one) if is_rich(field) else one for one in (source, text))
    return [
        *length(read, written, origin, target),
        *missing_links(source, text),
        *missing_numbers(read, written),
        *missing_placeholders(read, written),
        *missing_terms(terms.missed(source, text, origin, target)),
    ]


def length(source: str, text: str, origin: Language, target: Language) -> Iterator[str]:
    """Whether a translation has about as many signs as one of its source should."""
    expected = len(source) * SIGNS[target.code] / SIGNS[origin.code]
    if len(source) * 100 / SIGNS[origin.code] < TELLING:
        return
    words = {"length": len(text), "expected": round(expected, -1 if expected > 50 else None)}
    if len(text) < SHORT * expected:
        yield (
            gettext(
                "Short beside its source: %(length)d characters, where %(expected)d or so are "
                "usual. Is something left out?"
            )
            % words
        )
    elif len(text) > LONG * expected:
        yield (
            gettext(
                "Long beside its source: %(length)d characters, where %(expected)d or so are usual."
            )
            % words
        )


def links(text: str) -> Counter[str]:
    """The addresses that a plain or rich text leads to, ours without their language."""
    hrefs = [unescape(href) for href in HREF.findall(text)]
    named = ADDRESS.findall(unescape(HREF.sub("<a", text)))
    found = [*hrefs, *(address.rstrip(".,;:!?)") for address in named)]
    return Counter(dict.fromkeys((IN_A_LANGUAGE.sub(r"\1/", href) for href in found), 1))


def missing_links(source: str, text: str) -> Iterator[str]:
    there, here = links(source), links(text)
    if left_out := [*(there - here)]:
        yield gettext("Links of the source that are not here: %s") % join_list(left_out)
    if added := [*(here - there)]:
        yield gettext("Links that the source does not have: %s") % join_list(added)


def numbers(text: str) -> Counter[str]:
    """The numbers of two digits or more, without what groups their digits."""
    found = NUMBER.findall(unicodedata.normalize("NFKC", ADDRESS.sub(" ", text)))
    return Counter(re.sub(r",(?=\d{3})", "", number) for number in found)


def missing_numbers(source: str, text: str) -> Iterator[str]:
    """Large numbers count in units of their own in East Asia: 1,190,000 is 119만 there."""
    written = [*numbers(text)]
    left_out = [
        number
        for number in numbers(source)
        if not any(one == number or is_shortened(number, one) for one in written)
    ]
    if left_out:
        yield gettext("Numbers of the source that are not here: %s") % join_list(left_out)


def is_shortened(number: str, other: str) -> bool:
    """Whether one of two numbers is the other in thousands, ten thousands or more."""
    digits = [one.replace(".", "").rstrip("0") for one in (number, other)]
    return digits[0] == digits[1] != "" and len(number.replace(".", "")) > 3


def missing_placeholders(source: str, text: str) -> Iterator[str]:
    there, here = (Counter(PLACEHOLDER.findall(one)) for one in (source, text))
    if left_out := [*(there - here)]:
        yield gettext("Placeholders of the source that are not here: %s") % join_list(left_out)


def missing_terms(hits: Iterable[Hit]) -> Iterator[str]:
    """The terms of the glossary that a translation words otherwise, or leaves out."""
    for hit in hits:
        words = {"wanted": hit.wanted, "words": hit.words}
        yield gettext("The glossary has “%(wanted)s” for “%(words)s”.") % words
