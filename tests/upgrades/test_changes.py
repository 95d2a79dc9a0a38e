"""What is declared to change, and what is found to differ from that."""

import pytest

from tests.upgrades.changes import ANYTHING, Changes, differences, expected

ROWS = {
    "word": {1: {"id": 1, "kind": "editorial.term", "text": "a", "digest": "x"}},
    "old": {7: {"id": 7}},
}
RENAMED = Changes(
    tables={"word": "entry"},
    columns={"word": {"text": "wording", "digest": None}},
    kinds={"editorial.term": "editorial.glossaryentry"},
    values={("entry", "wording"): {"a": "b"}},
    filled={("entry", "digests"): ANYTHING, ("entry", "twice"): lambda row: row["text"] * 2},
    tables_gone=frozenset({"old"}),
)
ENTRY = {"id": 1, "kind": "editorial.glossaryentry", "wording": "b", "digests": 5, "twice": "aa"}


def test_rows_without_changes_stay_as_they_are():
    assert expected(ROWS, Changes()) == ROWS
    assert differences(ROWS, ROWS) == []


def test_declared_changes_are_expected():
    assert differences(expected(ROWS, RENAMED), {"entry": {1: ENTRY}}) == []


def test_declared_deletions_are_expected():
    gone = Changes(gone={"word": lambda row: row["text"] == "a"})
    assert expected(ROWS, gone)["word"] == {}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "entry: the table is gone"),
        ({"entry": {}}, "entry 1: the row is gone"),
        ({"entry": {1: ENTRY, 2: ENTRY}}, "entry 2: a new row"),
        ({"entry": {1: ENTRY | {"wording": "a"}}}, "entry 1: wording is 'a' instead of 'b'"),
        ({"entry": {1: ENTRY | {"more": 1}}}, "entry 1: the column more is new, with 1"),
        (
            {"entry": {1: ENTRY}, "more": {1: {"id": 1}}},
            "more: a table with rows that nobody announced",
        ),
    ],
)
def test_what_nobody_declared_is_told(found, words):
    assert differences(expected(ROWS, RENAMED), found) == [words]


def test_new_permissions_are_no_difference():
    table = "auth_permission"
    assert differences({table: {1: {"id": 1}}}, {table: {1: {"id": 1}, 2: {"id": 2}}}) == []


def test_only_the_first_differences_are_told():
    many = {key: {"id": key} for key in range(100)}
    assert differences({"word": many}, {"word": {}})[-1] == "… and 80 more"
