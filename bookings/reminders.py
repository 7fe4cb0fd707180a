"""Reminders: so many hours before an appointment, by day, once for each of the practice's hours and each time."""

import datetime as dt
import uuid

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from bookings.contact import why_not
from bookings.enums import EXPECTED, MessageKind
from bookings.messages import queue
from bookings.models import Appointment, BookingRules, Message, ReminderWish
from bookings.rules import rules
from clients.models import Client
from practice.models import User


def remind_due(now: dt.datetime) -> int:
    """Queue the reminders that are due; how many. On the practice's clock, at hours at which telephones may ring."""
    ours = rules()
    if not ours.reminders or not ours.remind_from <= timezone.localtime(now).hour < ours.remind_until:
        return 0
    found = due(now, ours)
    return sum(queue(one, MessageKind.REMINDER, _about(one, ahead), now=now) is not None for one, ahead in found)


def _about(appointment: Appointment, ahead: int) -> str:
    """Names one reminder: an appointment that was moved is reminded of anew."""
    return f"reminder {ahead} {appointment.starts_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M}"


def due(now: dt.datetime, ours: BookingRules) -> list[tuple[Appointment, int]]:
    """Appointments to remind of now, with the hours before; three queries, however many there are.

    Whoever heard of the time within those hours needs no reminder of it. Of several that are due at once, one goes.
    """
    told = Message.objects.filter(appointment=OuterRef("pk"), kind__in=[MessageKind.BOOKED, MessageKind.MOVED])
    last = told.values("appointment").annotate(last=Max("created_at")).values("last")
    refused = ReminderWish.objects.filter(client=OuterRef("client"), wanted=False)
    heard = Coalesce(Subquery(last, output_field=DateTimeField()), F("created_at"))
    soon = (
        Appointment.objects.filter(
            ~Exists(refused),
            status__in=EXPECTED,
            during__startswith__gt=now,
            during__startswith__lte=now + dt.timedelta(hours=max(ours.reminders)),
            client__archived_at=None,
        )
        .exclude(client__email="")
        .annotate(heard_at=Greatest(F("created_at"), heard))
        .select_related("client")
        .order_by("during", "pk")
    )
    wanted = [(one, ahead) for one in soon if (ahead := _nearest(one, now, ours.reminders))]
    keys = {uuid.uuid5(one.public_id, _about(one, ahead)) for one, ahead in wanted}
    already = set(Message.objects.filter(request_id__in=keys).values_list("request_id", flat=True))
    cannot = why_not([one.client for one, _ahead in wanted]) if wanted else {}
    return [
        (one, ahead)
        for one, ahead in wanted
        if one.client_id not in cannot and uuid.uuid5(one.public_id, _about(one, ahead)) not in already
    ]


def _nearest(one, now: dt.datetime, hours: list[int]) -> int | None:
    """The reminder nearest to the appointment whose time has come, unless the client heard of it since then."""
    passed = [ahead for ahead in hours if one.heard_at < one.starts_at - dt.timedelta(hours=ahead) <= now]
    return min(passed, default=None)


def wants_reminders(client: Client) -> bool:
    return not ReminderWish.objects.filter(client=client, wanted=False).exists()


def set_wish(client: Client, *, wanted: bool, by: User | None, now: dt.datetime) -> bool:
    """Whether to remind this client; `by` is nobody where the client says so by a link. False: it was so before."""
    if wants_reminders(client) == wanted:
        return False
    ReminderWish.objects.update_or_create(client=client, defaults={"wanted": wanted, "at": now, "by": by})
    return True
