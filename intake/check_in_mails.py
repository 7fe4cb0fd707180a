"""Which check-ins go out by themselves: on the day before an appointment, to who can be mailed and has something to
rate. Once for each appointment, and one a day for somebody who comes twice."""

import datetime as dt
import logging
import uuid

from django.db.models import Exists, OuterRef
from django.utils import timezone

from bookings.enums import EXPECTED
from bookings.models import Appointment
from intake import links, mailing, sending
from intake.enums import Purpose
from intake.models import ClientLink, Complaint
from practice.current import local_date, on_our_clock, practice

logger = logging.getLogger(__name__)

HOURS = range(9, 21)  # of the practice's day: nobody's phone rings at night


def mail_due(now: dt.datetime) -> int:
    """Put them in the queue of mails; how many."""
    with on_our_clock():
        if not practice().mail_check_ins or timezone.localtime(now).hour not in HOURS:
            return 0
        return sum(_mail(appointment, now) for appointment in due(now))


def due(now: dt.datetime) -> list[Appointment]:
    """Tomorrow's appointments of clients who were not given a check-in today, the first of each client."""
    today = local_date(now)
    midnights = [_midnight(today + dt.timedelta(days=ahead)) for ahead in range(3)]
    of_client = {"client": OuterRef("client")}
    given = ClientLink.objects.filter(**of_client, purpose=Purpose.CHECK_IN, given_at__gte=midnights[0])
    found = (
        Appointment.objects.filter(
            Exists(Complaint.objects.open().filter(**of_client)),
            ~Exists(given),
            status__in=EXPECTED,
            during__startswith__gte=midnights[1],
            during__startswith__lt=midnights[2],
            client__archived_at=None,
            client__birth_date__isnull=False,
        )
        .exclude(client__email="")
        .select_related("client")
        .order_by("-during")
    )
    first = {appointment.client: appointment for appointment in found}
    cannot = mailing.why_not(first)
    return [appointment for client, appointment in first.items() if client.pk not in cannot]


def _mail(appointment: Appointment, now: dt.datetime) -> bool:
    same = uuid.uuid5(appointment.public_id, f"check-in of {local_date(now)}")
    try:
        sending.mail(appointment.client, Purpose.CHECK_IN, by=None, request_id=same, now=now, appointment=appointment)
    except (links.NeedsBirthDate, links.NotUsable, sending.CannotMail) as error:
        logger.info("no check-in for appointment %s: %s", appointment.public_id, type(error).__name__)
        return False
    return True


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
