"""Which mails about appointments are written. Queued in the transaction that makes them true."""

import datetime as dt
import uuid

from django.db import transaction

from bookings import said
from bookings.contact import can_be_mailed
from bookings.enums import MessageKind
from bookings.models import Appointment, Message, Waiting
from bookings.rules import rules
from bookings.tasks import mail_message

# A slip at the desk is undone within minutes: nobody should read by then that they were missed.
MISSED_WAITS = dt.timedelta(minutes=20)
# Until the rest of a series is booked: one mail confirms it whole.
SERIES_WAITS = dt.timedelta(minutes=2)
# What happened to an appointment that answers whoever asked for another time.
ANSWERS = (MessageKind.MOVED, MessageKind.CANCELLED)


@transaction.atomic
def tell(
    appointment: Appointment, kind: MessageKind, *, now: dt.datetime, was_at: dt.datetime | None = None
) -> Message | None:
    """Queue a mail to the client; None where the practice or the client does not want it, or it is over already.

    The same is never said twice of one version of an appointment, and what still waits to be said of an earlier one
    is not said any more: a change before the first mail went out makes one mail.
    """
    if kind in ANSWERS:
        said.answered(appointment, now)
    unread = _drop_unread(appointment, now)
    if not _is_wanted(kind) or (kind != MessageKind.MISSED and appointment.starts_at <= now):
        return None
    if kind == MessageKind.CANCELLED and MessageKind.BOOKED in unread:
        _confirm_the_rest(appointment, now)
    elif kind == MessageKind.MOVED and MessageKind.BOOKED in unread:
        kind, was_at = MessageKind.BOOKED, None
    elif kind == MessageKind.MOVED:
        was_at = unread.get(MessageKind.MOVED) or was_at  # the time that the client knows
    if kind in (MessageKind.BOOKED, MessageKind.MOVED) and _is_confirmed_soon(appointment):
        return None
    return queue(appointment, kind, f"{kind} {appointment.version}", now=now, was_at=was_at)


def _drop_unread(appointment: Appointment, now: dt.datetime) -> dict[str, dt.datetime | None]:
    """What waited to be said of it is not said any more: the kinds, and what time each said that it was at before."""
    unread = Message.objects.waiting().filter(appointment=appointment).exclude(kind=MessageKind.OFFER)
    found = dict(unread.values_list("kind", "was_at"))
    unread.update(dropped_at=now)
    return found


def _is_wanted(kind: MessageKind) -> bool:
    ours = rules()
    return ours.mail_missed if kind == MessageKind.MISSED else ours.mail_bookings


def _is_confirmed_soon(appointment: Appointment) -> bool:
    """Waits a confirmation of its series, which lists all of it as it stands when it goes out?"""
    if not appointment.series:
        return False
    of_series = Message.objects.waiting().filter(appointment__series=appointment.series, kind=MessageKind.BOOKED)
    return of_series.exists()


def _confirm_the_rest(cancelled: Appointment, now: dt.datetime) -> None:
    """The confirmation of a series hung on the one that was cancelled before it went out."""
    if not cancelled.series:
        return
    rest = Appointment.objects.standing().filter(series=cancelled.series, during__startswith__gt=now)
    if first := rest.exclude(pk=cancelled.pk).select_related("client").order_by("during").first():
        queue(first, MessageKind.BOOKED, f"the rest of a series: {first.version}", now=now)


@transaction.atomic
def queue(
    appointment: Appointment,
    kind: MessageKind,
    about: str,
    *,
    now: dt.datetime,
    was_at: dt.datetime | None = None,
    waiting: Waiting | None = None,
) -> Message | None:
    """One mail for one thing that it is `about`; None where it was queued before, or its reader cannot be mailed."""
    if not can_be_mailed(waiting.client if waiting else appointment.client):
        return None
    facts = {"appointment": appointment, "kind": kind, "created_at": now, "was_at": was_at, "waiting": waiting}
    same = uuid.uuid5(waiting.public_id if waiting else appointment.public_id, about)
    made, is_new = Message.objects.get_or_create(request_id=same, defaults=facts)
    if not is_new:
        return None
    _hand_over(made)
    return made


def send_again(message: Message) -> bool:
    """Put one that failed back in the queue. False where it is on its way, has arrived or is not needed any more."""
    with transaction.atomic():
        failed = Message.objects.filter(pk=message.pk, failed_at__isnull=False)
        if not failed.update(failed_at=None, tries=0):
            return False
        _hand_over(message)
    return True


def _hand_over(message: Message) -> None:
    """To the worker, with the transaction that we are in."""
    waits = dt.timedelta()
    if message.kind == MessageKind.MISSED:
        waits = MISSED_WAITS
    elif message.kind == MessageKind.BOOKED and message.appointment.series:
        waits = SERIES_WAITS
    job = mail_message.configure(schedule_in={"seconds": int(waits.total_seconds())})
    job.defer(public_id=str(message.public_id))
