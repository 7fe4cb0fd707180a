"""Whom to call because they have not been here for some time and have nothing booked."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest

from bookings.enums import Asked, Recall
from bookings.models import Appointment, BookingRules, FollowUp, LastSeen, Peace
from bookings.queries import upcoming
from bookings.requests import CALL_WITHIN, request_follow_up
from clients.models import Client
from practice.current import local_date
from practice.models import User

FORGOTTEN = dt.timedelta(days=3 * 365)  # nobody is called after that


def missing(why: Recall, rules: BookingRules, now: dt.datetime) -> QuerySet[Client]:
    """Clients whose last visit is so long ago, longest ago first, each with `last_at` and `last_with` (None where it
    was imported). Never somebody who is booked, is to be called anyhow, or is to be left in peace."""
    weeks = {Recall.RHYTHM: rules.recall_weeks, Recall.LAPSED: rules.lapsed_weeks}
    of_client = {"client": OuterRef("pk")}
    here = Appointment.objects.standing().filter(**of_client, during__endswith__lte=now).order_by("-during", "-pk")
    seen = LastSeen.objects.filter(**of_client)
    found = (
        Client.objects.present()
        .annotate(booked_at=Subquery(here.values("during__startswith")[:1]), signed_at=Subquery(seen.values("at")))
        .annotate(
            last_at=Greatest("booked_at", "signed_at"),  # of what there is
            last_with=Case(
                When(
                    Q(booked_at=None) | Q(signed_at__gt=F("booked_at")), then=Subquery(seen.values("therapist__name"))
                ),
                default=Subquery(here.values("therapist__name")[:1]),
            ),
        )
        .filter(
            ~Exists(upcoming(now).filter(**of_client)),
            ~Exists(FollowUp.objects.open().filter(**of_client)),
            ~Exists(Peace.objects.filter(**of_client)),
            last_at__lte=now - dt.timedelta(weeks=weeks[why]),
            last_at__gt=now - (dt.timedelta(weeks=rules.lapsed_weeks) if why == Recall.RHYTHM else FORGOTTEN),
        )
    )
    return found.order_by(F("last_at").asc(), "pk")


@transaction.atomic
def recall(client: Client, *, by: User, request_id: uuid.UUID, now: dt.datetime) -> FollowUp:
    """Put a client on the list of follow-ups; who is on it already is there once."""
    locked = Client.objects.select_for_update(no_key=True, of=("self",)).select_related("therapist").get(pk=client.pk)
    if waits := FollowUp.objects.open().filter(client=locked).first():
        return waits
    last = (
        Appointment.objects.standing().filter(client=locked).select_related("therapist").order_by("-during").first()
    )
    named = locked.therapist or (last.therapist if last else None)
    today = local_date(now)
    return request_follow_up(
        client=locked,
        therapist=named if named and named.is_active and named.is_therapist else None,
        due_from=today,
        due_by=today + CALL_WITHIN,
        minutes=last.minutes if last else 60,
        desk_note="",
        by=by,
        request_id=request_id,
        asked=Asked.RECALL,
    )


def leave_in_peace(client: Client, *, by: User, now: dt.datetime) -> None:
    Peace.objects.get_or_create(client=client, defaults={"by": by, "at": now})


def may_be_called(client: Client) -> None:
    """Take back that a client is to be left in peace."""
    Peace.objects.filter(client=client).delete()
