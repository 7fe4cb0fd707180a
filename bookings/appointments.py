"""Booking, moving, cancelling and marking appointments. Each function owns its transaction and its locks.

Locks are taken in one order everywhere: therapists, client, appointment, follow-up. Whoever books a therapist holds
that therapist's row, so that fifty people who want one slot wait for each other and forty-nine get a clear answer;
the exclusion constraints of the table refuse an overlap whatever happens.
"""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from bookings import requests
from bookings.enums import AppointmentStatus as Status
from bookings.enums import CancelReason
from bookings.models import Appointment, FollowUp
from clients.models import Client
from practice.current import local_date
from practice.models import User
from practice.versions import take_next


class Taken(Exception):
    """The time is taken. `by_therapist` tells whose calendar clashes; `other` is the appointment there, if known."""

    def __init__(self, *, by_therapist: bool, other: Appointment | None = None):
        super().__init__("the therapist's time is taken" if by_therapist else "the client is booked elsewhere")
        self.by_therapist = by_therapist
        self.other = other


class NotBookable(Exception):
    """The client is archived, or the person does not treat clients any more. `who` is "client" or "therapist"."""

    def __init__(self, who: str):
        super().__init__(f"this {who} cannot be booked")
        self.who = who


class NotPossible(Exception):
    """The appointment's status does not allow this step."""


# From each status, the statuses that a person may set next; back to "booked" undoes a slip.
STEPS = {
    Status.BOOKED: {Status.ARRIVED, Status.DONE, Status.MISSED, Status.CANCELLED},
    Status.ARRIVED: {Status.DONE, Status.BOOKED},
    Status.DONE: {Status.ARRIVED},
    Status.MISSED: {Status.BOOKED},
    Status.CANCELLED: {Status.BOOKED},
}


@transaction.atomic
def book(
    *,
    client: Client,
    therapist: User,
    during: Range[dt.datetime],
    by: User,
    request_id: uuid.UUID,
    now: dt.datetime,
    note: str = "",
    follow_up: FollowUp | None = None,
) -> Appointment:
    """Book a time, and close the request it was made for with it.

    The same `request_id` again gives the appointment made first. Raises Taken, NotBookable, requests.NoLongerOpen.
    """
    _lock_people(client, therapist)
    if made := Appointment.objects.filter(request_id=request_id).first():
        return made
    made = Appointment(
        client=client,
        therapist=therapist,
        during=during,
        note=note,
        request_id=request_id,
        follow_up=follow_up,
        created_by=by,
        status_by=by,
    )
    _refuse_overlap(made)
    _save(made)
    if follow_up:
        requests.take(follow_up.pk, made, by=by, now=now)
    return made


@transaction.atomic
def move(
    appointment: Appointment, *, therapist: User, during: Range[dt.datetime], note: str, seen: int
) -> Appointment:
    """Another time, therapist or note. Raises Stale, Taken, NotBookable, NotPossible."""
    _lock_people(appointment.client, therapist, appointment.therapist)
    locked = _lock(appointment)
    take_next(locked, seen)
    if locked.status != Status.BOOKED:
        raise NotPossible
    locked.therapist, locked.during, locked.note = therapist, during, note
    _refuse_overlap(locked)
    _save(locked, "therapist", "during", "note", "version")
    return locked


@transaction.atomic
def cancel(appointment: Appointment, *, reason: CancelReason, by: User, now: dt.datetime, seen: int) -> Appointment:
    """Cancel; the request it was booked for goes back to the list. Raises Stale, NotPossible."""
    locked = _lock(appointment)
    if locked.status == Status.CANCELLED:
        return locked
    return _step(locked, Status.CANCELLED, by, now, seen, cancel_reason=reason)


@transaction.atomic
def mark(appointment: Appointment, *, status: Status, by: User, now: dt.datetime, seen: int) -> Appointment:
    """Arrived, done, missed, or back to booked. A second click does nothing.

    Arrived and done can be said from the appointment's day on, missed from its beginning on. Undoing a cancelled or
    missed one can clash with what was booked meanwhile. Raises Stale, Taken, NotBookable, NotPossible.
    """
    if status == Status.BOOKED and not appointment.stands:
        _lock_people(appointment.client, appointment.therapist)
    locked = _lock(appointment)
    if locked.status == status:
        return locked
    return _step(locked, status, by, now, seen, cancel_reason="")


def may_mark(appointment: Appointment, status: Status, now: dt.datetime) -> bool:
    """Whether this step makes sense at `now`, by the practice's clock."""
    if status not in STEPS[Status(appointment.status)]:
        return False
    if status == Status.MISSED:
        return appointment.starts_at <= now
    if status in (Status.ARRIVED, Status.DONE):
        return local_date(appointment.starts_at) <= local_date(now)
    return True


def _step(locked: Appointment, status: Status, by: User, now: dt.datetime, seen: int, **fields) -> Appointment:
    take_next(locked, seen)
    if not may_mark(locked, status, now):
        raise NotPossible
    stood = locked.stands
    fields |= {"status": status, "status_at": now, "status_by": by}
    for name, value in fields.items():
        setattr(locked, name, value)
    comes_back = locked.stands and not stood
    if comes_back:
        _refuse_overlap(locked)
    _save(locked, "version", *fields)
    if stood and not locked.stands:
        requests.give_back(locked, by=by, now=now)
    if comes_back and locked.follow_up_id:
        _take_again(locked.follow_up_id, locked, by, now)
    return locked


def _take_again(follow_up_id: int, locked: Appointment, by: User, now: dt.datetime) -> None:
    """A slip was undone: its request is booked by it again, unless somebody dealt with the request meanwhile."""
    try:
        requests.take(follow_up_id, locked, by=by, now=now)
    except requests.NoLongerOpen:
        return


def _lock(appointment: Appointment) -> Appointment:
    return Appointment.objects.select_for_update().get(pk=appointment.pk)


def _lock_people(client: Client, therapist: User, *others: User) -> None:
    """Hold the therapists' rows and the client's: who books them waits. `therapist` is the one to be booked."""
    ids = {person.pk for person in (therapist, *others)}
    people = User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    wanted = next(person for person in list(people) if person.pk == therapist.pk)
    if not (wanted.is_active and wanted.is_therapist):
        raise NotBookable("therapist")
    if not Client.objects.select_for_update(no_key=True).present().filter(pk=client.pk).exists():
        raise NotBookable("client")


def _refuse_overlap(wanted: Appointment) -> None:
    """The precise answer, before the constraints give a blunt one."""
    others = Appointment.objects.standing().filter(during__overlap=wanted.during).exclude(pk=wanted.pk)
    if other := others.filter(therapist_id=wanted.therapist_id).select_related("client").first():
        raise Taken(by_therapist=True, other=other)
    if other := others.filter(client_id=wanted.client_id).select_related("therapist").first():
        raise Taken(by_therapist=False, other=other)


def _save(row: Appointment, *fields: str) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields or None)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in ("appointment_therapist_free", "appointment_client_free"):
            raise
        raise Taken(by_therapist=name == "appointment_therapist_free") from error
