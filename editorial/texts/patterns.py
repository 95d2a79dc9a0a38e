"""Patterns: several spellings of a name in one line, in a language that can be told in a sentence.

``[the]`` may be there or not, ``{Taiwan|Taipei}`` is one of these, ``*`` stands for up to three
words. Nothing stands inside another, and what a pattern means is a list: so none takes long.
"""

import re
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PIECE = re.compile(r"\[(?P<optional>[^][{}*]*)\]|\{(?P<one>[^][{}*]*)\}|(?P<text>[^][{}]+)")
#: So many spellings a pattern has at most.
MOST = 400
MOST_GAPS = 2
#: The signs as an input method for Chinese, Japanese or Korean may write them.
NARROW = str.maketrans("［］｛｝｜＊", "[]{}|*")


def expand(pattern: str) -> list[tuple[str, ...]]:
    """The spellings of a pattern, each as the texts between which up to three words may stand.

    What is no pattern means itself.
    """
    try:
        return expand_strictly(pattern)
    except ValidationError:
        return [(pattern,)]


def expand_strictly(pattern: str) -> list[tuple[str, ...]]:
    """The spellings of a pattern. Raises ValidationError, in words, for what is none."""
    choices = choices_of(narrow(pattern))
    number = 1
    for words in choices:
        number *= len(words)
    if number > MOST:
        raise ValidationError(_("This stands for too many spellings. Write it as several names."))
    spellings = dict.fromkeys("".join(words) for words in product(*choices))
    return [parted(spelling) for spelling in spellings]


def narrow(pattern: str) -> str:
    """The pattern with its signs in half width."""
    return pattern.translate(NARROW)


def choices_of(pattern: str) -> list[list[str]]:
    """For each piece of a pattern, what may stand there."""
    choices, at = [], 0
    while at < len(pattern):
        piece = PIECE.match(pattern, at)
        if piece is None:
            raise ValidationError(_("A bracket is not closed, or contains another one or a “*”."))
        choices.append(choices_in(piece))
        at = piece.end()
    return choices


def choices_in(piece: re.Match[str]) -> list[str]:
    if (text := piece["text"]) is not None:
        if "|" in text:
            raise ValidationError(_("“|” parts words in brackets: {one|other}."))
        return [text]
    held = piece["one"] if piece["optional"] is None else piece["optional"]
    words = [word.strip() for word in held.split("|")]
    if not all(words):
        raise ValidationError(_("There is nothing between two signs of the pattern."))
    return words if piece["optional"] is None else [*words, ""]


def parted(spelling: str) -> tuple[str, ...]:
    """A spelling at its gaps, which stand inside it."""
    texts = tuple(text.strip() for text in spelling.split("*"))
    if len(texts) > 1 and not all(re.search(r"[^\W_]", text) for text in texts):
        raise ValidationError(_("“*” stands between words, with letters on both sides."))
    if len(texts) - 1 > MOST_GAPS:
        raise ValidationError(_("At most two “*” stand in a name."))
    return texts
