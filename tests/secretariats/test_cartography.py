import math
import re
from itertools import pairwise

import pytest
from django.conf import settings

from secretariats import cartography
from secretariats.cartography import AREAS, REGION, Albers, Sheet

KOREA = Sheet(width=500, height=400, longitude=127.9, latitude=36.0, across=900)


def test_albers_gives_the_worked_example_of_snyder():
    # Snyder 1987, numerical examples, Albers equal-area conic (sphere): page 291.
    albers = Albers(central_meridian=-96, origin=23, parallels=(29.5, 45.5), radius=1)

    assert albers.cone == pytest.approx(0.6028370, abs=1e-7)
    assert albers.distance_from_apex(23) == pytest.approx(1.5562263, abs=1e-7)
    assert albers.project(-75, 35) == pytest.approx((0.2952720, 0.2416774), abs=1e-7)


def test_albers_keeps_areas():
    def area(longitude, latitude):
        albers = Albers(110, 36)
        (x, y), (east_x, east_y), (north_x, north_y) = (
            albers.project(*corner)
            for corner in (
                (longitude, latitude),
                (longitude + 0.01, latitude),
                (longitude, latitude + 0.01),
            )
        )
        plane = (east_x - x) * (north_y - y) - (east_y - y) * (north_x - x)
        return plane / math.cos(math.radians(latitude + 0.005))

    assert area(141.35, 43.06) == pytest.approx(area(106.7, 26.58), rel=1e-4)


def test_sheet_has_its_centre_in_the_middle_and_north_up():
    assert KOREA.place(127.9, 36.0) == pytest.approx((250, 200))
    x, y = KOREA.place(127.9, 37.0)
    assert x == pytest.approx(250)
    # A degree of latitude is 111 km; equal areas stretch it by some per cent between the parallels.
    assert 200 - y == pytest.approx(111.2 * 500 / 900, rel=0.03)


def test_sheet_shows_what_lies_on_it():
    assert KOREA.shows(KOREA.place(126.98, 37.57))
    assert not KOREA.shows(KOREA.place(139.7, 35.7))
    assert not KOREA.shows((10, 200), margin=20)


def test_matrix_carries_a_drawing_to_another_sheet():
    a, b, c, d, e, f = KOREA.matrix_from(REGION)
    for place in ((126.98, 37.57), (126.5, 33.49), (130.9, 37.5)):
        x, y = REGION.place(*place)
        assert (a * x + c * y + e, b * x + d * y + f) == pytest.approx(KOREA.place(*place))


def test_region_shows_each_area_whole():
    for code in AREAS:
        for ring in cartography.rings()[code]:
            assert all(REGION.shows(REGION.place(*point), margin=8) for point in ring), code


def test_neighbours_share_their_border():
    china, mongolia = ({*cartography.stretches()[code]} for code in ("CN", "MN"))
    assert mongolia & {stretch[::-1] for stretch in china}


def test_land_of_neighbours_is_one_without_a_border():
    both = cartography.land(["CN", "MN"])
    apart = cartography.land(["CN"]) + cartography.land(["MN"])

    def length(land):
        return sum(math.dist(*ends) for ring in land for line in ring for ends in pairwise(line))

    shared = set(cartography.stretches()["CN"]) & {
        line[::-1] for line in cartography.stretches()["MN"]
    }
    border = sum(math.dist(*ends) for line in shared for ends in pairwise(line))
    assert border > 30
    assert length(both) == pytest.approx(length(apart) - 2 * border)


def test_land_is_closed_rings():
    for ring in cartography.land(cartography.rings()):
        assert ring[0][0] == ring[-1][-1]
        assert all(before[-1] == after[0] for before, after in pairwise(ring))


def test_land_has_no_gaps():
    def area(ring):
        steps = (step for line in ring for step in pairwise(line))
        return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in steps) / 2

    assert all(area(ring) > 0 for ring in cartography.land(cartography.rings()))


def test_surroundings_bring_out_one_area():
    land, area = cartography.surroundings(KOREA, "KR")
    assert 0 < len(area) < len(land)
    assert cartography.surroundings(KOREA, "DE") == (land, [])


def test_place_on_the_region_is_none_beyond_its_edge():
    assert cartography.on_region(110.4, 36.0) == (480.0, 325.0)
    assert cartography.on_region(7.1, 50.7) is None


def test_simplified_keeps_within_the_tolerance():
    wave = [(x, math.sin(x / 10) * 5) for x in range(200)]
    fewer = cartography.simplified(wave, 0.5)

    assert len(fewer) < len(wave) / 4
    for point in wave:
        assert min(cartography.distance(point, *ends) for ends in pairwise(fewer)) <= 0.5


def test_simplified_ring_keeps_its_furthest_points():
    square = [(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    assert cartography.simplified(square, 1) == [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]


def test_clipped_ring_ends_a_little_beyond_the_sheet():
    ring = [(-100, 100), (250, 100), (250, 900), (-100, 900)]
    kept = cartography.clipped(ring, KOREA, margin=2)
    assert [(round(x), round(y)) for x, y in kept] == [(-2, 402), (-2, 100), (250, 100), (250, 402)]


def test_path_data_is_relative_and_short():
    ring = [(1, 2), (1.04, 2.01), (3.5, 1.5), (3, 8)]
    assert cartography.path_data([ring]) == "M10 20l25-5-5 65z"
    assert cartography.path_data([[(1, 2), (1.01, 2), (1, 2.01)]]) == ""


def test_committed_outline_is_what_the_command_draws():
    committed = (settings.BASE_DIR / "static" / "map" / "region.svg").read_text(encoding="utf-8")
    assert cartography.region_svg() == committed


def test_outline_is_small():
    assert len(cartography.region_svg().encode()) <= 15_000


@pytest.mark.parametrize(
    ("code", "islands"), [("CN", 15), ("TW", 2), ("JP", 34), ("KR", 11), ("MN", 1)]
)
def test_outline_keeps_every_island_of_an_area(code, islands):
    path = re.search(rf'id="{code}" [^>]* d="([^"]*)"', cartography.region_svg())[1]
    assert path.count("z") == islands


def test_outline_says_nothing():
    assert set(re.findall(r"<(\w+)", cartography.region_svg())) == {"svg", "g", "path"}


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((127.0, 37.3), (127.0, 37.3), 0),
        ((0, 0), (90, 0), math.pi / 2 * cartography.EARTH_RADIUS),
        ((0, 90), (0, -90), math.pi * cartography.EARTH_RADIUS),
        ((179.5, 0), (-179.5, 0), math.pi / 180 * cartography.EARTH_RADIUS),
    ],
)
def test_great_circle_is_the_shortest_way(one, other, kilometres):
    assert cartography.great_circle(one, other) == pytest.approx(kilometres)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((126.978, 37.5665), "KR"),
        ((106.9, 47.9), "MN"),
        ((114.2, 22.35), "CN"),
        ((121.5, 25.0), "TW"),
        ((138.0, 36.0), "JP"),
        ((140.0, 30.0), None),
        ((7.1, 50.7), None),
    ],
)
def test_land_at_a_place(place, code):
    assert cartography.land_at(*place) == code


@pytest.mark.parametrize(
    ("one", "other", "degrees"),
    [
        ((127, 37), (127, 38), 0),
        ((0, 0), (1, 0), 90),
        ((127, 38), (127, 37), 180),
        ((179, 0), (-179, 0), 90),
    ],
)
def test_bearing_is_told_clockwise_from_north(one, other, degrees):
    assert cartography.bearing(one, other) == pytest.approx(degrees)
