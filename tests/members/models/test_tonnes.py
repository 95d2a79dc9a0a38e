"""By what another unit is told."""

import pytest

from members.models.tonnes import odd_tonnes


@pytest.mark.parametrize(
    ("tonnes", "people", "others"),
    [
        (0, 1_000_000, []),
        (200_000, 1_000_000, []),
        (5_725_000, 790_000, []),
        (73_914_000, 166_057, []),  # steel and power: a thousandth would be next to nothing
        (50_505_879, 280_242, []),
        (5_725, None, []),
        (5_725, None, [0]),
        (5_000_000, None, [60_000]),
        (5_000_000, None, [3, 4_000_000]),
    ],
)
def test_tonnes_that_a_city_can_emit(tonnes, people, others):
    assert odd_tonnes(tonnes, people, others) == ""


@pytest.mark.parametrize(
    ("tonnes", "people", "others", "words"),
    [
        (5_725, 790_000, [], "5,725 t are 0.00725 t per head: another unit, or only part"),
        (199_999, 1_000_000, [], "199,999 t are 0.2 t per head: another unit, or only part"),
        (5_725_000_000, 790_000, [], "t are 7.25e+03 t per head: perhaps another unit."),
        (1_500_000_000, 1_000_000, [], "t per head: perhaps another unit."),
        (70_000_000_000, 1_000_000, [], "t per head: perhaps another unit."),
        (5_725, None, [5_000_000], "5,725 t lie far from all else that is known of the city"),
        (5_000_000_000, None, [5_000_000, 4_000_000], "lie far from all else"),
    ],
)
def test_tonnes_in_another_unit(tonnes, people, others, words):
    assert words in odd_tonnes(tonnes, people, others)
