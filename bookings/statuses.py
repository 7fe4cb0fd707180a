"""What becomes of an appointment: confirmed, here, done, missed, cancelled, each dated by whom."""

import datetime as dt

from django.db import transaction

from bookings import calls, messages, requests, said
from bookings.enums import AnswerKind, CancelReason, Fee, MessageKind
from bookings.enums import AppointmentStatus as Status
from bookings.holding import NotPossible, hold, hold_people, refuse_outside_hours, refuse_overlap, save
from bookings.models import Appointment
from bookings.rules import is_late, rules
from bookings.tables import free_table
from practice.current import local_date
from practice.models import User
from practice.versions import take_next

# From each status, the statuses that a person may set next; back to "booked" undoes a slip.
STEPS = {
    Status.BOOKED: {Status.CONFIRMED, Status.ARRIVED, Status.DONE, Status.MISSED, Status.CANCELLED},
    Status.CONFIRMED: {Status.BOOKED, Status.ARRIVED, Status.DONE, Status.MISSED, Status.CANCELLED},
    Status.ARRIVED: {Status.IN_TREATMENT, Status.DONE, Status.BOOKED},
    Status.IN_TREATMENT: {Status.DONE, Status.ARRIVED},
    Status.DONE: {Status.ARRIVED},
    Status.MISSED: {Status.BOOKED},
    Status.CANCELLED: {Status.BOOKED},
}
# What the client is told of it.
TOLD = {Status.CANCELLED: MessageKind.CANCELLED, Status.MISSED: MessageKind.MISSED}


@transaction.atomic
def cancel(
    appointment: Appointment,
    *,
    reason: CancelReason,
    by: User | None,
    now: dt.datetime,
    seen: int,
    fee: str = "",
) -> Appointment:
    """Cancel; the request it was booked for goes back to the list. `by` is nobody where the client did it by a link.

    A fee is due only of a client who cancels too late. Raises Stale, NotPossible.
    """
    locked = hold(appointment)
    if locked.status == Status.CANCELLED:
        return locked
    late = reason == CancelReason.CLIENT and is_late(locked.starts_at, now, rules())
    facts = {"cancel_reason": reason, "cancelled_late": late, "fee": (fee or Fee.DUE) if late else ""}
    return _step(locked, Status.CANCELLED, by, now, seen, **facts)


@transaction.atomic
def set_fee(appointment: Appointment, *, fee: Fee, seen: int) -> Appointment:
    """Whether the fee of what was missed or cancelled late is due. Raises Stale, NotPossible."""
    locked = hold(appointment)
    if locked.fee == fee:
        return locked
    take_next(locked, seen)
    if not (locked.status == Status.MISSED or locked.cancelled_late):
        raise NotPossible
    locked.fee = fee
    locked.save(update_fields=["fee", "version"])
    return locked


@transaction.atomic
def mark(appointment: Appointment, *, status: Status, by: User | None, now: dt.datetime, seen: int) -> Appointment:
    """Confirmed, arrived, in treatment, done, missed, or back to booked. A second click does nothing.

    Arrived and done can be said from the appointment's day on, missed from its beginning on. Undoing a cancelled or
    missed one can clash with what was booked, and with days off that were entered, meanwhile. Raises Stale, Taken,
    NotBookable, OutsideHours, NoTable, NotPossible.
    """
    if status == Status.BOOKED and not appointment.stands:
        hold_people(appointment.client, appointment.therapist)
    locked = hold(appointment)
    if locked.status == status:
        return locked
    fee = Fee.DUE if status == Status.MISSED else ""
    return _step(locked, status, by, now, seen, cancel_reason="", cancelled_late=None, fee=fee)


def may_mark(appointment: Appointment, status: Status, now: dt.datetime) -> bool:
    """Whether this step makes sense at `now`, by the practice's clock."""
    if status not in STEPS[Status(appointment.status)]:
        return False
    if status == Status.MISSED:
        return appointment.starts_at <= now
    if status in (Status.ARRIVED, Status.IN_TREATMENT, Status.DONE):
        return local_date(appointment.starts_at) <= local_date(now)
    return True


def _step(locked: Appointment, status: Status, by: User | None, now: dt.datetime, seen: int, **fields) -> Appointment:
    take_next(locked, seen)
    if not may_mark(locked, status, now):
        raise NotPossible
    stood = locked.stands
    fields |= {"status": status, "status_at": now, "status_by": by}
    for name, value in fields.items():
        setattr(locked, name, value)
    comes_back = locked.stands and not stood
    if comes_back:
        if locked.starts_at > now and not locked.outside_hours:
            refuse_outside_hours(locked)
        refuse_overlap(locked)
        if locked.table:
            locked.table = free_table(locked, None)
            fields["table"] = locked.table
    save(locked, "version", *fields)
    if told := MessageKind.BOOKED if comes_back else TOLD.get(status):
        messages.tell(locked, told, now=now)
    if stood and not locked.stands:
        requests.give_back(locked, by=by, now=now)
        calls.wait_again(locked)
    if comes_back:
        calls.fill(locked, by=by, now=now)
        said.answered(locked, now, AnswerKind.CANCELLED)
    if comes_back and locked.follow_up_id:
        requests.take_if_open(locked.follow_up_id, locked, by=by, now=now)
    return locked
