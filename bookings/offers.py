"""What to show beside a booking form: the day at a glance, and the first free times in a window."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from bookings import calendar, queries
from bookings.calendar import Stretch
from bookings.hours import Hours, hours_of
from bookings.models import Appointment, FollowUp
from bookings.times import day_bounds
from clients.models import Client
from practice.current import local_date
from practice.models import User

OFFERED = 6
SUGGESTED = 3  # beside each request of the list
# Whoever is not to be booked in a given window, or should have been by now, is offered the days from today on.
DAYS = 14
PIECE = dt.timedelta(minutes=30)  # of free time that can be chosen


@dataclasses.dataclass(frozen=True)
class Offer:
    start: dt.datetime
    therapist: User


@dataclasses.dataclass(frozen=True)
class Column:
    """One therapist's day."""

    therapist: User
    day: dt.date
    stretches: list[Stretch]
    closed: str | None  # what to say of a day off


def window(follow_up: FollowUp | None, today: dt.date) -> list[dt.date]:
    """The days to look at: the request's, as far as they are not over."""
    first, last = today, today + dt.timedelta(days=DAYS - 1)
    if follow_up and follow_up.due_by >= today:
        first, last = max(today, follow_up.due_from), follow_up.due_by
    return [first + dt.timedelta(days=n) for n in range(min((last - first).days + 1, 2 * DAYS))]


def offers(
    client: Client,
    therapists: list[User],
    days: list[dt.date],
    *,
    minutes: int,
    now: dt.datetime,
    zone,
    turnover: int = 0,
) -> list[Offer]:
    """The first free times; those that the client likes, if there are any. Three queries."""
    start, end = day_bounds(days[0], zone)[0], day_bounds(days[-1], zone)[1]
    standing = list(queries.busy_for_all([client], therapists, start, end))
    hours = hours_of([one.pk for one in therapists], days[0], days[-1], zone)
    return _free(client, therapists, days, minutes, Known(standing, hours, now, zone), turnover=turnover)[:OFFERED]


@dataclasses.dataclass(frozen=True)
class Known:
    """What free times are found from."""

    standing: list[Appointment]
    hours: Hours
    now: dt.datetime
    zone: ZoneInfo


def _free(
    client: Client, therapists: list[User], days: list[dt.date], minutes: int, known: Known, *, turnover: int = 0
) -> list[Offer]:
    before = dt.timedelta(minutes=turnover)  # somebody has to make the room ready for who comes after
    found = []
    for therapist in therapists:
        busy = [
            (one.starts_at - before, one.ready_at)
            for one in known.standing
            if one.therapist_id == therapist.pk or one.client_id == client.pk
        ]
        opens = [(day, known.hours.open(therapist.pk, day)) for day in days]
        times = calendar.first_times(opens, known.zone, busy, minutes, known.now)
        found += [Offer(at, therapist) for at in times]
    found.sort(key=lambda offer: (offer.start, offer.therapist.name))
    liked = [offer for offer in found if calendar.is_preferred(offer.start, known.zone, client.preferred_times)]
    return liked or found


def suggestions(requests: list[FollowUp], therapists: list[User], now: dt.datetime, zone) -> dict[int, list[Offer]]:
    """The next free times for each request, by primary key; in three queries, however many there are."""
    today = local_date(now, zone)
    windows = {one.pk: window(one, today) for one in requests}
    if not (requests and therapists):
        return {}
    first, last = min(days[0] for days in windows.values()), max(days[-1] for days in windows.values())
    bounds = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    standing = list(queries.busy_for_all([one.client for one in requests], therapists, *bounds))
    hours = hours_of([one.pk for one in therapists], first, last, zone)
    found = {}
    for one in requests:
        named = one.therapist or one.client.therapist
        wanted = [person for person in therapists if named is None or person == named]
        known = Known(standing, hours, now, zone)
        found[one.pk] = _free(one.client, wanted, windows[one.pk], one.minutes, known)[:SUGGESTED]
    return found


def columns(day: dt.date, therapists: list[User], zone, *, everybody: bool = False) -> list[Column]:
    """Each therapist's day; with `everybody` also of those who left and still have appointments. Three queries."""
    appointments = list(queries.of_day(day, zone))
    people = {person.pk: person for person in therapists}
    if everybody:
        people |= {one.therapist_id: one.therapist for one in appointments}
    hours = hours_of(list(people), day, day, zone)
    ordered = sorted(people.values(), key=lambda person: (person.name, person.pk))
    return [column(one, day, hours, appointments) for one in ordered]


def column(therapist: User, day: dt.date, hours: Hours, appointments: list[Appointment]) -> Column:
    own = [one for one in appointments if one.therapist_id == therapist.pk]
    opens = hours.open(therapist.pk, day) if therapist.is_active else []
    return Column(therapist, day, calendar.stretches(opens, own, piece=PIECE), hours.closed(therapist.pk, day))
