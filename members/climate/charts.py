"""A small chart of what a city emitted against the path to its target, drawn on the server.

Inventories are marks; a line joins only those that are comparable. Each way of counting has a shape
of its own, so that nobody needs colours. Paths are dashed. The scale of tonnes begins at nought.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.languages.punctuation import join_clauses, join_list, label_text
from members.climate.phrases import OwnWords, counting_of
from members.climate.records import ClimateRecord
from members.models import Inventory, Target

#: In units; and the room around what is drawn, for the words of the scales.
WIDTH, HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 44, 18, 14, 28
#: Half of a mark.
SIZE = 5
#: Steps of a scale: one of these, times a power of ten; no more than so many.
STEPS = (1, 2, 5)
MOST_STEPS = 5
YEAR_STEPS = (1, 2, 5, 10, 20, 50)
#: From so many tonnes on they are counted in millions.
MILLIONS_FROM = 2_000_000


@dataclass(frozen=True)
class Point:
    """What a mark stands for, and where it is."""

    year: int
    tonnes: int
    x: float
    y: float


@dataclass(frozen=True)
class Series:
    """Inventories that were counted in one way: the shape of their marks, and what joins them.

    ``marks`` and ``line`` are path data; the line is empty where the way is not known in full.
    """

    words: str
    own_words: OwnWords
    points: list[Point]
    marks: str
    line: str
    sign: str  # one mark, around the middle of a square of 2 × SIZE


@dataclass(frozen=True)
class Path:
    """From a base year to the targets that were set on it. ``line`` and ``marks`` are path data."""

    points: list[Point]
    line: str
    marks: str


@dataclass(frozen=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True)
class Chart:
    """What is drawn, in units of ``WIDTH`` by ``HEIGHT``, and what is said of it."""

    series: list[Series]
    paths: list[Path]
    years: list[Tick]
    tonnes: list[Tick]
    tonnes_in: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM

    @property
    def is_mixed(self) -> bool:
        """Whether inventories were counted in ways that cannot be compared."""
        return len(self.series) > 1


@dataclass(frozen=True)
class Scales:
    """Where years and tonnes are: ``first`` to ``last`` from left to right, ``most`` at the top."""

    first: int
    last: int
    most: int

    def x(self, year: int) -> float:
        share = (year - self.first) / ((self.last - self.first) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, tonnes: int) -> float:
        share = tonnes / (self.most or 1)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def point(self, year: int, tonnes: int) -> Point:
        return Point(year, tonnes, self.x(year), self.y(tonnes))


def chart_of(record: ClimateRecord) -> Chart | None:
    """The chart, where numbers allow one: a path, or two inventories that have a number."""
    drawn, paths = record.drawn, record.paths
    if not paths and len(drawn) < 2:
        return None
    scales, step = scales_of(drawn, paths)
    made = [path_of(rows, scales) for rows in paths]
    series = list(series_of(drawn, scales))
    is_millions = scales.most >= MILLIONS_FROM
    return Chart(
        series,
        made,
        list(year_ticks(scales)),
        [
            Tick(scales.y(at), f"{at / (1_000_000 if is_millions else 1_000):,g}")
            for at in range(0, scales.most + 1, step)
        ],
        _("Million tonnes CO₂e") if is_millions else _("Thousand tonnes CO₂e"),
        words_of(series, made),
    )


def scales_of(drawn: Iterable[Inventory], paths: Iterable[list[Target]]) -> tuple[Scales, int]:
    """The scales, and the step of tonnes."""
    ends = [*numbers_of(drawn), *(pair for rows in paths for pair in ends_of(rows))]
    years, most = [year for year, _tonnes in ends], max(tonnes for _year, tonnes in ends)
    step = step_of(most)
    return Scales(min(years) - 1, max(years) + 1, math.ceil((most or 1) / step) * step), step


def numbers_of(rows: Iterable[Inventory]) -> Iterator[tuple[int, int]]:
    """Year and tonnes of inventories that have both."""
    for row in rows:
        if row.year is not None and row.total_t is not None:
            yield row.year, row.total_t


def ends_of(rows: Sequence[Target]) -> Iterator[tuple[int, int]]:
    """The base that targets share, and each of them."""
    for row in rows[:1]:
        if row.base_year is not None and row.base_t is not None:
            yield row.base_year, row.base_t
    for row in rows:
        if row.target_year is not None and row.aim_t is not None:
            yield row.target_year, row.aim_t


def step_of(most: int) -> int:
    """A round step that parts the scale into no more than ``MOST_STEPS``."""
    power = 10 ** max(len(str(most)) - 2, 0)
    steps = (factor * power * ten for ten in (1, 10, 100) for factor in STEPS)
    return next(step for step in steps if most <= step * MOST_STEPS)


def year_ticks(scales: Scales) -> Iterator[Tick]:
    span = scales.last - scales.first
    step = next((one for one in YEAR_STEPS if span <= one * MOST_STEPS), YEAR_STEPS[-1])
    for year in range(-(-scales.first // step) * step, scales.last + 1, step):
        yield Tick(scales.x(year), str(year))


def path_of(rows: Sequence[Target], scales: Scales) -> Path:
    points = [scales.point(*end) for end in ends_of(rows)]
    return Path(points, line_through(points), "".join(ring(point) for point in points))


def series_of(drawn: Sequence[Inventory], scales: Scales) -> Iterator[Series]:
    """The inventories by their way of counting, in the order of their first years."""
    ways: dict[object, list[Inventory]] = {}
    for row in drawn:
        is_known = row.is_comparable_with(row)
        ways.setdefault(row.way_of_counting if is_known else row.pk, []).append(row)
    for place, rows in enumerate(ways.values()):
        points = [scales.point(*pair) for pair in numbers_of(rows)]
        is_joined = all(row.is_comparable_with(rows[0]) for row in rows)
        yield Series(
            counting_of(rows[0]),
            OwnWords(rows[0].protocol_words),
            points,
            "".join(mark(place, point.x, point.y) for point in points),
            line_through(points) if is_joined and len(points) > 1 else "",
            mark(place, SIZE, SIZE),
        )


def line_through(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{point.x:g} {point.y:g}" for point in points)


def mark(place: int, x: float, y: float) -> str:
    """A circle, square, triangle or diamond around a point, in turn."""
    shapes = (circle, square, triangle, diamond)
    return shapes[place % len(shapes)](x, y)


def circle(x: float, y: float) -> str:
    return (
        f"M{x - SIZE:g} {y:g}a{SIZE} {SIZE} 0 1 0 {2 * SIZE} 0a{SIZE} {SIZE} 0 1 0 {-2 * SIZE} 0z"
    )


def square(x: float, y: float) -> str:
    side = 2 * SIZE - 1
    return f"M{x - side / 2:g} {y - side / 2:g}h{side}v{side}h{-side}z"


def triangle(x: float, y: float) -> str:
    return f"M{x:g} {y - SIZE:g}l{SIZE} {2 * SIZE - 1}h{-2 * SIZE}z"


def diamond(x: float, y: float) -> str:
    return f"M{x:g} {y - SIZE:g}l{SIZE} {SIZE}l{-SIZE} {SIZE}l{-SIZE} {-SIZE}z"


def ring(point: Point) -> str:
    return circle(point.x, point.y)


def words_of(series: Iterable[Series], paths: Iterable[Path]) -> str:
    """All numbers of the chart, for who does not see it."""
    said = [
        label_text(_("Path from the base year to the target"), said_points(path.points))
        for path in paths
    ]
    said += [label_text(one.words, said_points(one.points)) for one in series]
    return join_clauses(said)


def said_points(points: Iterable[Point]) -> str:
    told = (
        _("%(year)s: %(tonnes)s t CO₂e") % {"year": point.year, "tonnes": f"{point.tonnes:,}"}
        for point in points
    )
    return join_list(told)
