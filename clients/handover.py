"""Clients of a therapist who leaves: theirs by assignment or by the last visit, handed over as one."""

import datetime as dt

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients import neighbours
from clients.models import Client
from practice.handover import Line, Result, Section
from practice.models import User


def _own(leaver: User) -> QuerySet[Client]:
    return Client.objects.present().filter(neighbours.own(leaver))


def _count(leaver: User, now: dt.datetime) -> int:
    return _own(leaver).count()


def _lines(leaver: User, now: dt.datetime, limit: int) -> list[Line]:
    found = _own(leaver).only("name", "public_id").order_by("name", "pk")[:limit]
    return [Line(client.name, reverse("clients:detail", args=[client.public_id])) for client in found]


@transaction.atomic
def _hand_over(leaver: User, to: User, by: User, now: dt.datetime) -> Result:
    """`to` treats them from here on. Who had them, and until when, stays in each client's history."""
    locked = Client.objects.select_for_update(no_key=True).filter(pk__in=_own(leaver).values("pk")).order_by("pk")
    ids = [client.pk for client in locked.only("pk")]
    return Result(Client.objects.filter(pk__in=ids).update(therapist=to, version=F("version") + 1))


CLIENTS = Section(
    key="clients",
    title=_("Clients"),
    note=_("Assigned to this therapist, or last seen by this therapist and assigned to nobody."),
    count=_count,
    lines=_lines,
    hand_over=_hand_over,
    order=10,
)
