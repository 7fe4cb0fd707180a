"""Series of ratings as they come: how different people fare, with the noise of ordinary weeks."""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of client: how many there are, how often and how long they come, how the ratings go.

    ends: days since the last visit, at least and at most. closed: the complaint was closed then. decided: somebody
    decided on it, and the case waits.
    """

    name: str
    clients: int
    visits: tuple[int, int]
    gap: tuple[int, int]
    ends: tuple[int, int]
    rate: Callable[[random.Random, int], list[int | None]]
    closed: bool = False
    decided: bool = False
    declines: bool = False


def _clip(value: float) -> int:
    return max(0, min(10, round(value)))


def _towards(start: float, end: float, over: int):
    """From `start` to `end` over so many visits, then level, with noise of half a point up or down."""

    def rate(rng: random.Random, visits: int) -> list[int | None]:
        offset = rng.choice((-1, 0, 0, 1))
        return [
            _clip(start + offset + (end - start) * min(n / over, 1) + rng.choice((-0.6, 0, 0, 0.6)))
            for n in range(visits)
        ]

    return rate


def _level(around: int, swing: tuple[int, ...] = (0, 0, 0, -1)):
    """About the same every time: nobody's fault, and no real change."""

    def rate(rng: random.Random, visits: int) -> list[int | None]:
        middle = around + rng.choice((-1, 0, 1))
        return [middle, *(_clip(middle + rng.choice(swing)) for _ in range(visits - 1))]

    return rate


def _climbing(rng: random.Random, visits: int) -> list[int | None]:
    start = rng.choice((3, 4, 5))
    return [_clip(start + (0, 2, 3, 4)[min(n, 3)]) for n in range(visits)]


def _lost(rng: random.Random, visits: int) -> list[int | None]:
    """Better, and held, and then as before."""
    return [(8, 5, 4, 5, 8, 8, 7, 8, 8)[min(n, 8)] for n in range(visits)]


def _forgotten(rng: random.Random, visits: int) -> list[int | None]:
    """Rated at first; then nobody asked any more."""
    return [_clip(7 - n * rng.choice((1, 1.5))) if n < visits - 3 else None for n in range(visits)]


COURSES = (
    Course("better, and closed", 25, (5, 9), (7, 16), (30, 200), _towards(7, 1.5, 4), closed=True),
    Course("better", 14, (6, 11), (14, 28), (2, 24), _towards(7, 2.5, 5)),
    Course("gone", 3, (5, 7), (7, 14), (3, 20), _towards(6, 0, 3)),
    Course("slowly", 2, (6, 8), (7, 14), (2, 12), _towards(7, 5.4, 6)),
    Course("the same, third visit", 3, (3, 4), (6, 9), (1, 9), _level(6)),
    Course("the same, fifth visit and more", 1, (5, 5), (6, 10), (1, 9), _level(6)),
    Course("the same, decided", 5, (4, 6), (6, 10), (2, 12), _level(7), decided=True),
    Course("the same, far apart", 1, (5, 5), (27, 34), (3, 20), _level(6)),
    Course("worse", 2, (3, 4), (7, 10), (1, 8), _climbing),
    Course("mild", 6, (4, 7), (14, 28), (3, 20), _level(1, (0, 0, 0, 1))),
    Course("not asked any more", 5, (6, 8), (10, 21), (3, 20), _forgotten),
    Course("would rather not", 2, (4, 5), (10, 14), (3, 14), lambda rng, visits: [None] * visits, declines=True),
    Course("early", 6, (2, 2), (6, 9), (1, 8), _level(6)),
    Course("new", 3, (1, 1), (7, 7), (0, 5), _level(6)),
    Course("better, and lost again", 1, (8, 9), (7, 12), (2, 9), _lost),
    Course("better, and level", 2, (9, 10), (12, 18), (2, 9), _towards(7, 2, 2)),
    Course("stopped coming, not better", 4, (2, 4), (7, 12), (45, 100), _level(6)),
)
UNWINDING = 39  # clients without a complaint
