"""The front desk's book in the sample practice: who came, who did not, who waits, who comes together."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator

from bookings.enums import AppointmentStatus as Status
from bookings.enums import CancelReason, Fee, Outcome, Recall
from bookings.models import Appointment, Call, FollowUp, Peace, Waiting
from bookings.recall import missing
from bookings.rules import rules
from cases.sample.calendar import MINUTES, Calendar
from cases.sample.places import Places
from cases.sample.plan import PlannedClient
from cases.sample.staff import DESK, INES, JUNE, TOMAS
from clients.models import Client
from practice.models import User
from sessions_log.models import Visit

CHANCE = 6  # its own, so that nothing else of the sample depends on it
FELL_THROUGH = 14
SERIES = 4
SOON = dt.timedelta(minutes=40)


def came(plans: list[PlannedClient], clients: list[Client], places: Places) -> list[Appointment]:
    """An appointment for each visit, in the order of the plans; most were made at the end of the one before."""
    chance, found = random.Random(CHANCE), []  # noqa: S311 (no secret)
    for client, plan in zip(clients, plans, strict=True):
        left = None
        for visit in plan.visits:
            booked = left if left and chance.random() < 0.7 else visit.start - dt.timedelta(days=3)
            left = visit.start + dt.timedelta(minutes=MINUTES)
            therapist = places.people[visit.therapist]
            done = {"status": Status.DONE, "status_at": left, "status_by": therapist}
            found.append(places.appointment(client, therapist, visit.start, booked_at=booked, **done))
    return Appointment.objects.bulk_create(found)


def fill_front_desk(now: dt.datetime, calendar: Calendar, places: Places, visits: list[Visit]) -> None:
    """All that is told once the diary is filled."""
    people = places.people
    seen = {visit.client_id: visit.client for visit in sorted(visits, key=lambda each: each.starts_at)}
    booked = set(Appointment.objects.filter(during__endswith__gt=now).values_list("client", flat=True))
    asked = set(FollowUp.objects.values_list("client", flat=True))
    free = iter([client for pk, client in reversed(seen.items()) if pk not in booked | asked])
    _fell_through(now, calendar, places, [*seen.values()])
    _gap_with_two_who_wait(now, calendar, places, free)
    _couple(now, calendar, places, free)
    _series(now, calendar, places, free)
    _calls(now, people[DESK.email])
    _today(now, people)
    if (lapsed := missing(Recall.LAPSED, rules(), now).first()) is not None:
        Peace.objects.create(client=lapsed, by=people[INES.email], at=now - dt.timedelta(days=20))


def _fell_through(now: dt.datetime, calendar: Calendar, places: Places, clients: list[Client]) -> None:
    """Over the last months: some missed, some cancelled too late, some in time."""
    late = {"status": Status.CANCELLED, "cancel_reason": CancelReason.CLIENT, "cancelled_late": True}
    in_time = {"status": Status.CANCELLED, "cancel_reason": CancelReason.CLIENT, "cancelled_late": False}
    ways = (
        {"status": Status.MISSED, "fee": Fee.DUE},
        in_time,
        late | {"fee": Fee.WAIVED},
        {"status": Status.MISSED, "fee": Fee.WAIVED},
        late | {"fee": Fee.DUE},
    )
    found = []
    for n in range(FELL_THROUGH):
        client, way = clients[7 * n % len(clients)], dict(ways[n % len(ways)])
        therapist = client.therapist
        start = calendar.past(therapist.email, calendar.today - dt.timedelta(days=2 + 6 * n))
        before = dt.timedelta(days=3) if way.get("cancelled_late") is False else dt.timedelta(hours=2)
        at = start - before if way["status"] == Status.CANCELLED else start + dt.timedelta(minutes=20)
        booked = start - dt.timedelta(days=9)
        found.append(places.appointment(client, therapist, start, booked_at=booked, status_at=at, **way))
    Appointment.objects.bulk_create(found)


def _gap_with_two_who_wait(now: dt.datetime, calendar: Calendar, places: Places, free: Iterator[Client]) -> None:
    """Somebody cancelled with Ines, and two would come sooner."""
    ines, desk = places.people[INES.email], places.people[DESK.email]
    day, start = calendar.today, None
    while start is None:
        day += dt.timedelta(days=1)
        start = calendar.on(INES.email, day, afternoon=True) or calendar.on(INES.email, day)
    cancelled = {"status": Status.CANCELLED, "cancel_reason": CancelReason.CLIENT, "cancelled_late": False}
    facts = {"booked_at": now - dt.timedelta(days=6), "status_at": now - dt.timedelta(minutes=35), **cancelled}
    places.appointment(next(free), ines, start, **facts).save()
    window = {"first_day": calendar.today, "last_day": day + dt.timedelta(days=7), "created_by": desk}
    for therapist in (ines, None):
        Waiting.objects.create(client=next(free), therapist=therapist, **window)


def _couple(now: dt.datetime, calendar: Calendar, places: Places, free: Iterator[Client]) -> None:
    """Two who come together: one room, two tables, two therapists."""
    start = calendar.together((INES.email, JUNE.email), calendar.today + dt.timedelta(days=2))
    couple = uuid.uuid4()
    for person, table in ((INES, "Garden room, right"), (JUNE, "Garden room, left")):
        facts = {"booked_at": now - dt.timedelta(days=2), "table": table, "couple": couple}
        places.appointment(next(free), places.people[person.email], start, **facts).save()


def _series(now: dt.datetime, calendar: Calendar, places: Places, free: Iterator[Client]) -> None:
    """Every two weeks, four times, with Tomas."""
    tomas, client, series = places.people[TOMAS.email], next(free), uuid.uuid4()
    start = calendar.together((TOMAS.email,), calendar.today + dt.timedelta(days=3))
    for n in range(SERIES):
        again = start + dt.timedelta(weeks=2 * n)  # the same on the clock: it is in the practice's time zone
        facts = {"booked_at": now - dt.timedelta(days=1), "series": series}
        places.appointment(client, tomas, again, **facts).save()


def _calls(now: dt.datetime, desk: User) -> None:
    """About some of the requests somebody has called: a message left, and to be called again."""
    asked = list(FollowUp.objects.open().order_by("due_by", "pk")[1:4])
    for one, outcome in zip(asked, (Outcome.MESSAGE, Outcome.AGAIN, Outcome.MESSAGE), strict=False):
        again = now.date() + dt.timedelta(days=2) if outcome == Outcome.AGAIN else None
        at = now - dt.timedelta(hours=20)
        Call.objects.create(follow_up=one, outcome=outcome, again_on=again, at=at, by=desk)
        FollowUp.objects.filter(pk=one.pk).update(call_again_on=again)


def _today(now: dt.datetime, people: dict[str, User]) -> None:
    """Whoever is over was here; who comes next is here already, and whoever comes after has confirmed."""
    for therapist in people.values():
        todays = Appointment.objects.standing().filter(therapist=therapist, status=Status.BOOKED)
        ahead = iter(todays.filter(during__endswith__gt=now).order_by("during")[:2])
        over = todays.filter(during__endswith__lte=now)
        over.update(status=Status.DONE, status_at=now - dt.timedelta(minutes=5))
        for status, one in zip((Status.ARRIVED, Status.CONFIRMED), ahead, strict=False):
            if status == Status.CONFIRMED or one.starts_at - SOON < now:
                Appointment.objects.filter(pk=one.pk).update(status=status, status_at=now - dt.timedelta(minutes=4))
