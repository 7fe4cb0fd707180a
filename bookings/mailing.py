"""What the worker mails about an appointment. A mail says when and with whom, and nothing clinical."""

import datetime as dt
import logging
import uuid

from django.conf import settings
from django.urls import reverse

from bookings import ics, queries
from bookings.contact import can_be_mailed
from bookings.enums import EXPECTED, AppointmentStatus, MessageKind
from bookings.models import Appointment, Message
from practice import mail
from practice.current import practice
from practice.tokens import new_token, token_hash

logger = logging.getLogger(__name__)

NEEDS = {
    **dict.fromkeys((MessageKind.BOOKED, MessageKind.MOVED, MessageKind.REMINDER), EXPECTED),
    MessageKind.CANCELLED: (AppointmentStatus.CANCELLED,),
    MessageKind.MISSED: (AppointmentStatus.MISSED,),
}


def send_message(public_id: str | uuid.UUID, *, now: dt.datetime, attempts: int) -> None:
    """Mail what waits for it; what has become untrue meanwhile is dropped. Its link's token is made here, so that the
    queue never holds one."""
    message = Message.objects.select_related("appointment__client", "appointment__therapist").get(public_id=public_id)
    if not message.is_waiting:
        return
    if not _is_true(message, now) or not can_be_mailed(message.appointment.client):
        Message.objects.filter(pk=message.pk).update(dropped_at=now)
        return
    try:
        _mail(message, now)
    except Exception as error:  # whatever it is: in the end the desk has to know
        if not mail.is_last_try(attempts, error):
            raise
        logger.error("message %s could not be mailed: %s", public_id, type(error).__name__)
        Message.objects.filter(pk=message.pk).update(failed_at=now)
    else:
        Message.objects.filter(pk=message.pk).update(sent_at=now)


def _is_true(message: Message, now: dt.datetime) -> bool:
    """Is it still as the mail says, and of use to know?"""
    appointment = message.appointment
    if appointment.status not in NEEDS[MessageKind(message.kind)]:
        return False
    return message.kind == MessageKind.MISSED or appointment.starts_at > now


def _mail(message: Message, now: dt.datetime) -> None:
    appointment, token = message.appointment, new_token()
    Message.objects.filter(pk=message.pk).update(token_hash=token_hash(token))
    context = {
        "appointment": appointment,
        "client": appointment.client,
        "kind": message.kind,
        "link": address(token),
        "standing": _others(appointment, now),
    }
    calendar = (
        () if message.kind == MessageKind.MISSED else (ics.invitation(appointment, message.kind, practice(), now),)
    )
    subject, base = "bookings/mail/appointment_subject.txt", "bookings/mail/appointment"
    mail.send(appointment.client.email, subject, base, context, attachments=calendar)


def _others(appointment: Appointment, now: dt.datetime) -> list[Appointment]:
    """What stands beside the one that a mail is about."""
    return [one for one in queries.upcoming_of(appointment.client, now) if one.pk != appointment.pk]


def address(token: str) -> str:
    return settings.PUBLIC_URL + reverse("bookings:for_client", args=[token])
