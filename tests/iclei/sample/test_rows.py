"""What a cell says, in the words of the models."""

from datetime import time

import pytest

from editorial.languages import columns
from iclei.sample import rows
from iclei.sample.files import Record
from iclei.sample.loader import LoadingError


def record(**values: str) -> Record:
    return Record("a.csv", 2, values)


def refusal(read, *args) -> str:
    with pytest.raises(LoadingError) as error:
        read(*args)
    (problem,) = error.value.problems
    return problem


@pytest.mark.parametrize(
    ("since", "first_day", "precision"),
    [
        ("2016", "2016-01-01", "year"),
        ("2016-05", "2016-05-01", "month"),
        ("2016-05-19", "2016-05-19", "day"),
        ("", "", "unknown"),
    ],
)
def test_start_of_a_membership_is_as_exact_as_it_is_known(since, first_day, precision):
    assert rows.first_day(since) == first_day
    assert rows.precision(record(since=since)["since"]) == precision


@pytest.mark.parametrize("since", ["16", "2016-5", "2016-05-19T00"])
def test_start_of_a_membership_that_is_none(since):
    assert refusal(rows.precision, record(since=since)["since"]) == (
        f"a.csv, row 2, column since: “{since}” is no year, month or day."
    )


@pytest.mark.parametrize(
    ("value", "zone", "moment"),
    [
        ("2027-03-18T14:00", "Asia/Tokyo", "2027-03-18T14:00:00+09:00"),
        ("2027-03-18", "Asia/Ulaanbaatar", "2027-03-18T09:00:00+08:00"),
    ],
)
def test_moment_at_its_place(value, zone, moment):
    cell = record(start=value)["start"]
    assert rows.moment(cell, value, zone, time(9)).isoformat() == moment


@pytest.mark.parametrize("value", ["", "tomorrow", "2027-02-30", "2027-03-18T25:00"])
@pytest.mark.parametrize("zone", ["Asia/Seoul", "Asia", "", "Mars/Base"])
def test_moment_that_is_none(value, zone):
    cell = record(start=value)["start"]
    assert refusal(rows.moment, cell, value, zone, time(9)) == (
        f"a.csv, row 2, column start: “{value}” in “{zone}” is no moment."
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A\n\nB", "<p>A</p><p>B</p>"),
        ("A & B <c>\nD", "<p>A &amp; B &lt;c&gt;\nD</p>"),
        ("\n\nA\n\n", "<p>A</p>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs(text, html):
    assert rows.paragraphs(text) == html


def test_other_files_must_say_something_of_the_object():
    cell = record(slug="suwon")["slug"]
    why = "the other files say nothing of “suwon”."
    assert refusal(rows.entry, {}, cell) == f"a.csv, row 2, column slug: {why}"


def test_desk_is_known_by_its_office_and_name():
    texts = dict.fromkeys((*columns("name"), *columns("role")), "")
    row = rows.person(record(office_slug="seoul", sort_order="1", **texts | {"name_en": "Desk"}))
    assert row.key.value == "seoul: Desk"
    assert row.match == {"secretariat__slug": "seoul", "name_en": "Desk"}
