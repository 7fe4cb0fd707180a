"""What a symptom diary says: the week before a visit, and a first good day. Pure: kept days in, facts out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

WEEK = 7
ENOUGH = 5  # kept days of the week that make a rating
WORTH_SAYING = 4  # of which at least the therapist is told
SHOWN = 28  # days that pages show
RECENT = 14  # days during which a first good day is news
LONG = 7  # kept days with it, one after the other, that make a day without it news


@dataclass(frozen=True, slots=True)
class Day:
    """A kept day of a diary. For recent days without it: the one before, and the kept days with it in between."""

    day: dt.date
    had: bool
    value: int | None
    at: dt.datetime
    free_before: dt.date | None = None
    run: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """Of the seven dates before a visit: how many were kept, and on how many of these it was there."""

    kept: int
    had: int

    @property
    def is_whole(self) -> bool:
        return self.kept == WEEK


def week_before(days: Iterable[Day], on: dt.date) -> Week:
    """Today is left out, for it is not over; and so is every day before that week."""
    found = [day for day in days if on - dt.timedelta(days=WEEK) <= day.day < on]
    return Week(len(found), sum(day.had for day in found))


def good_day(days: Iterable[Day], on: dt.date) -> Day | None:
    """The latest day without it that came after a long run of days with it, if that is not long ago."""
    since = on - dt.timedelta(days=RECENT)
    return max(
        (day for day in days if since < day.day <= on and not day.had and day.run >= LONG),
        key=lambda day: day.day,
        default=None,
    )
