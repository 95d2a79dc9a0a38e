import csv
import math
from io import StringIO
from itertools import combinations

import pytest
from django.conf import settings

from members.maps import ENLARGED, WHOLE
from members.spreading import CROWD, spread

LEAST = 24  # pixels between targets, WCAG 2.2


def sample_rows() -> list[dict]:
    path = settings.BASE_DIR / "sample" / "members.csv"
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))


def sample_homes(*codes: str) -> tuple:
    sheet = ENLARGED.get(codes[0], WHOLE)
    return tuple(
        sheet.place(float(row["longitude"]), float(row["latitude"]))
        for row in sample_rows()
        if row["area_code"] in codes
    )


SHEETS = [(("KR",), 36), (("JP",), 22), (("TW",), 10), (("CN", "MN"), 7)]


@pytest.mark.parametrize(("codes", "count"), SHEETS)
def test_spread_keeps_the_sample_apart_and_on_its_sheet(codes, count):
    sheet = ENLARGED.get(codes[0], WHOLE)
    places = spread(sample_homes(*codes), sheet)

    assert len(places) == count
    # 0.64 of the layout's size is the smallest that a sheet is drawn at, at 48 rem.
    assert min(math.dist(*pair) for pair in combinations(places, 2)) * 0.64 >= LEAST
    assert all(sheet.shows(place, margin=LEAST / 2) for place in places)


@pytest.mark.parametrize("codes", [codes for codes, _ in SHEETS])
def test_spread_keeps_dots_near_their_places(codes):
    homes = sample_homes(*codes)
    places = spread(homes, ENLARGED.get(codes[0], WHOLE))
    assert max(math.dist(*pair) for pair in zip(homes, places, strict=True)) < 100


@pytest.mark.parametrize("codes", [codes for codes, _ in SHEETS])
def test_leader_lines_of_the_sample_do_not_cross(codes):
    homes = sample_homes(*codes)
    lines = list(zip(homes, spread(homes, ENLARGED.get(codes[0], WHOLE)), strict=True))
    assert not [pair for pair in combinations(lines, 2) if cross(*pair)]


def cross(one, other) -> bool:
    def left(start, end, point):
        return (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (
            point[0] - start[0]
        )

    return left(*one, other[0]) != left(*one, other[1]) and left(*other, one[0]) != left(
        *other, one[1]
    )


def test_spread_parts_points_on_one_spot():
    places = spread(((200.0, 200.0),) * 3, ENLARGED["KR"])
    assert min(math.dist(*pair) for pair in combinations(places, 2)) >= LEAST


def test_spread_leaves_a_lone_point_alone():
    [place] = spread(((200.0, 200.0),), ENLARGED["KR"])
    assert place == pytest.approx((200, 200), abs=0.1)


def test_spread_of_a_crowd_keeps_all_on_the_sheet():
    sheet = ENLARGED["TW"]
    places = spread(tuple((100.0 + i / 10, 150.0) for i in range(CROWD)), sheet)
    assert all(sheet.shows(place) for place in places)


def test_spread_leaves_a_larger_crowd_where_it_is():
    homes = tuple((100.0 + i / 10, 150.0) for i in range(CROWD + 1))
    assert spread(homes, ENLARGED["TW"]) == list(homes)
