"""Later appointments and open requests of a therapist who leaves."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.appointments import Wanted, move
from bookings.enums import EXPECTED
from bookings.holding import NotBookable, NotPossible, OutsideHours, Taken
from bookings.models import Appointment, FollowUp
from bookings.tables import NoTable
from practice.handover import Line, Result, Section
from practice.models import User
from practice.versions import Stale


def _ahead(leaver: User, now: dt.datetime) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(therapist=leaver, status__in=EXPECTED, during__startswith__gte=now)
    return found.select_related("client", "therapist", "kind", "table").order_by("during", "pk")


def _told(appointment: Appointment) -> str:
    start = timezone.localtime(appointment.starts_at)
    when = formats.date_format(start, "j F, H:i")
    return _("%(when)s, %(client)s") % {"when": when, "client": appointment.client.name}


def _appointment_lines(leaver: User, now: dt.datetime, limit: int) -> list[Line]:
    return [
        Line(_told(one), reverse("clients:detail", args=[one.client.public_id]))
        for one in _ahead(leaver, now)[:limit]
    ]


def _hand_over_appointments(leaver: User, to: User, by: User, now: dt.datetime) -> Result:
    """One at a time: those at whose time `to` is free. The others stay, and are named."""
    done, refused = 0, []
    for one in _ahead(leaver, now):
        try:
            move(one, replace(Wanted.of(one), therapist=to, outside_hours=""), seen=one.version)
        except (Taken, NotBookable, NoTable, OutsideHours, NotPossible, Stale):
            told = {"appointment": _told(one), "name": to.name}
            refused.append(_("%(appointment)s: not moved, %(name)s is not free then.") % told)
        else:
            done += 1
    return Result(done, refused)


def _open(leaver: User) -> QuerySet[FollowUp]:
    return FollowUp.objects.open().filter(therapist=leaver).select_related("client").order_by("due_by", "pk")


def _followup_lines(leaver: User, now: dt.datetime, limit: int) -> list[Line]:
    return [
        Line(
            _("%(client)s, by %(day)s") % {"client": one.client.name, "day": formats.date_format(one.due_by, "j F")},
            reverse("clients:detail", args=[one.client.public_id]),
        )
        for one in _open(leaver)[:limit]
    ]


@transaction.atomic
def _hand_over_followups(leaver: User, to: User, by: User, now: dt.datetime) -> Result:
    ids = [one.pk for one in FollowUp.objects.select_for_update().open().filter(therapist=leaver).order_by("pk")]
    return Result(FollowUp.objects.filter(pk__in=ids).update(therapist=to))


APPOINTMENTS = Section(
    key="appointments",
    title=gettext_lazy("Appointments"),
    note=gettext_lazy("Those that lie ahead. One moves only where the other therapist is free; tell the client."),
    count=lambda leaver, now: _ahead(leaver, now).count(),
    lines=_appointment_lines,
    hand_over=_hand_over_appointments,
    order=30,
)
FOLLOW_UPS = Section(
    key="followups",
    title=gettext_lazy("Follow-ups to book"),
    note=gettext_lazy("Asked for with this therapist, and not booked yet."),
    count=lambda leaver, now: _open(leaver).count(),
    lines=_followup_lines,
    hand_over=_hand_over_followups,
    order=40,
)
