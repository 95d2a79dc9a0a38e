"""Hangul that is typed by syllables and, for others, by their first consonants: ㅅ원 for 수원."""

from dataclasses import dataclass
from functools import cache

from editorial.texts.folding import (
    FIRST_SYLLABLE,
    LAST_SYLLABLE,
    LEADS,
    are_initials,
    fold,
    typed,
)

#: Syllables that begin with one consonant.
OF_LEAD = (LAST_SYLLABLE + 1 - FIRST_SYLLABLE) // len(LEADS)
#: What may stand between two syllables of a name: spaces, signs, what nobody sees.
BETWEEN = f"[^{chr(FIRST_SYLLABLE)}-{chr(LAST_SYLLABLE)}]*"


@dataclass(frozen=True)
class MixedHangul:
    """The first consonants of what was typed, and the pattern of the names that begin so.

    The pattern is read alike by Python and by PostgreSQL.
    """

    initials: str
    pattern: str


def mixed_hangul(text: str) -> MixedHangul | None:
    """What names have to begin with; None if there are not both syllables and lone consonants."""
    letters = [letter for letter in fold(text) if letter.isalnum()]
    parts = [part for letter in letters for part in (typed_parts(letter))]
    kinds = {is_syllable(part) for part in parts}
    if kinds != {True, False} or not all(is_syllable(one) or are_initials(one) for one in parts):
        return None
    *before, last = parts
    found = [part if is_syllable(part) else of_lead(part) for part in before]
    found.append(begun_so(last) if is_syllable(last) else of_lead(last))
    initials = "".join(typed(part)[0] for part in parts)
    return MixedHangul(initials, f"^{BETWEEN}{BETWEEN.join(found)}")


def typed_parts(letter: str) -> list[str]:
    """A syllable as it is; any other letter by its keys, which may be two consonants: ㄳ."""
    return [letter] if is_syllable(letter) else [*typed(letter)]


def is_syllable(letter: str) -> bool:
    return chr(FIRST_SYLLABLE) <= letter <= chr(LAST_SYLLABLE)


def of_lead(consonant: str) -> str:
    """The syllables that begin with a consonant, as a class of letters of a pattern."""
    first = FIRST_SYLLABLE + LEADS.index(consonant) * OF_LEAD
    return f"[{chr(first)}-{chr(first + OF_LEAD - 1)}]"


@cache
def begun_so(syllable: str) -> str:
    """What a syllable may become that is still composed; its last consonant may begin the next."""
    keys = typed(syllable)
    first = FIRST_SYLLABLE + LEADS.index(keys[0]) * OF_LEAD
    of_same_lead = [chr(code) for code in range(first, first + OF_LEAD)]
    ways = [f"[{''.join(one for one in of_same_lead if typed(one).startswith(keys))}]"]
    if are_initials(keys[-1]):
        ways += (
            one + BETWEEN + of_lead(keys[-1]) for one in of_same_lead if typed(one) == keys[:-1]
        )
    return f"({'|'.join(ways)})"
