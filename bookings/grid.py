"""Where everything stands on the sheet of a day or a week: steps of five minutes from the first full hour on."""

import dataclasses
import datetime as dt
import math
from zoneinfo import ZoneInfo

from bookings.calendar import Stretch
from bookings.offers import Column
from bookings.times import day_bounds

STEP = 5  # minutes; static/css/steps.css has a rule for each
HOUR = 60 // STEP
SHORTEST = 2  # steps that a few letters need
ROOMY = 11  # steps from which on there is room for more than a time and a name


@dataclasses.dataclass(frozen=True)
class Cell:
    stretch: Stretch
    at: int  # steps from the top
    long: int  # steps

    @property
    def is_roomy(self) -> bool:
        return self.long >= ROOMY


@dataclasses.dataclass(frozen=True)
class Lane:
    """A column of the sheet, and what fell through on that day."""

    column: Column
    cells: list[Cell]
    off: list[Stretch]


@dataclasses.dataclass(frozen=True)
class Grid:
    lanes: list[Lane]
    hours: list[tuple[int, dt.time]]  # steps from the top, and what the clock says there
    long: int  # steps from top to bottom
    now: tuple[dt.date, int] | None  # the local day and steps from the top, where `now` lies on the sheet


def grid(columns: list[Column], zone: ZoneInfo, now: dt.datetime) -> Grid:
    """The sheet. Beside one another, different days share a clock; a day by itself is as long as it is, so that the
    hour that comes twice a year stands there twice."""
    one_day = len({column.day for column in columns}) == 1
    places = [
        [(stretch, *_place(stretch, column.day, zone, elapsed=one_day)) for stretch in column.stretches]
        for column in columns
    ]
    standing = [(at, end) for lane in places for stretch, at, end in lane if _stands(stretch)]
    top = min((at for at, _end in standing), default=8 * 60) // 60 * 60
    bottom = max((end for _at, end in standing), default=18 * 60)
    lanes = [
        Lane(
            column,
            [_cell(stretch, at - top, end - at) for stretch, at, end in lane if _stands(stretch)],
            [stretch for stretch, _at, _end in lane if not _stands(stretch)],
        )
        for column, lane in zip(columns, places, strict=True)
    ]
    midnight = day_bounds(columns[0].day, zone)[0] if columns else None
    hours = [_mark(minutes, top, midnight if one_day else None, zone) for minutes in range(top, bottom, 60)]
    today = now.astimezone(zone).date()
    at, _end = _place(Stretch(now, now), today, zone, elapsed=one_day)
    is_on = top <= at < bottom and any(column.day == today for column in columns)
    return Grid(lanes, hours, math.ceil((bottom - top) / STEP), (today, (at - top) // STEP) if is_on else None)


def _stands(stretch: Stretch) -> bool:
    return stretch.what is None or stretch.what.stands


def _place(stretch: Stretch, day: dt.date, zone: ZoneInfo, *, elapsed: bool) -> tuple[int, int]:
    """Minutes after midnight at which it begins and ends, as far as it lies in the day."""
    midnight, next_midnight = day_bounds(day, zone)
    start, end = max(stretch.start, midnight), min(stretch.end, next_midnight)
    local = start.astimezone(zone)
    at = (start - midnight) // dt.timedelta(minutes=1) if elapsed else local.hour * 60 + local.minute
    return at, at + math.ceil((end - start) / dt.timedelta(minutes=1))


def _cell(stretch: Stretch, at: int, minutes: int) -> Cell:
    return Cell(stretch, at // STEP, max(math.ceil(minutes / STEP), SHORTEST))


def _mark(minutes: int, top: int, midnight: dt.datetime | None, zone: ZoneInfo) -> tuple[int, dt.time]:
    if midnight is None:
        return (minutes - top) // STEP, dt.time(minutes // 60 % 24)
    return (minutes - top) // STEP, (midnight + dt.timedelta(minutes=minutes)).astimezone(zone).time()
