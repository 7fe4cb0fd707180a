"""What a client does by the link in a mail. Opening it changes nothing; each button owns its transaction.

The link's token is kept as a hash with its mail.
"""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from bookings import appointments, holding, offering, reminders, said, statuses
from bookings.enums import AnswerKind, CancelReason, Say
from bookings.enums import AppointmentStatus as Status
from bookings.models import Answer, Appointment, Message
from bookings.rules import is_late, rules
from bookings.tables import NoTable
from bookings.times import span
from clients.models import Client
from practice.tokens import token_hash
from practice.versions import Stale


class TooLate(Exception):
    """By the practice's rules this is said by phone now."""


class Gone(Exception):
    """Somebody else has the offered time, or it is not to be had any more."""


def by_token(token: str) -> Message | None:
    """The mail whose link this is; None where it never was, or its reader is archived."""
    related = ("appointment__client", "appointment__therapist", "appointment__kind", "waiting__client")
    found = Message.objects.select_related(*related).filter(token_hash=token_hash(token)).first()
    return found if found and found.client.archived_at is None else None


def is_open(appointment: Appointment, now: dt.datetime) -> bool:
    """Is there anything to say about it still?"""
    return appointment.is_expected and appointment.starts_at > now


@transaction.atomic
def answer(
    message: Message,
    say: Say,
    *,
    seen: int,
    request_id: uuid.UUID,
    now: dt.datetime,
    times: Collection[str] = (),
) -> None:
    """Do what is the client's to do, and tell the desk. The same `request_id` again does nothing.

    Raises Stale where the appointment is not as she saw it, TooLate, holding.NotPossible.
    """
    locked = (
        Appointment.objects.select_for_update(of=("self",)).select_related("client").get(pk=message.appointment_id)
    )
    if Answer.objects.filter(request_id=request_id).exists():
        return
    if say in (Say.NO_REMINDERS, Say.REMIND):
        return _wish(locked, say, now, request_id)
    if say == Say.CONFIRM and locked.status == Status.CONFIRMED:
        return
    if locked.version != seen:
        raise Stale(locked)
    if not is_open(locked, now):
        raise holding.NotPossible
    if say == Say.CONFIRM:
        statuses.mark(locked, status=Status.CONFIRMED, by=None, now=now, seen=seen)
        return
    if is_late(locked.starts_at, now, rules()):
        raise TooLate
    if say == Say.ANOTHER:
        said.keep(locked, AnswerKind.ANOTHER_TIME, now=now, request_id=request_id, times=times)
        return
    statuses.cancel(locked, reason=CancelReason.CLIENT, by=None, now=now, seen=seen)
    said.keep(locked, AnswerKind.CANCELLED, now=now, request_id=request_id)


def _wish(locked: Appointment, say: Say, now: dt.datetime, request_id: uuid.UUID) -> None:
    wanted = say == Say.REMIND
    if not reminders.set_wish(locked.client, wanted=wanted, by=None, now=now):
        return
    if wanted:
        said.take_back(locked.client, AnswerKind.NO_REMINDERS, now)
    else:
        said.keep(locked, AnswerKind.NO_REMINDERS, now=now, request_id=request_id)


def taken_by(message: Message) -> Appointment | None:
    """What was booked by this offer."""
    return Appointment.objects.filter(request_id=_key(message)).first()


@transaction.atomic
def take(message: Message, now: dt.datetime) -> Appointment:
    """Book the offered time for whom it was offered to, and tell the desk. Twice: it is booked once. Raises Gone."""
    if made := taken_by(message):
        return made
    free, waiting = message.appointment, message.waiting
    if waiting is None or waiting.closed_at or not offering.is_to_be_had(free, now):
        raise Gone
    wanted = appointments.Wanted(
        therapist=free.therapist,
        during=span(free.starts_at, waiting.minutes),
        kind=free.kind,
        outside_hours=free.outside_hours,
    )
    client: Client = waiting.client
    try:
        made = appointments.book(wanted, client=client, by=None, request_id=_key(message), now=now)
    except (holding.Taken, holding.NotBookable, holding.OutsideHours, NoTable) as error:
        raise Gone from error
    waiting.refresh_from_db(fields=["appointment"])
    if waiting.appointment_id != made.pk:  # two offers taken at once: the other one ended the wait
        raise Gone
    said.keep(made, AnswerKind.TOOK, now=now, request_id=_key(message))
    return made


def _key(message: Message) -> uuid.UUID:
    return uuid.uuid5(message.public_id, "taken")
