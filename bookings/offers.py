"""What to show beside a booking form: the day at a glance, and the first free times in a window."""

import dataclasses
import datetime as dt
from collections.abc import Collection

from bookings import calendar, queries
from bookings.calendar import Stretch
from bookings.free import Known, Need, Offer, free_times
from bookings.hours import Hours, hours_of
from bookings.models import Appointment, AppointmentKind, FollowUp
from clients.models import Client
from practice.current import local_date
from practice.models import User

OFFERED = 6
SUGGESTED = 3  # beside each request of the list
# Whoever is not to be booked in a given window, or should have been by now, is offered the days from today on.
DAYS = 14
PIECE = dt.timedelta(minutes=30)  # of free time that can be chosen


@dataclasses.dataclass(frozen=True)
class Column:
    """One therapist's day."""

    therapist: User
    day: dt.date
    stretches: list[Stretch]
    closed: str | None  # what to say of a day off

    def is_free(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Works all of that time and has nobody. Free time may come in pieces."""
        free = [(one.start, one.end) for one in self.stretches if one.what is None]
        return not any(calendar.gaps(free, start, end))


def window(follow_up: FollowUp | None, today: dt.date) -> list[dt.date]:
    """The days to look at: the request's, as far as they are not over."""
    first, last = today, today + dt.timedelta(days=DAYS - 1)
    if follow_up and follow_up.due_by >= today:
        first, last = max(today, follow_up.due_from), follow_up.due_by
    return [first + dt.timedelta(days=n) for n in range(min((last - first).days + 1, 2 * DAYS))]


def after(days: list[dt.date]) -> list[dt.date]:
    """The days to look at where nothing is free on those."""
    return [days[-1] + dt.timedelta(days=n) for n in range(1, DAYS + 1)]


def offers(
    need: Need, therapists: list[User], days: list[dt.date], known: Known, limit: int = OFFERED
) -> list[Offer]:
    """The first free times of these days, else of those after, which `known` knows too. No query."""
    found = free_times(need, therapists, days, known, limit)
    return found or free_times(need, therapists, after(days), known, limit)


def kind_of(minutes: int, kinds: Collection[AppointmentKind]) -> AppointmentKind | None:
    """The kind that so many minutes mean, where there is one alone."""
    fitting = [one for one in kinds if one.minutes == minutes]
    return fitting[0] if len(fitting) == 1 else None


def turnover_of(minutes: int, kinds: Collection[AppointmentKind]) -> int:
    """The time to turn the room over after so many minutes, whichever of the kinds is chosen for them."""
    return max((one.turnover for one in kinds if one.minutes == minutes), default=0)


def whom(client: Client, follow_up: FollowUp | None, therapists: Collection[User]) -> User | None:
    """Who is asked for, else the client's own therapist, if they still treat clients; None: anybody. No query."""
    asked = follow_up.therapist if follow_up else None
    return next((one for one in (asked, client.therapist) if one in therapists), None)


def suggestions(requests: list[FollowUp], therapists: list[User], now: dt.datetime, zone) -> dict[int, list[Offer]]:
    """The next free times for each request, by primary key; in five queries, however many there are."""
    if not (requests and therapists):
        return {}
    today = local_date(now, zone)
    windows = {one.pk: window(one, today) for one in requests}
    kinds = list(AppointmentKind.objects.usable())
    spans = [[*days, *after(days)] for days in windows.values()]
    known = Known([one.client for one in requests], therapists, spans, now, zone)
    found = {}
    for one in requests:
        named = whom(one.client, one, therapists)
        wanted = [person for person in therapists if named is None or person == named]
        need = Need(client=one.client, minutes=one.minutes, turnover=turnover_of(one.minutes, kinds))
        found[one.pk] = offers(need, wanted, windows[one.pk], known, SUGGESTED)
    return found


def columns(day: dt.date, therapists: list[User], zone, *, everybody: bool = False) -> list[Column]:
    """Each therapist's day at a glance; for the calendar `everybody`'s, also of those who left and still have
    appointments, and free time in pieces. Three queries."""
    appointments = list(queries.of_day(day, zone))
    people = {person.pk: person for person in therapists}
    if everybody:
        people |= {one.therapist_id: one.therapist for one in appointments}
    hours = hours_of(list(people), day, day, zone)
    ordered = sorted(people.values(), key=lambda person: (person.name, person.pk))
    return [column(one, day, hours, appointments, piece=PIECE if everybody else None) for one in ordered]


def column(
    therapist: User,
    day: dt.date,
    hours: Hours,
    appointments: list[Appointment],
    *,
    piece: dt.timedelta | None = PIECE,
) -> Column:
    own = [one for one in appointments if one.therapist_id == therapist.pk]
    opens = hours.open(therapist.pk, day) if therapist.is_active else []
    return Column(therapist, day, calendar.stretches(opens, own, piece=piece), hours.closed(therapist.pk, day))
