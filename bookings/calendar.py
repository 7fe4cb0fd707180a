"""Free and busy time of a day, and first free times to offer. Pure: times in, times out."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from clients.enums import PreferredTime

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


def stretches(opens: Sequence[Span], appointments: Sequence, *, piece: dt.timedelta | None = None) -> list[Stretch]:
    """A therapist's day in order: appointments, and what is free between them in the hours that are open.

    With `piece` what is free comes in pieces that end at full multiples of it on the clock.
    """
    busy = [(one.starts_at, one.ready_at) for one in appointments if one.stands]
    free = [gap for span in opens for gap in gaps(busy, *span)]
    if piece:
        free = [part for gap in free for part in _pieces(*gap, piece)]
    found = [Stretch(*gap) for gap in free]
    found += [Stretch(one.starts_at, one.ends_at, one) for one in appointments]
    return sorted(found, key=lambda stretch: (stretch.start, stretch.what is None))


def first_times(
    days: Iterable[tuple[dt.date, Sequence[Span]]],
    zone: ZoneInfo,
    busy: Sequence[Span],
    minutes: int,
    not_before: dt.datetime,
    *,
    places: Sequence[Sequence[Span]] = ((),),
) -> Iterator[dt.datetime]:
    """The first free time of each morning, afternoon and evening, at full quarters of an hour.

    `days` are local days with the hours that are open on them, `places` the busy times of each table: one of them
    has to be free all the time.
    """
    length, everywhere = dt.timedelta(minutes=minutes), [[*busy, *place] for place in places]
    for day, opens in days:
        midnight, noon, evening = (_on(day, time, zone) for time in (dt.time(0), NOON, EVENING))
        for begins, ends in ((midnight, noon), (noon, evening), (evening, midnight + dt.timedelta(days=2))):
            firsts = (
                next(_fitting(opens, taken, length, max(begins, not_before), ends), None) for taken in everywhere
            )
            yield from itertools.islice(sorted(at for at in firsts if at), 1)


def _fitting(
    opens: Sequence[Span], busy: Sequence[Span], length: dt.timedelta, earliest: dt.datetime, before: dt.datetime
) -> Iterator[dt.datetime]:
    for start, end in opens:
        for begins, ends in gaps(busy, max(start, earliest), end):
            at = _full_quarter(begins)
            if at < before and at + length <= ends:
                yield at


def _on(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """Where a part of the day begins; of an hour that the clocks skip, somewhere beside it."""
    return dt.datetime.combine(day, time, tzinfo=zone).astimezone(dt.UTC)


def _pieces(start: dt.datetime, end: dt.datetime, piece: dt.timedelta) -> Iterator[Span]:
    while start < end:
        over = (start - dt.datetime.min.replace(tzinfo=start.tzinfo)) % piece
        stop = min(start + piece - over, end)
        yield start, stop
        start = stop


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
