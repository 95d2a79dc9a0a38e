from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.history.three_way import Merge, merge, merge_links

#: What the other side is told of the same three values.
MIRRORED = {
    Merge.SAME: Merge.SAME,
    Merge.TAKE: Merge.KEEP,
    Merge.KEEP: Merge.TAKE,
    Merge.CONFLICT: Merge.CONFLICT,
}
VALUES = ("a", "b", "c")
KEYS = st.frozensets(st.integers(1, 6))


@pytest.mark.parametrize(
    ("mine", "theirs", "base", "outcome"),
    [
        ("a", "a", "a", Merge.SAME),
        ("a", "a", "b", Merge.SAME),
        ("a", "a", None, Merge.SAME),
        ("a", "b", "a", Merge.TAKE),
        ("a", "b", "b", Merge.KEEP),
        ("a", "b", "c", Merge.CONFLICT),
        ("a", "b", None, Merge.CONFLICT),
        ("", "b", "", Merge.TAKE),
        ("", "b", "b", Merge.KEEP),
        ("", "b", None, Merge.CONFLICT),
    ],
)
def test_outcome_of_each_case(mine, theirs, base, outcome):
    assert merge(mine, theirs, base) is outcome


def test_each_side_is_told_its_half_of_the_same():
    for mine, theirs, base in product(VALUES, VALUES, (*VALUES, None)):
        assert merge(theirs, mine, base) is MIRRORED[merge(mine, theirs, base)]


def test_nothing_is_overwritten_that_both_changed():
    for mine, theirs, base in product(VALUES, repeat=3):
        both_changed = mine != base and theirs != base and mine != theirs
        assert (merge(mine, theirs, base) is Merge.CONFLICT) == both_changed


def test_values_are_the_same_if_they_read_the_same():
    def is_same(one: str, other: str) -> bool:
        return one.strip() == other.strip()

    assert merge("a ", "a", "b", is_same) is Merge.SAME
    assert merge("a ", "b", "a", is_same) is Merge.TAKE
    assert merge("a", "b ", "b", is_same) is Merge.KEEP


def test_links_added_by_both_come_together():
    assert merge_links({1, 2}, {1, 3}, {1}) == {1, 2, 3}


def test_link_taken_away_by_one_is_gone():
    assert merge_links({1}, {1, 2, 3}, {1, 2}) == {1, 3}
    assert merge_links({1, 2, 3}, {1}, {1, 2}) == {1, 3}


@given(KEYS, KEYS, KEYS)
def test_links_lose_no_addition_and_undo_no_removal(mine, theirs, base):
    merged = merge_links(mine, theirs, base)
    assert merged == merge_links(theirs, mine, base)
    assert (mine | theirs) - base <= merged
    assert merged.isdisjoint(base - (mine & theirs))
    assert base & mine & theirs <= merged


@given(KEYS, KEYS)
def test_links_follow_the_one_who_changed_them(mine, base):
    assert merge_links(mine, base, base) == mine
    assert merge_links(base, mine, base) == mine
