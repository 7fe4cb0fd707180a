"""Booking, moving, cancelling and marking appointments. Each function owns its transaction and its locks.

Locks are taken in one order everywhere: therapists, client, tables, appointment, follow-up. Whoever books
holds the therapist, so that fifty people who want one slot wait for each other and forty-nine get a clear answer;
the exclusion constraints of the table refuse an overlap whatever happens.
"""

import contextlib
import dataclasses
import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import Range

from bookings import calls, messages, requests, said
from bookings.enums import EXPECTED, AnswerKind, CancelReason, Fee, MessageKind
from bookings.enums import AppointmentStatus as Status
from bookings.hours import is_within
from bookings.models import Appointment, AppointmentKind, FollowUp, Table
from bookings.rules import is_late, rules
from bookings.tables import NoTable, free_table, tables_for_two
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


class OutsideHours(Exception):
    """The therapist does not work then, and nobody has said why it should be booked all the same."""


class NotPossible(Exception):
    """The appointment's status does not allow this step."""


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
# Which constraint refuses what.
REFUSED = {"appointment_therapist_free": True, "appointment_client_free": False}


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
    _lock_people(client, wanted.therapist)
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
    _save(made)
    if beside:
        Appointment.objects.filter(pk=beside.pk, couple=None).update(couple=made.couple)
    calls.fill(made, by=by, now=now)
    messages.tell(made, MessageKind.BOOKED, now=now)
    if follow_up:
        requests.take(follow_up.pk, made, by=by, now=now)
    elif made.follow_up_id:
        _take_if_open(made.follow_up_id, made, by, now)
    return made


@transaction.atomic
def move(appointment: Appointment, wanted: Wanted, *, seen: int) -> Appointment:
    """Another time, therapist, table, kind or note; who waited for such a day waits no longer.

    Raises Stale, Taken, NotBookable, OutsideHours, NoTable, NotPossible.
    """
    _lock_people(appointment.client, wanted.therapist, appointment.therapist)
    locked = _lock(appointment)
    take_next(locked, seen)
    if locked.status not in EXPECTED:
        raise NotPossible
    was = locked.during, locked.therapist_id
    _place(locked, wanted)
    if locked.during != was[0]:
        locked.status = Status.BOOKED  # a confirmation was of the other time
    fields = ("therapist", "during", "note", "kind", "table", "turnover", "outside_hours", "status", "version")
    _save(locked, *fields)
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
        _refuse_outside_hours(row)
    except OutsideHours:
        if not wanted.outside_hours:
            raise
        row.outside_hours = wanted.outside_hours
    _refuse_overlap(row)
    if beside and not wanted.table:
        row.table = tables_for_two(beside, row)
    else:
        row.table = free_table(row, wanted.table)


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
    locked = _lock(appointment)
    if locked.status == Status.CANCELLED:
        return locked
    late = reason == CancelReason.CLIENT and is_late(locked.starts_at, now, rules())
    facts = {"cancel_reason": reason, "cancelled_late": late, "fee": (fee or Fee.DUE) if late else ""}
    return _step(locked, Status.CANCELLED, by, now, seen, **facts)


@transaction.atomic
def set_fee(appointment: Appointment, *, fee: Fee, seen: int) -> Appointment:
    """Whether the fee of what was missed or cancelled late is due. Raises Stale, NotPossible."""
    locked = _lock(appointment)
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
        _lock_people(appointment.client, appointment.therapist)
    locked = _lock(appointment)
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
            _refuse_outside_hours(locked)
        _refuse_overlap(locked)
        if locked.table:
            locked.table = free_table(locked, None)
            fields["table"] = locked.table
    _save(locked, "version", *fields)
    if told := MessageKind.BOOKED if comes_back else TOLD.get(status):
        messages.tell(locked, told, now=now)
    if stood and not locked.stands:
        requests.give_back(locked, by=by, now=now)
        calls.wait_again(locked)
    if comes_back:
        calls.fill(locked, by=by, now=now)
        said.answered(locked, now, AnswerKind.CANCELLED)
    if comes_back and locked.follow_up_id:
        _take_if_open(locked.follow_up_id, locked, by, now)
    return locked


def _take_if_open(follow_up_id: int, locked: Appointment, by: User | None, now: dt.datetime) -> None:
    """Its request is booked by it (a slip was undone: again), unless somebody dealt with the request meanwhile."""
    with contextlib.suppress(requests.NoLongerOpen):
        requests.take(follow_up_id, locked, by=by, now=now)


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


def _refuse_outside_hours(row: Appointment) -> None:
    if not is_within(row.therapist, row.starts_at, row.ends_at, timezone.get_current_timezone()):
        raise OutsideHours


def _refuse_overlap(wanted: Appointment) -> None:
    """The precise answer, before the constraints give a blunt one. Therapists are held through the turnover."""
    others = Appointment.objects.standing().exclude(pk=wanted.pk)
    held = Range(wanted.starts_at, wanted.ready_at)
    with_her = others.filter(held__overlap=held, therapist_id=wanted.therapist_id)
    if other := with_her.select_related("client", "therapist").first():
        raise Taken(by_therapist=True, other=other)
    elsewhere = others.filter(during__overlap=wanted.during, client_id=wanted.client_id)
    if other := elsewhere.select_related("therapist").first():
        raise Taken(by_therapist=False, other=other)


def _save(row: Appointment, *fields: str) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields or None)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name == "appointment_table_free":
            raise NoTable from error
        if name not in REFUSED:
            raise
        raise Taken(by_therapist=REFUSED[name]) from error
