"""Mailing links to clients: who can be written to, and what the worker sends. A mail says nothing clinical."""

import datetime as dt
import logging
import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.urls import reverse

from bookings.models import Appointment
from clients.models import Client
from intake import desk, links, standing
from intake.enums import FORMS, NoMail, Purpose
from intake.models import ClientLink
from practice import mail
from practice.context import has_reception
from practice.current import local_date

logger = logging.getLogger(__name__)

# The mail of a link went out, or has failed for good (`failed`), `at` that time. For rooms that keep what was sent.
link_mailed = Signal()

# The mail of each purpose: NAME_subject.txt, NAME.html, NAME.txt.
MAILS: dict[str, str] = {
    **dict.fromkeys(FORMS, "intake/mail/form"),
    Purpose.CHECK_IN: "intake/mail/check_in",
    Purpose.DIARY: "intake/mail/diary",
    Purpose.SHEET: "intake/mail/sheet",
}


def address(token: str) -> str:
    return settings.PUBLIC_URL + reverse("intake:open", args=[token])


def why_not(clients: Collection[Client]) -> dict[int, NoMail]:
    """Which of these clients cannot be mailed, by primary key, and why. One query."""
    if not settings.EMAIL_CONFIGURED:
        return {client.pk: NoMail.NO_SERVER for client in clients}
    refused = standing.who_refuse_contact(clients)
    without = {client.pk: NoMail.NO_ADDRESS for client in clients if not client.email}
    return dict.fromkeys(refused, NoMail.REFUSED) | without


def send_link(public_id: str | uuid.UUID, *, now: dt.datetime, attempts: int) -> None:
    """Mail a link that waits for it. Its token is made here, so that the queue never holds one.

    What was given out in another way meanwhile, taken back or mailed already is left alone.
    """
    link = ClientLink.objects.select_related("client", "appointment").get(public_id=public_id)
    if not link.awaits_mail or link.client.archived_at or _is_too_late(link, now):
        logger.info("link %s does not wait for a mail any more", public_id)
        return
    try:
        if link.client_id in why_not([link.client]):  # no longer, since it was asked for
            _failed(link, now)
            return
        _mail(link, links.renew(link, now=now), now)
    except links.NotUsable:
        logger.info("link %s is not open any more: no mail", public_id)
    except Exception as error:  # whatever it is: in the end the desk has to know
        if not mail.is_last_try(attempts, error):
            raise
        logger.error("link %s could not be mailed: %s", public_id, type(error).__name__)
        _failed(link, now)
    else:
        with transaction.atomic():
            ClientLink.objects.filter(pk=link.pk).update(mailed_at=now)
            link_mailed.send(sender=ClientLink, link=link, at=now, failed=False)


def _mail(link: ClientLink, token: str, now: dt.datetime) -> None:
    link.refresh_from_db(fields=["expires_at"])
    context = {
        "link": address(token),
        "client": link.client,
        "purpose": link.purpose,
        "until": link.expires_at,
        "minor": link.client.is_minor(local_date(now)),
        "has_reception": has_reception(),
        "appointment": link.appointment if _is_ahead(link.appointment, now) else None,
    }
    base = MAILS[link.purpose]
    mail.send(link.client.email, f"{base}_subject.txt", base, context)


def _is_too_late(link: ClientLink, now: dt.datetime) -> bool:
    """What goes out by itself before a visit is of no use once that is over or cancelled."""
    return link.appointment is not None and link.given_by_id is None and not _is_ahead(link.appointment, now)


def _is_ahead(appointment: Appointment | None, now: dt.datetime) -> bool:
    return appointment is not None and appointment.stands and appointment.starts_at > now


@transaction.atomic
def _failed(link: ClientLink, now: dt.datetime) -> None:
    """The desk sees that it has to reach the client in another way."""
    Client.objects.select_for_update(no_key=True).get(pk=link.client_id)
    ClientLink.objects.filter(pk=link.pk).update(mail_failed_at=now)
    link_mailed.send(sender=ClientLink, link=link, at=now, failed=True)
    if link.purpose in FORMS:
        desk.push(link.client, now)
