"""Patterns of all spellings that are compared alike, for columns that no index folds.

Where there are few rows, such as users and their mails, what is typed is spread out instead of
what is stored being folded: ``ko`` is also ``Kō`` and ``ｋo``. Python and PostgreSQL read the
patterns alike.
"""

import re
from collections import defaultdict
from functools import cache
from itertools import chain

from editorial.texts.folding import fold
from editorial.texts.han_variants import ONE_FORM

#: Letters of which some are compared as others: Latin with accents, Greek, Cyrillic, kana, wide
#: and narrow ones, ligatures, and the forms of Han characters.
MANY_FORMS = (
    range(0x41, 0x530),
    range(0x1E00, 0x2000),
    range(0x3041, 0x3100),
    range(0x3105, 0x3130),
    range(0xF900, 0xFB07),
    range(0xFF00, 0xFFF0),
)
#: What may stand within a name, or not: signs, accents on their own, and what nobody sees.
BETWEEN = (
    "[ .,'\u2019\u2018\u02bc·・_\u00ad\u034f\u200b-\u200f\u2010-\u2014\u2060-\u2064\ufeff"
    "\u0300-\u036fー-]*"
)


@cache
def forms() -> dict[str, list[str]]:
    """By what is compared, a letter or two, what may be written for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in chain(*MANY_FORMS, ONE_FORM, map(ord, set(ONE_FORM.values()))):
        letter = chr(code)
        if letter.isalnum() and (folded := fold(letter)) and len(folded) <= 2:
            found[folded].append(letter)
    return found


def any_spelling(text: str) -> str:
    """The pattern of what is compared as ``text`` is; empty if it has no letter or digit."""
    letters = "".join(letter for letter in fold(text) if letter.isalnum())
    parts, at = [], 0
    while at < len(letters):
        pair = letters[at : at + 2]
        joined = forms().get(pair, []) if len(pair) == 2 else []
        apart = BETWEEN.join(map(any_form, pair if joined else pair[0]))
        parts.append(f"({apart}|[{''.join(joined)}])" if joined else apart)
        at += 2 if joined else 1
    return BETWEEN.join(parts)


def any_form(letter: str) -> str:
    written = {letter, *forms().get(letter, ())}
    return f"[{''.join(sorted(written))}]" if len(written) > 1 else re.escape(letter)
