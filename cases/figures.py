"""Figures of how the practice deals with what does not get better; each of them has its list."""

import datetime as dt
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from cases.enums import Figure
from cases.queries.figures import Reached

DAYS = 7  # "within a week"
AGES = {Figure.WEEK: (0, 7), Figure.MONTH: (8, 30), Figure.LONGER: (31, None)}


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon somebody decided."""

    reached: int
    decided: int
    median: float | None  # days
    within: int  # a week


def pace(found: Iterable[Reached]) -> Pace:
    rows = list(found)
    days = [each.days for each in rows if each.days is not None]
    within = sum(each <= DAYS for each in days)
    return Pace(len(rows), len(days), statistics.median(days) if days else None, within)


def of_pace(figure: Figure, found: Iterable[Reached]) -> list[Reached]:
    """Those of the period that a figure counts."""
    wanted = {
        Figure.DECIDED: lambda each: each.decided_on is not None,
        Figure.LAPSED: lambda each: each.decided_on is None and not each.is_open,
        Figure.OPEN: lambda each: each.is_open,
    }[figure]
    return [each for each in found if wanted(each)]


def of_age(figure: Figure, waiting: Iterable[Reached], today: dt.date) -> list[Reached]:
    """Those that have waited for so many days."""
    least, most = AGES[figure]
    return [
        each
        for each in waiting
        if (today - each.on).days >= least and (most is None or (today - each.on).days <= most)
    ]
