"""Which mails about appointments are written, and when. Queued in the transaction that makes them true."""

import datetime as dt
import uuid

from django.db import transaction

from bookings.contact import can_be_mailed
from bookings.enums import EXPECTED, MessageKind
from bookings.models import Appointment, Message
from bookings.rules import rules
from bookings.tasks import mail_message

# Whoever has just booked needs no reminder of it.
JUST_BOOKED = dt.timedelta(hours=3)


def tell(appointment: Appointment, kind: MessageKind, *, now: dt.datetime) -> Message | None:
    """Queue a mail to the client; None where the practice or the client does not want it, or it is over already.

    The same is never said twice of one version of an appointment.
    """
    if not _is_wanted(kind) or (kind != MessageKind.MISSED and appointment.starts_at <= now):
        return None
    return _queue(appointment, kind, f"{kind} {appointment.version}", now)


def _is_wanted(kind: MessageKind) -> bool:
    ours = rules()
    return ours.mail_missed if kind == MessageKind.MISSED else ours.mail_bookings


def remind_due(now: dt.datetime) -> int:
    """Queue the reminders that are due; how many. One for each time that an appointment is at."""
    hours = rules().reminder_hours
    if not hours:
        return 0
    until = now + dt.timedelta(hours=hours)
    coming = Appointment.objects.filter(
        status__in=EXPECTED,
        during__startswith__gt=now,
        during__startswith__lte=until,
        created_at__lte=now - JUST_BOOKED,
        client__archived_at=None,
    ).exclude(client__email="")
    found = coming.select_related("client").order_by("during")
    return sum(
        _queue(one, MessageKind.REMINDER, f"reminder {one.starts_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M}", now)
        is not None
        for one in found
    )


@transaction.atomic
def _queue(appointment: Appointment, kind: MessageKind, about: str, now: dt.datetime) -> Message | None:
    if not can_be_mailed(appointment.client):
        return None
    facts = {"appointment": appointment, "kind": kind, "created_at": now}
    same = uuid.uuid5(appointment.public_id, about)
    made, is_new = Message.objects.get_or_create(request_id=same, defaults=facts)
    if not is_new:
        return None
    mail_message.defer(public_id=str(made.public_id))
    return made
