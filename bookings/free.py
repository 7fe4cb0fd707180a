"""Which times are free: in the therapist's hours, of therapist and client, at a table, with the room turned over."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfo

from bookings import calendar, queries
from bookings.calendar import Span
from bookings.hours import Hours, hours_of
from bookings.models import Table
from bookings.times import day_bounds
from clients.models import Client
from practice.models import User

DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Offer:
    start: dt.datetime
    therapist: User


@dataclasses.dataclass(frozen=True, kw_only=True)
class Need:
    """What a time has to have room for. Nobody asked for a table: any will do, where the practice has some."""

    client: Client
    minutes: int
    turnover: int = 0
    table: Table | None = None


class Known:
    """What free times are found from, read once for some clients, therapists and days. Four queries."""

    def __init__(
        self,
        clients: Collection[Client],
        therapists: Collection[User],
        windows: Collection[Sequence[dt.date]],
        now: dt.datetime,
        zone: ZoneInfo,
    ):
        self.now, self.zone = now, zone
        spans = _joined(windows)
        self.tables = list(Table.objects.usable().values_list("pk", flat=True))
        self.hours: Hours = hours_of([one.pk for one in therapists], spans[0][0], spans[-1][1], zone)
        self._busy: dict[tuple[str, int | None, dt.date], list[Span]] = defaultdict(list)
        bounds = [(day_bounds(first, zone)[0], day_bounds(last + DAY, zone)[1]) for first, last in spans]
        for who, whose, where, during, turnover in queries.busy_for_all(clients, therapists, self.tables, bounds):
            day, start, end = during.lower.astimezone(zone).date(), during.lower, during.upper
            ready = end + dt.timedelta(minutes=turnover)
            self._busy["client", whose, day].append((start, end))
            self._busy["therapist", who, day].append((start, ready))
            self._busy["table", where, day].append((start, ready))

    def first_times(self, need: Need, therapist: User, day: dt.date) -> Iterator[dt.datetime]:
        """The first free time of each part of a local day with one therapist. No query."""
        opens = self.hours.open(therapist.pk, day) if therapist.is_active else []
        before = dt.timedelta(minutes=need.turnover)  # the room is made ready for who comes after
        busy = self._around("therapist", therapist.pk, day, before) + self._around("client", need.client.pk, day)
        tables = [need.table.pk] if need.table else self.tables
        places = [self._around("table", pk, day, before) for pk in tables]
        if not (places and all(places)):
            places = [[]]  # a practice that keeps no book of its tables, or one of them is free all day
        return calendar.first_times([(day, opens)], self.zone, busy, need.minutes, self.now, places=places)

    def _around(self, what: str, pk: int, day: dt.date, before: dt.timedelta = dt.timedelta(0)) -> list[Span]:
        """What takes time on a day or on the nights beside it."""
        days = (day - DAY, day, day + DAY)
        return [(start - before, end) for one in days for start, end in self._busy.get((what, pk, one), ())]


def free_times(
    need: Need, therapists: Sequence[User], days: Sequence[dt.date], known: Known, limit: int
) -> list[Offer]:
    """The first free times; those that the client likes, if there are any. No query."""
    liked: list[Offer] = []
    others: list[Offer] = []
    for day in days:
        found = [Offer(at, one) for one in therapists for at in known.first_times(need, one, day)]
        for offer in sorted(found, key=lambda offer: (offer.start, offer.therapist.name)):
            likes = calendar.is_preferred(offer.start, known.zone, need.client.preferred_times)
            (liked if likes else others).append(offer)
        if len(liked) >= limit:
            break
    return (liked or others)[:limit]


def _joined(windows: Collection[Sequence[dt.date]]) -> list[tuple[dt.date, dt.date]]:
    """First and last days, those that overlap joined: months in which nobody is to come are not read."""
    found: list[tuple[dt.date, dt.date]] = []
    for first, last in sorted((days[0], days[-1]) for days in windows):
        if found and first <= found[-1][1] + DAY:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
