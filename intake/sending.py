"""Giving out a client's link: by mail, as an address or QR code to hand on, or on a tablet of ours."""

import datetime as dt
import uuid

from django.db import transaction

from bookings.models import Appointment
from clients.models import Client
from intake import links, mailing
from intake.enums import Giving, NoMail, Purpose
from intake.models import ClientLink
from intake.tasks import mail_link
from practice.models import User


class CannotMail(Exception):
    """This client cannot be mailed; `why` says it in words."""

    def __init__(self, why: NoMail):
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def mail(
    client: Client,
    purpose: str,
    *,
    by: User | None,
    request_id: uuid.UUID,
    now: dt.datetime,
    appointment: Appointment | None = None,
) -> ClientLink:
    """Put it in the queue of mails; the same `request_id` again sends no other. `by` is None where no person asked.

    Raises CannotMail, and what links.make_link raises.
    """
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if why := mailing.why_not([client]).get(client.pk):
        raise CannotMail(why)
    same = ClientLink.objects.open().filter(client=client, request_id=request_id, given_how=Giving.MAIL)
    if link := same.first():
        return link
    link, _token = _make(client, purpose, Giving.MAIL, by=by, request_id=request_id, now=now, appointment=appointment)
    mail_link.defer(public_id=str(link.public_id))
    return link


@transaction.atomic
def show(
    client: Client, purpose: str, how: Giving, *, by: User, request_id: uuid.UUID, now: dt.datetime
) -> tuple[ClientLink, str]:
    """The link and its address's token, to be handed on now. Raises what links.make_link raises.

    The same `request_id` again is the same link with another token: the page that shows it last counts.
    """
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    return _make(client, purpose, how, by=by, request_id=request_id, now=now)


def _make(
    client: Client,
    purpose: str,
    how: Giving,
    *,
    by: User | None,
    request_id: uuid.UUID,
    now: dt.datetime,
    appointment: Appointment | None = None,
) -> tuple[ClientLink, str]:
    if purpose == Purpose.CHECK_IN and appointment is None:
        ahead = Appointment.objects.standing().filter(client=client, during__startswith__gt=now)
        appointment = ahead.order_by("during").first()
    link, token = links.make_link(client, purpose, by=by, request_id=request_id, now=now, appointment=appointment)
    if ClientLink.objects.exclude(pk=link.pk).filter(request_id=request_id).exists():
        raise links.NotUsable
    link.request_id, link.given_how, link.given_at, link.given_by = request_id, how, now, by
    link.save(update_fields=["request_id", "given_how", "given_at", "given_by"])
    return link, token
