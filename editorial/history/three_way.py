"""Three-way merging: two people changed the same value, and neither knew of the other.

*Mine* is the value that somebody sends, *theirs* the one that is stored now, *base* the one that
mine was made from: what a form, a sheet or a file held when it went out.

=======  ========  ===========  ==========================================================
mine     theirs    base         outcome
=======  ========  ===========  ==========================================================
a        a         any          SAME: both say the same, nothing is to be done
a        b         a            TAKE theirs: I left alone what they changed
a        b         b            KEEP mine: they left alone what I changed
a        b         c            CONFLICT: both changed it, a person has to choose
a        b         not known    CONFLICT: nobody can tell who changed it
=======  ========  ===========  ==========================================================
"""

import operator
from collections.abc import Callable, Set
from enum import Enum, auto
from typing import TypeVar

Value = TypeVar("Value")
Key = TypeVar("Key")


class Merge(Enum):
    """Which of two values is to be stored."""

    SAME = auto()
    TAKE = auto()
    KEEP = auto()
    CONFLICT = auto()


def merge(
    mine: Value,
    theirs: Value,
    base: Value | None,
    is_same: Callable[[Value, Value], bool] = operator.eq,
) -> Merge:
    """Judge one value by the table above. ``base`` is None where it is not known.

    ``is_same`` tells whether two values mean the same to whoever reads them.
    """
    if is_same(mine, theirs):
        return Merge.SAME
    if base is None:
        return Merge.CONFLICT
    if is_same(mine, base):
        return Merge.TAKE
    return Merge.KEEP if is_same(base, theirs) else Merge.CONFLICT


def merge_links(mine: Set[Key], theirs: Set[Key], base: Set[Key]) -> frozenset[Key]:
    """What was in both or was added by either: no addition is lost, and no removal undone."""
    added = (mine - base) | (theirs - base)
    return frozenset(mine & theirs & base | added)
