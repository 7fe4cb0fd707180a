"""From points to curves: lines of the body (intake/body_lines.py) as path data of SVG."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


class Curve(NamedTuple):
    """A cubic Bézier curve."""

    start: Point
    leaving: Point
    arriving: Point
    end: Point

    def back(self) -> "Curve":
        return Curve(*reversed(self))

    def mirrored(self) -> "Curve":
        return Curve(*(Point(-point.x, point.y) for point in self))

    def at(self, t: float) -> Point:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        return Point(
            a * self.start.x + b * self.leaving.x + c * self.arriving.x + d * self.end.x,
            a * self.start.y + b * self.leaving.y + c * self.arriving.y + d * self.end.y,
        )


class Net:
    """Lines with named points on them."""

    def __init__(self, text: str):
        self._points: dict[str, Point] = {}
        self._lines = [self._line(row.split()) for row in text.strip().splitlines()]

    def _line(self, words: Sequence[str]) -> tuple[list[Curve], dict[str, int]]:
        points, names = [], {}
        for index, word in enumerate(words):
            name, _at, place = word.rpartition("@")
            if "," in place:
                point = Point(*map(float, place.split(",")))
            else:
                name, point = word, self._points[word]
            if name:
                self._points[name] = point
                names[name] = index
            points.append(point)
        return smooth(points), names

    def _between(self, start: str, end: str) -> list[Curve]:
        """The shortest way from one named point to another, along a single line."""
        ways = []
        for curves, names in self._lines:
            if start in names and end in names:
                a, b = names[start], names[end]
                ways.append(curves[a:b] if a < b else [curve.back() for curve in reversed(curves[b:a])])
        return min(ways, key=len)

    def ring(self, text: str) -> list[Curve]:
        """The closed curve through these named points, or the half of it that "|" asks to complete."""
        names = text.removeprefix("|").split()
        around = names if text.startswith("|") else [*names, names[0]]
        half = [curve for start, end in pairwise(around) for curve in self._between(start, end)]
        return half + mirrored(half) if text.startswith("|") else half


def mirrored(curves: Sequence[Curve]) -> list[Curve]:
    """Their image at the other side of the middle, run through the other way."""
    return [curve.back().mirrored() for curve in reversed(curves)]


def smooth(points: Sequence[Point]) -> list[Curve]:
    """A curve through these points, without corners, that does not swing out where they are unevenly spaced."""
    ways = _directions(points)
    curves = []
    for (start, end), (leaving, arriving) in zip(pairwise(points), pairwise(ways), strict=True):
        third = hypot(end.x - start.x, end.y - start.y) / 3
        curves.append(
            Curve(
                start,
                Point(start.x + leaving.x * third, start.y + leaving.y * third),
                Point(end.x - arriving.x * third, end.y - arriving.y * third),
                end,
            )
        )
    return curves


def _directions(points: Sequence[Point]) -> list[Point]:
    """Where the curve is heading at each point; the nearer neighbour says more."""
    steps = [_unit(Point(b.x - a.x, b.y - a.y)) for a, b in pairwise(points)]
    lengths = [hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(points)]
    inner = [
        _unit(Point(a.x * after + b.x * before, a.y * after + b.y * before))
        for (a, b), (before, after) in zip(pairwise(steps), pairwise(lengths), strict=True)
    ]
    if not inner:
        return [steps[0], steps[0]]
    return [_end(points[0], steps[0], inner[0]), *inner, _end(points[-1], steps[-1], inner[-1])]


def _end(point: Point, step: Point, near: Point) -> Point:
    """An end goes on bending as the curve did. In the middle it is level, and joins its mirror image smoothly."""
    if point.x == 0:
        return Point(1 if step.x > 0 else -1, 0)
    along = 2 * (near.x * step.x + near.y * step.y)
    return Point(along * step.x - near.x, along * step.y - near.y)


def _unit(way: Point) -> Point:
    length = hypot(*way)
    return Point(way.x / length, way.y / length)


def path(curves: Iterable[Curve]) -> str:
    """Path data of a closed shape."""
    curves = list(curves)
    return f"M{_at(curves[0].start)}" + "".join(f"C{' '.join(map(_at, curve[1:]))}" for curve in curves) + "Z"


def _at(point: Point) -> str:
    return f"{round(point.x, 1) + 0:g},{round(point.y, 1):g}"


def corners(curves: Iterable[Curve]) -> list[Point]:
    """The shape as a polygon that is near enough for reckoning."""
    return [curve.at(step / 6) for curve in curves for step in range(6)]


def area_and_centre(polygon: Sequence[Point]) -> tuple[float, Point]:
    area = x = y = 0.0
    for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        cross = a.x * b.y - b.x * a.y
        area, x, y = area + cross / 2, x + (a.x + b.x) * cross, y + (a.y + b.y) * cross
    return abs(area), Point(x / (6 * area), y / (6 * area))
