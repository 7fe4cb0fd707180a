"""The book of a practice of ten therapists over five years: what the front desk's pages are measured on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bookings.enums import AppointmentStatus as Status
from bookings.enums import CancelReason, Fee
from bookings.models import Appointment, AppointmentKind, FollowUp, Table, WorkingHours
from bookings.times import span
from clients.models import Client
from practice.models import User

THERAPISTS = 10
WEEKS = 5 * 52
AHEAD = 14  # days that are booked from today on
SLOTS = (8, 10, 12, 14, 16)  # hours; the rest of the day is free
REQUESTS = 90
MINUTES, TURNOVER = 60, 15
OPENS, CLOSES = dt.time(8), dt.time(18)


@dataclass(frozen=True)
class Book:
    desk: User
    therapists: list[User]


def fill(now: dt.datetime) -> Book:
    desk = User.objects.create_user("desk@practice.example", name="Dora Desk", is_front_desk=True)
    people = [
        User.objects.create_user(f"t{n}@practice.example", name=f"Therapist {n}", is_therapist=True)
        for n in range(THERAPISTS)
    ]
    kind = AppointmentKind.objects.create(name="Massage", minutes=MINUTES, turnover=TURNOVER)
    tables = Table.objects.bulk_create(Table(room=f"Room {n}") for n in range(THERAPISTS))
    WorkingHours.objects.bulk_create(
        WorkingHours(therapist=one, weekday=day, starts=OPENS, ends=CLOSES) for one in people for day in range(7)
    )
    clients = list(Client.objects.order_by("pk")[: 60 * THERAPISTS])
    common = {"turnover": TURNOVER, "kind": kind, "created_by": desk}
    created_at = Appointment._meta.get_field("created_at")
    created_at.auto_now_add = False  # they were booked in the course of the years
    try:
        Appointment.objects.bulk_create(
            _appointments(now, list(zip(people, tables, strict=True)), clients, common), batch_size=1000
        )
    finally:
        created_at.auto_now_add = True
    today = timezone.localdate(now)
    FollowUp.objects.bulk_create(
        FollowUp(
            client=clients[n % len(clients)],
            therapist=people[n % THERAPISTS],
            due_from=today + dt.timedelta(days=n % 9 - 4),
            due_by=today + dt.timedelta(days=n % 9 + 3),
            created_by=desk,
        )
        for n in range(REQUESTS)
    )
    return Book(desk, people)


def _appointments(
    now: dt.datetime, people: list[tuple[User, Table]], clients: list[Client], common: dict[str, Any]
) -> Iterator[Appointment]:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    number = 0
    for day in range(-7 * WEEKS, AHEAD):
        for hour in SLOTS:
            for therapist, table in people:
                start = midnight + dt.timedelta(days=day, hours=hour)
                number += 1
                yield Appointment(
                    client=clients[number % len(clients)],
                    therapist=therapist,
                    during=span(start, MINUTES),
                    table=table,
                    created_at=start - dt.timedelta(days=number % 5, hours=12),
                    **common,
                    **_what_became(number, over=day < 0),
                )


def _what_became(number: int, *, over: bool) -> dict:
    """Some of what is over was missed or cancelled too late."""
    if not over:
        return {"status": Status.BOOKED}
    if number % 17 == 0:
        return {"status": Status.MISSED, "fee": Fee.DUE}
    if number % 23 == 0:
        return {"status": Status.CANCELLED, "cancel_reason": CancelReason.CLIENT, "cancelled_late": True}
    return {"status": Status.DONE}
