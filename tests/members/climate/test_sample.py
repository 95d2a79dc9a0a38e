"""The climate record of the whole sample as readers meet it, compared with the files."""

import csv
import re
from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client

from members.climate.charts import chart_of
from members.climate.network import network_record
from members.climate.records import ClimateRecord, records_of
from members.models import Inventory, Member, Pledge, Target
from tests.iclei.reading import is_latin_alone, pieces_of
from tests.members.climate.test_charts import agree, read_back
from tests.members.climate.test_views import names_in_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_sample")]

SAMPLE = settings.BASE_DIR / "sample"
NEUTRAL = ("Carbon neutral(ity)", "Net zero", "Zero carbon", "Climate neutral", "GHG neutral(ity)")
FIRM = [
    "Proposed / in discussion",
    "Declaration / pledge",
    "In policy document",
    "In law",
    "Achieved",
    "",
]


def table(name: str) -> list[dict[str, str]]:
    with open(SAMPLE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def group(row: dict[str, str] | None) -> str:
    if row is None:
        return "unknown"
    if row["end_target"] in NEUTRAL:
        return "neutral"
    others = {"Emissions reduction target": "reduction", "Other": "other", "No target": "none"}
    return others[row["end_target"]]


GROUPS = ["neutral", "reduction", "other", "none", "unknown"]


@pytest.fixture(scope="module")
def pledges() -> dict[str, dict[str, str]]:
    return {row["member_slug"]: row for row in table("climate/pledges.csv")}


@pytest.fixture(scope="module")
def members() -> list[dict[str, str]]:
    return table("members.csv")


def test_sentence_counts_who_is_to_be_neutral(pledges, members):
    in_time = [
        row
        for row in pledges.values()
        if row["end_target"] in NEUTRAL and row["end_year"] and int(row["end_year"]) <= 2050
    ]
    proposed = [row for row in in_time if row["status"] == FIRM[0]]
    record = network_record()
    assert (record.total, record.pledged, record.proposed) == (
        len(members),
        len(in_time) - len(proposed),
        len(proposed),
    )
    assert record.sentence == (
        "Neutrality by 2050 is pledged by 36 of 75 members, and proposed by 1 more."
    )


def test_counts_by_kind_and_status(pledges, members):
    told = Counter(
        (group(pledges.get(row["slug"])), pledges.get(row["slug"], {}).get("status", ""))
        for row in members
    )
    for name, line in zip(GROUPS, network_record().by_kind, strict=True):
        counts = [told[name, status] for status in FIRM]
        assert line.counts == [*counts, sum(counts)], name


def test_counts_by_area(pledges, members):
    told = Counter((row["area_code"], group(pledges.get(row["slug"]))) for row in members)
    lines = {line.query: line.counts for line in network_record().by_area}
    assert {*lines} == {f"area={row['area_code']}" for row in members}
    for query, counts in lines.items():
        wanted = [told[query.removeprefix("area="), name] for name in GROUPS]
        assert counts == [*wanted, sum(wanted)], query


def test_counts_by_end_year(pledges, members):
    years = [pledges.get(row["slug"], {}).get("end_year", "") for row in members]
    known = [int(year) for year in years if year]
    wanted = [
        sum(year <= 2030 for year in known),
        sum(2030 < year <= 2040 for year in known),
        sum(2040 < year <= 2050 for year in known),
        sum(year > 2050 for year in known),
        len(years) - len(known),
    ]
    assert [line.counts[0] for line in network_record().by_year] == wanted


def test_who_reported_when():
    """Doubtful rows do not count: the five of Daegu, one of Hamamatsu and one of Kaohsiung."""
    odd = {("kaohsiung", "2018")}
    rows = [
        row
        for row in table("climate/inventories.csv")
        if (row["member_slug"], row["reported_year"]) not in odd
    ]
    reported = {(row["member_slug"], row["reported_year"]) for row in rows}
    numbers = {
        (row["member_slug"], row["reported_year"])
        for row in rows
        if row["basic_t"] or (row["scope1_t"] and row["scope2_t"])
    }
    targets = {row["member_slug"] for row in table("climate/targets.csv")}
    targets -= {"daegu", "hamamatsu"}
    found = {line.year: line for line in network_record().by_report}
    for year, line in found.items():
        assert line.inventories == sum(when == str(year) for _slug, when in reported)
        assert line.with_number == sum(when == str(year) for _slug, when in numbers)
    assert {*found} == {2018, 2019, 2020, 2021}
    assert found[2021].targets == len(targets)


def test_something_is_known_of_each_that_has_a_trusted_row():
    """All 54 of the files: each that has a doubtful row has another one too."""
    slugs = {
        row["member_slug"]
        for name in ("inventories", "targets", "pledges")
        for row in table(f"climate/{name}.csv")
    }
    assert network_record().known == len(slugs) == 54


def test_every_chart_of_the_sample_says_its_numbers():
    """Whatever is drawn stands in a trusted row, and whatever rows allow is drawn."""
    members = list(Member.objects.listed())
    charts = 0
    for member in members:
        record = records_of([member]).get(member.pk, ClimateRecord())
        trusted = Inventory.objects.drawn().trusted().filter(member=member)
        numbers = {(row.year, row.total_t) for row in trusted}
        targets = Target.objects.trusted().newest().filter(member=member)
        paths = [row for row in targets if row.is_path and row.kind != Target.Kind.INTENSITY]
        chart = chart_of(record)
        assert (chart is not None) == (bool(paths) or len(numbers) > 1), member.slug
        if chart is None:
            continue
        charts += 1
        drawn = [(point.year, point.tonnes) for one in chart.series for point in one.points]
        assert sorted(drawn) == sorted(numbers), member.slug
        ends = {(point.year, point.tonnes) for path in chart.paths for point in path.points}
        told = {(row.base_year, row.base_t) for row in paths}
        assert ends == told | {(row.target_year, row.aim_t) for row in paths}, member.slug
        most = max(tonnes for _year, tonnes in (*drawn, *ends))
        for part in (*chart.paths, *(one for one in chart.series if one.line)):
            pairs = [(point.year, point.tonnes) for point in part.points]
            assert agree(read_back(chart, part.line), pairs, 2 * most), member.slug
    assert charts == 19


def test_all_profiles_of_the_sample_are_told_in_korean():
    """Those with a record, of which each sentence is there, and no word is English by accident."""
    rows = [model.objects.public() for model in (Inventory, Target, Pledge)]
    keys = {key for found in rows for key in found.values_list("member", flat=True)}
    members = Member.objects.listed().in_bulk(keys)
    assert len(members) == 54
    for member in members.values():
        response = Client().get(f"/ko/members/{member.slug}/")
        assert response.status_code == 200
        html = response.content.decode()
        part = re.search(r'<section class="section climate".*?</section>', html, re.DOTALL)[0]
        pieces = pieces_of(f'<div lang="ko">{part}</div>')
        assert not [piece for piece in pieces if is_latin_alone(piece)], member.slug
        assert ("climate-pledge" in part) == Pledge.objects.filter(member=member).exists()


@pytest.mark.parametrize("language", ["en", "zh-hant", "ko", "ja", "zh-hans"])
def test_page_of_the_sample_speaks_one_language(client, language):
    html = client.get(f"/{language}/climate/").content.decode()
    if language != "en":
        pieces = pieces_of(html)
        allowed = ("ICLEI East Asia", "Net Zero Tracker")
        odd = [one for one in pieces if is_latin_alone(one) and one.text not in allowed]
        assert odd == []
    assert len(names_in_order(html)) == 75


def test_all_trusted_rows_of_the_sample_are_there(client):
    response = client.get("/en/climate/download.csv")
    found = list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))
    assert len(found) == sum(m.objects.public().count() for m in (Inventory, Target, Pledge))
    assert len(found) == 62 + 44 + 46 - 7
