"""What the worker mails about an appointment. A mail says when and with whom, and nothing clinical."""

import datetime as dt
import logging
import uuid
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from bookings import ics, offering, queries
from bookings.contact import can_be_mailed
from bookings.enums import EXPECTED, FELL_THROUGH, AppointmentStatus, MessageKind
from bookings.message_facts import facts_of
from bookings.message_texts import letter, words_for
from bookings.models import Appointment, Message
from bookings.reminders import wants_reminders
from practice import mail
from practice.current import practice
from practice.tokens import new_token, token_hash

logger = logging.getLogger(__name__)

NEEDS: dict[MessageKind, tuple[AppointmentStatus, ...]] = {
    **dict.fromkeys((MessageKind.BOOKED, MessageKind.MOVED, MessageKind.REMINDER), EXPECTED),
    MessageKind.CANCELLED: (AppointmentStatus.CANCELLED,),
    MessageKind.MISSED: (AppointmentStatus.MISSED,),
    MessageKind.OFFER: FELL_THROUGH,
}
WITHOUT_FILE = (MessageKind.MISSED, MessageKind.OFFER)


def send_message(public_id: str | uuid.UUID, *, now: dt.datetime, attempts: int) -> None:
    """Mail what waits for it; what has become untrue meanwhile is dropped. Its link's token is made here, so that the
    queue never holds one."""
    related = ("appointment__client", "appointment__therapist", "waiting__client")
    message = Message.objects.select_related(*related).get(public_id=public_id)
    if not message.is_waiting:
        return
    if not _is_true(message, now) or not can_be_mailed(message.client):
        _end(message, dropped_at=now)
        return
    try:
        _mail(message, now)
    except Exception as error:  # whatever it is: in the end the desk has to know
        _end(message, tries=F("tries") + 1)
        if not mail.is_last_try(attempts, error):
            raise
        logger.error("message %s could not be mailed: %s", public_id, type(error).__name__)
        Message.objects.waiting().filter(pk=message.pk).update(failed_at=now)
    else:
        # Whoever dropped it while it was going out could not hold it back.
        _end(message, sent_at=now, sent_to=message.client.email, dropped_at=None)


def _end(message: Message, **facts: Any) -> None:
    Message.objects.filter(pk=message.pk).update(**facts)


def _is_true(message: Message, now: dt.datetime) -> bool:
    """Is it still as the mail says, and of use to know?"""
    appointment = message.appointment
    if appointment.status not in NEEDS[MessageKind(message.kind)]:
        return False
    if message.waiting and (message.waiting.closed_at or not offering.is_to_be_had(appointment, now)):
        return False
    if message.kind == MessageKind.REMINDER and not wants_reminders(message.client):
        return False
    return message.kind == MessageKind.MISSED or appointment.starts_at > now


def _mail(message: Message, now: dt.datetime) -> None:
    ours, appointment, token = practice(), message.appointment, new_token()
    _end(message, token_hash=token_hash(token))
    words = words_for(message.kind, message.client.language)
    others, series = _others(message, now)
    context = {
        "letter": letter(words, facts_of(message, words, ours, now, others=others, series=series)),
        "link": address(token),
    }
    files = [] if message.kind in WITHOUT_FILE else [appointment, *series]
    base = "bookings/mail/appointment"
    with translation.override(words.code):
        attached = [ics.invitation(one, message.kind, ours, now, n) for n, one in enumerate(files, 1)]
        mail.send(message.client.email, f"{base}_subject.txt", base, context, attachments=attached)


def _others(message: Message, now: dt.datetime) -> tuple[list[Appointment], list[Appointment]]:
    """What the reader has besides the one that a mail is about, and which of it this mail confirms with it."""
    appointment = message.appointment
    found = [one for one in queries.upcoming_of(message.client, now) if one.pk != appointment.pk]
    if message.kind != MessageKind.BOOKED or not appointment.series:
        return found, []
    series = [one for one in found if one.series == appointment.series]
    return [one for one in found if one not in series], series


def address(token: str) -> str:
    return settings.PUBLIC_URL + reverse("bookings:for_client", args=[token])
