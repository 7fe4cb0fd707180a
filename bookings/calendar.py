"""Free and busy time of a day, and first free times to offer. Pure: times in, times out.

Until working hours are known, a day is from 8:00 to 19:00 on the practice's clock.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from bookings.times import moment
from clients.enums import PreferredTime

OPENS, CLOSES = dt.time(8), dt.time(19)
NOON, EVENING = dt.time(12), dt.time(17)
STEP = dt.timedelta(minutes=15)

Span = tuple[dt.datetime, dt.datetime]


@dataclasses.dataclass(frozen=True)
class Stretch:
    """A part of a day: free, or `what` is there."""

    start: dt.datetime
    end: dt.datetime
    what: Any = None


def gaps(busy: Iterable[Span], start: dt.datetime, end: dt.datetime) -> Iterator[Span]:
    """What is free between `start` and `end`; busy times may overlap each other and come in any order."""
    for begins, ends in sorted(busy):
        if start < min(begins, end):
            yield start, min(begins, end)
        start = max(start, ends)
    if start < end:
        yield start, end


def stretches(day: dt.date, zone: ZoneInfo, appointments: Sequence) -> list[Stretch]:
    """A therapist's day in order: appointments, and what is free between and around them in opening hours."""
    busy = [(one.starts_at, one.ends_at) for one in appointments if one.stands]
    free = [Stretch(*gap) for gap in gaps(busy, moment(day, OPENS, zone), moment(day, CLOSES, zone))]
    taken = [Stretch(one.starts_at, one.ends_at, one) for one in appointments]
    return sorted(free + taken, key=lambda stretch: (stretch.start, stretch.what is None))


def first_times(
    days: Iterable[dt.date], zone: ZoneInfo, busy: Sequence[Span], minutes: int, not_before: dt.datetime
) -> Iterator[dt.datetime]:
    """The first free time of each morning, afternoon and evening, at full quarters of an hour."""
    length = dt.timedelta(minutes=minutes)
    for day in days:
        for opens, closes in itertools.pairwise((OPENS, NOON, EVENING, CLOSES)):
            try:
                start, end = moment(day, opens, zone), moment(day, closes, zone)
            except ValidationError:  # the clocks skip it
                continue
            latest = moment(day, CLOSES, zone)
            starts = ((_full_quarter(begins), ends) for begins, ends in gaps(busy, max(start, not_before), latest))
            fitting = (begins for begins, ends in starts if begins < end and begins + length <= ends)
            yield from itertools.islice(fitting, 1)


def is_preferred(start: dt.datetime, zone: ZoneInfo, preferred: Sequence[str]) -> bool:
    """Whether a time is one that the client likes. Who said nothing is offered working days."""
    local = start.astimezone(zone)
    weekend = local.weekday() >= 5
    if not preferred:
        return not weekend
    if weekend:
        return PreferredTime.WEEKENDS in preferred
    part = PreferredTime.MORNINGS if local.time() < NOON else PreferredTime.AFTERNOONS
    return (PreferredTime.EVENINGS if local.time() >= EVENING else part) in preferred


def _full_quarter(at: dt.datetime) -> dt.datetime:
    over = (at - dt.datetime.min.replace(tzinfo=at.tzinfo)) % STEP
    return at + (STEP - over if over else dt.timedelta(0))
