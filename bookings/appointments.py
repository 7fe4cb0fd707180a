"""Booking and moving appointments. Each function owns its transaction; its locks are those of holding.py."""

import dataclasses
import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import Range

from bookings import calls, messages, requests
from bookings.enums import EXPECTED, MessageKind
from bookings.enums import AppointmentStatus as Status
from bookings.holding import (
    NotPossible,
    OutsideHours,
    hold,
    hold_people,
    refuse_outside_hours,
    refuse_overlap,
    save,
)
from bookings.models import Appointment, AppointmentKind, FollowUp, Table
from bookings.tables import free_table, tables_for_two
from clients.models import Client
from practice.models import User
from practice.versions import take_next


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to book, or to move an appointment to."""

    therapist: User
    during: Range[dt.datetime]
    note: str = ""
    kind: AppointmentKind | None = None
    table: Table | None = None  # nobody asked for one: the first that is free, where the practice has any
    outside_hours: str = ""  # why, where the therapist does not work then

    @classmethod
    def of(cls, row: Appointment) -> "Wanted":
        """All as it stands, to change a part of."""
        names = ("therapist", "during", "note", "kind", "table", "outside_hours")
        return cls(**{name: getattr(row, name) for name in names})

    @property
    def turnover(self) -> int:
        return self.kind.turnover if self.kind else 0


@transaction.atomic
def book(
    wanted: Wanted,
    *,
    client: Client,
    by: User | None,
    request_id: uuid.UUID,
    now: dt.datetime,
    follow_up: FollowUp | None = None,
    series: uuid.UUID | None = None,
    beside: Appointment | None = None,
) -> Appointment:
    """Book a time, and close the request it was made for with it, or the one that it answers; or a second client
    `beside` another, in one room: both know of each other from then on.

    The same `request_id` again gives the appointment made first. `by` is nobody where a client takes an offered time
    by a link. Raises Taken, NotBookable, OutsideHours, NoTable,
    requests.NoLongerOpen.
    """
    hold_people(client, wanted.therapist)
    if made := Appointment.objects.filter(request_id=request_id).first():
        return made
    made = Appointment(
        client=client,
        request_id=request_id,
        created_by=by,
        status_by=by,
        series=series,
        couple=(beside.couple or beside.public_id) if beside else None,
    )
    _place(made, wanted, beside)
    made.follow_up = follow_up or requests.answered_by(made, now)
    save(made)
    if beside:
        Appointment.objects.filter(pk=beside.pk, couple=None).update(couple=made.couple)
    calls.fill(made, by=by, now=now)
    messages.tell(made, MessageKind.BOOKED, now=now)
    if follow_up:
        requests.take(follow_up.pk, made, by=by, now=now)
    elif made.follow_up_id:
        requests.take_if_open(made.follow_up_id, made, by=by, now=now)
    return made


@transaction.atomic
def move(appointment: Appointment, wanted: Wanted, *, seen: int) -> Appointment:
    """Another time, therapist, table, kind or note; who waited for such a day waits no longer.

    Raises Stale, Taken, NotBookable, OutsideHours, NoTable, NotPossible.
    """
    hold_people(appointment.client, wanted.therapist, appointment.therapist)
    locked = hold(appointment)
    take_next(locked, seen)
    if locked.status not in EXPECTED:
        raise NotPossible
    was = locked.during, locked.therapist_id
    _place(locked, wanted)
    if locked.during != was[0]:
        locked.status = Status.BOOKED  # a confirmation was of the other time
    fields = ("therapist", "during", "note", "kind", "table", "turnover", "outside_hours", "status", "version")
    save(locked, *fields)
    if (locked.during, locked.therapist_id) != was:
        now = timezone.now()
        calls.fill(locked, by=None, now=now)
        messages.tell(locked, MessageKind.MOVED, now=now, was_at=was[0].lower)
    return locked


def _place(row: Appointment, wanted: Wanted, beside: Appointment | None = None) -> None:
    """Put what is wanted into the row, once nothing stands against it. Inside the caller's locks."""
    row.therapist, row.during, row.note = wanted.therapist, wanted.during, wanted.note
    row.kind, row.turnover, row.outside_hours = wanted.kind, wanted.turnover, ""
    try:
        refuse_outside_hours(row)
    except OutsideHours:
        if not wanted.outside_hours:
            raise
        row.outside_hours = wanted.outside_hours
    refuse_overlap(row)
    if beside and not wanted.table:
        row.table = tables_for_two(beside, row)
    else:
        row.table = free_table(row, wanted.table)
