"""The climate record of the whole sample, compared with its files value by value."""

import csv
from collections import Counter
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from iclei.sample.climate import OTHER, PROTOCOLS
from members.models import Inventory, Pledge, Target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_sample")]

SAMPLE = settings.BASE_DIR / "sample" / "climate"
#: By the columns of the files, the fields that hold their numbers and days as they are.
NUMBERS = {
    "inventories": {
        **{name: name for name in ("scope1_t", "scope2_t", "scope3_t", "basic_t", "basic_plus_t")},
        **{"reported_year": "reported_year", "land_area_km2": "area_km2"},
        **{"population": "population", "population_year": "population_year"},
        **{"accounting_from": "period_from", "accounting_to": "period_to", "gases": "gases"},
    },
    "targets": {
        **{name: name for name in ("base_year", "base_t", "year_set", "reduction_percent")},
        **{name: name for name in ("target_year", "target_t", "achieved_percent", "initiative")},
        **{"as_of": "reported_year", "status": "status"},
    },
    "pledges": {
        **{name: name for name in ("end_year", "status_year", "interim_base_year")},
        **{name: name for name in ("interim_year", "interim_reduction_percent")},
        **{"end_reduction_percent": "reduction_percent", "end_base_year": "base_year"},
        **{"last_updated": "recorded_on", "source_url": "page"},
    },
}
#: By the columns of the files, the fields that hold the same answer in a word of ours.
WORDS = {
    "inventories": {"boundary": "boundary", "change": "change"},
    "targets": {"kind": "kind", "boundary": "boundary", "paris": "paris"},
    "pledges": {
        **{"end_target": "kind", "status": "status", "race_to_zero": "race_to_zero"},
        **{"interim_target": "interim_kind", "gases": "gases", "has_plan": "has_plan"},
    },
}
MODELS = {"inventories": Inventory, "targets": Target, "pledges": Pledge}
KINDS = pytest.mark.parametrize("kind", MODELS)


def table(kind: str) -> list[dict[str, str]]:
    with open(SAMPLE / f"{kind}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(value: object) -> str:
    """A value as the files write it."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


@KINDS
def test_each_row_of_the_files_is_there_with_all_of_its_numbers(kind):
    columns = NUMBERS[kind]
    rows = MODELS[kind].objects.select_related("member")
    found = Counter(
        (row.member.slug, *(said(getattr(row, field)) for field in columns.values()))
        for row in rows
    )
    told = Counter(
        (row["member_slug"], *(row[column] for column in columns)) for row in table(kind)
    )
    assert found == told


@pytest.mark.parametrize(("kind", "count"), [("inventories", 62), ("targets", 44), ("pledges", 46)])
def test_no_row_is_lost(kind, count):
    assert MODELS[kind].objects.count() == len(table(kind)) == count


@KINDS
def test_each_answer_has_one_word_of_ours(kind):
    """As often as the file has an answer, rows have the word for it, and none has another's."""
    for column, field in WORDS[kind].items():
        answers = Counter(row[column] for row in table(kind))
        words = Counter(map(said, MODELS[kind].objects.values_list(field, flat=True)))
        assert answers.pop("", 0) == words.pop("", 0), column
        if column != "boundary":  # one that two questionnaires word differently
            assert sorted(answers.values()) == sorted(words.values()), column
        assert answers.total() == words.total(), column


def test_words_of_who_chose_no_answer_are_kept():
    own = [row["protocol"] for row in table("inventories") if row["protocol"] not in PROTOCOLS]
    kept = Inventory.objects.exclude(protocol_words="").values_list("protocol_words", flat=True)
    assert sorted(f"{OTHER}: {words}" for words in kept) == sorted(filter(None, own))
    sectors = [row["sector"] for row in table("targets") if row["sector"].startswith(OTHER)]
    kept = Target.objects.exclude(sector_words="").values_list("sector_words", flat=True)
    assert sorted(f"{OTHER}: {words}" for words in kept) == sorted(sectors)
    assert {*Target.objects.exclude(sector_words="").values_list("sector", flat=True)} == {"other"}


def test_values_in_another_unit_are_doubtful_with_the_reason():
    doubtful = Target.objects.doubtful().select_related("member")
    found = Counter(row.member.slug for row in doubtful)
    assert found == {"hamamatsu": 1, "daegu": 5}
    assert {*doubtful.filter(member__slug="hamamatsu").values_list("base_t", "doubt")} == {
        (5_725, "5,725 t are 0.00724 t per head: another unit, or only part of the city.")
    }
    (swapped,) = Inventory.objects.doubtful().select_related("member")
    assert (swapped.member.slug, swapped.basic_t, swapped.basic_plus_t) == (
        *("kaohsiung", 36_056_822),
        25_447_556,
    )
    assert swapped.doubt.startswith("BASIC+ holds all of BASIC")
    assert not Pledge.objects.doubtful().exists()


def test_of_a_period_that_was_reported_twice_the_newest_is_shown():
    periods = Counter(
        (row["member_slug"], row["accounting_from"])
        for row in table("inventories")
        if row["accounting_from"]
    )
    again = sum(count - 1 for count in periods.values())
    assert Inventory.objects.superseded().count() == again == 8
    of_2016 = Inventory.objects.filter(member__slug="new-taipei", period_from=date(2016, 1, 1))
    assert of_2016.current().get().reported_year == 2019
    drawn = Inventory.objects.drawn()
    assert not drawn.filter(period_from=None).exists()
    assert all(row.total_t is not None for row in drawn)


def test_how_many_have_pledged_what():
    ends = [row for row in table("pledges") if "eutral" in row["end_target"]]
    ends += [row for row in table("pledges") if row["end_target"] in ("Net zero", "Zero carbon")]
    neutral = Pledge.objects.public().newest().neutral()
    assert neutral.count() == len(ends) == 37
    assert neutral.filter(end_year=2050).exclude(status="proposed").count() == 36
    assert neutral.get(status="proposed").member.slug == "taoyuan"


def test_each_row_names_a_source_that_nobody_has_verified():
    for model in MODELS.values():
        assert not model.objects.filter(source__is_verified=True).exists()
        assert not model.objects.filter(source__citation="").exists()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_doubtful_values_are_on_no_page(language):
    for slug, value in (("hamamatsu", "5,725"), ("daegu", "249,736"), ("kaohsiung", "25,447,556")):
        assert value not in Client().get(f"/{language}/members/{slug}/").content.decode()
