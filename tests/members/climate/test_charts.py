"""Each chart is compared with its numbers: what is drawn is read back from where it is."""

import re
from datetime import date

import pytest

from members.climate.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart_of, step_of
from members.climate.records import ClimateRecord
from members.models import Inventory, Target

PLACE = re.compile(r"[ML](-?[\d.]+) (-?[\d.]+)")


def inventory(year: int, tonnes: int, **fields) -> Inventory:
    told = {"protocol": "gpc", "boundary": "same", "reported_year": year + 2, "pk": year} | fields
    return Inventory(
        period_from=date(year, 1, 1), period_to=date(year, 12, 31), basic_t=tonnes, **told
    )


def target(**fields) -> Target:
    told = {"kind": "absolute", "sector": "all", "boundary": "same", "reported_year": 2021}
    told |= {"base_year": 2005, "base_t": 10_000_000, "reduction_percent": 40, "target_year": 2030}
    return Target(**told | fields)


def read_back(chart, line: str) -> list[tuple[int, float]]:
    """Years and tonnes by the scales of a chart: two ticks of each tell what it is."""
    (year, *_, last), (nought, *_, top) = chart.years, chart.tonnes
    unit = 1_000_000 if chart.tonnes_in.startswith("Million") else 1_000
    per_year = (last.at - year.at) / (int(last.words) - int(year.words))
    per_tonne = (nought.at - top.at) / (float(top.words.replace(",", "")) * unit)
    return [
        (
            round(int(year.words) + (float(x) - year.at) / per_year),
            (nought.at - float(y)) / per_tonne,
        )
        for x, y in PLACE.findall(line)
    ]


def agree(drawn: list[tuple[int, float]], told: list[tuple[int, int]], most: float) -> bool:
    """The same years, and tonnes as exactly as a tenth of a unit is."""
    near = 0.15 * most / (HEIGHT - TOP - BOTTOM)
    return [year for year, _ in drawn] == [year for year, _ in told] and all(
        abs(one - other) <= near for (_, one), (_, other) in zip(drawn, told, strict=True)
    )


@pytest.mark.parametrize(
    "record",
    [
        ClimateRecord(),
        ClimateRecord(inventories=[inventory(2018, 5)]),
        ClimateRecord(targets=[target(base_t=None)]),
    ],
)
def test_without_numbers_there_is_no_chart(record):
    assert chart_of(record) is None


def test_path_leads_from_the_base_year_to_each_target():
    rows = [target(target_year=2050, reduction_percent=100), target()]
    chart = chart_of(ClimateRecord(targets=rows))
    (path,) = chart.paths
    told = [(2005, 10_000_000), (2030, 6_000_000), (2050, 0)]
    assert [(point.year, point.tonnes) for point in path.points] == told
    assert agree(read_back(chart, path.line), told, 10_000_000)
    assert not chart.is_mixed


def test_line_joins_what_was_counted_in_one_way():
    rows = [inventory(2018, 3_000_000), inventory(2016, 4_000_000)]
    chart = chart_of(ClimateRecord(inventories=rows))
    (series,) = chart.series
    told = [(2016, 4_000_000), (2018, 3_000_000)]
    assert agree(read_back(chart, series.line), told, 5_000_000)


@pytest.mark.parametrize(
    "fields", [{"protocol": "own"}, {"boundary": "combined"}, {"protocol_words": "Ours"}]
)
def test_no_line_joins_what_cannot_be_compared(fields):
    chart = chart_of(ClimateRecord(inventories=[inventory(2016, 4), inventory(2018, 3, **fields)]))
    assert [series.line for series in chart.series] == ["", ""]
    assert len({series.sign for series in chart.series}) == 2
    assert chart.is_mixed


def test_no_line_joins_inventories_of_unknown_ways():
    rows = [inventory(year, year, protocol="") for year in (2016, 2018)]
    chart = chart_of(ClimateRecord(inventories=rows))
    assert [series.line for series in chart.series] == ["", ""]


def test_all_is_within_the_drawing_and_the_scale_begins_at_nought():
    rows = [inventory(2010, 1), inventory(2019, 69_984_178)]
    chart = chart_of(ClimateRecord(inventories=rows, targets=[target()]))
    points = [point for part in (*chart.series, *chart.paths) for point in part.points]
    assert all(LEFT <= point.x <= WIDTH - RIGHT for point in points)
    assert all(TOP <= point.y <= HEIGHT - BOTTOM for point in points)
    assert (chart.tonnes[0].words, chart.tonnes[0].at) == ("0", HEIGHT - BOTTOM)


def test_unit_fits_the_numbers():
    small = chart_of(ClimateRecord(inventories=[inventory(2016, 700_000), inventory(2017, 1)]))
    assert small.tonnes_in == "Thousand tonnes CO₂e"
    assert small.tonnes[-1].words == "800"
    large = chart_of(ClimateRecord(inventories=[inventory(2016, 7_000_000), inventory(2017, 1)]))
    assert large.tonnes_in == "Million tonnes CO₂e"


def test_words_hold_all_numbers():
    chart = chart_of(ClimateRecord(inventories=[inventory(2016, 4_321)], targets=[target()]))
    for number in ("2005: 10,000,000 t", "2030: 6,000,000 t", "2016: 4,321 t"):
        assert number in chart.words


@pytest.mark.parametrize("most", [0, 1, 9, 10, 99, 722_000, 13_073_632, 73_914_000, 100_000_000])
def test_step_is_round_and_parts_the_scale(most):
    step = step_of(most)
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert most <= 5 * step
