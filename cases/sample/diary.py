"""Today and the days to come in the sample practice: appointments, requests to book, visits that are still drafts."""

import datetime as dt
import random

from bookings.enums import AppointmentStatus, FollowUpStatus
from bookings.models import Appointment, FollowUp
from cases.sample.calendar import MINUTES, Calendar
from cases.sample.places import Places
from cases.sample.staff import INES, THERAPISTS
from clients.models import Client
from sessions_log.models import Visit

DRAFTS = 4
AHEAD = 10  # days
REQUESTS = 12


def fill_diary(
    now: dt.datetime, rng: random.Random, calendar: Calendar, places: Places, visits: list[Visit]
) -> set[int]:
    """Book today and the next days, leave requests for the desk; the ids of visits that nobody has signed yet."""
    seen: dict[int, Visit] = {}
    for visit in sorted(visits, key=lambda each: each.starts_at):
        seen[visit.client_id] = visit
    recent = sorted(seen.values(), key=lambda each: each.starts_at, reverse=True)
    clara = visits[0].client
    others = [visit.client for visit in recent if visit.client_id != clara.pk]
    unsigned = [visit for visit in recent if visit.client_id != clara.pk][:DRAFTS]
    # Who was here this week comes in another one.
    due = [visit.client for visit in recent if visit.starts_at < visits[4].starts_at]
    booked = _appointments(now, calendar, places, [clara, *due], seen)
    Appointment.objects.bulk_create(booked)
    Appointment.objects.filter(pk__in=[each.appointment_id for each in unsigned]).update(
        status=AppointmentStatus.ARRIVED
    )
    waiting = [client for client in others if client.pk not in {each.client_id for each in booked}]
    FollowUp.objects.bulk_create(_requests(rng, calendar.today, waiting[:REQUESTS]))
    return {visit.pk for visit in unsigned}


def _appointments(
    now: dt.datetime, calendar: Calendar, places: Places, clients: list[Client], seen: dict[int, Visit]
) -> list[Appointment]:
    """Today five for Ines, Clara among them, and three for each colleague; fewer on the days after."""
    by_therapist: dict[int, list[Client]] = {}
    for client in clients:
        by_therapist.setdefault(client.therapist_id, []).append(client)
    found: list[Appointment] = []
    for ahead in range(AHEAD + 1):
        day = calendar.today + dt.timedelta(days=ahead)
        for person in THERAPISTS:
            therapist = places.people[person.email]
            wanted = (5 if person is INES else 3) if not ahead else 2
            for client in by_therapist.get(therapist.pk, [])[:wanted]:
                late = "afternoons" in client.preferred_times
                start = calendar.on(person.email, day, afternoon=late, weekend=not ahead)
                if start is None:
                    continue
                by_therapist[therapist.pk].remove(client)
                left = seen[client.pk].starts_at + dt.timedelta(minutes=MINUTES)
                booked_at = left if len(found) % 3 else now - dt.timedelta(days=1)
                found.append(places.appointment(client, therapist, start, booked_at=booked_at))
    return found


def _requests(rng: random.Random, today: dt.date, clients: list[Client]) -> list[FollowUp]:
    """Some overdue, some for this week, one for a longer time."""
    found = []
    for n, client in enumerate(clients):
        start = today + dt.timedelta(days=rng.randint(-12, 10))
        note, minutes = ("", MINUTES)
        if n == 0:
            start, minutes = today, 75
            note = (
                f"{client.therapist.first_name} would like a longer time with you at your next visit, 75 minutes, "
                f"this week if that suits. {client.therapist.first_name} will tell you more in person."
            )
        found.append(
            FollowUp(
                client=client,
                therapist=client.therapist,
                due_from=start,
                due_by=start + dt.timedelta(days=7),
                minutes=minutes,
                desk_note=note,
                status=FollowUpStatus.OPEN,
                created_by=client.therapist,
                status_by=client.therapist,
            )
        )
    return found
