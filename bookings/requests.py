"""Requests to book: made by hand or by the rooms on the right, booked, closed, and open again when that fell through.

Everything here is desk-safe: who, from when to when, how long, with whom. Why is never told.
"""

import contextlib
import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q

from bookings.enums import Asked, CloseReason, FollowUpStatus
from bookings.models import Appointment, FollowUp, Peace
from bookings.queries import upcoming
from clients.models import Client
from practice.current import local_date
from practice.models import User

CALL_WITHIN = dt.timedelta(days=7)


class NoLongerOpen(Exception):
    """Somebody booked or closed the request meanwhile. `follow_up` is the row as it stands now."""

    def __init__(self, follow_up: FollowUp):
        super().__init__(f"follow-up is {follow_up.status} by now")
        self.follow_up = follow_up


def request_follow_up(
    *,
    client: Client,
    therapist: User | None,
    due_from: dt.date,
    due_by: dt.date,
    minutes: int,
    desk_note: str,
    by: User | None,
    request_id: uuid.UUID,
    asked: Asked = Asked.THERAPIST,
) -> FollowUp:
    """Ask the desk to book. The same `request_id` again changes nothing and gives the request made first."""
    made, _ = FollowUp.objects.get_or_create(
        request_id=request_id,
        defaults={
            "client": client,
            "therapist": therapist,
            "due_from": due_from,
            "due_by": due_by,
            "minutes": minutes,
            "desk_note": desk_note,
            "asked": asked,
            "created_by": by,
            "status_by": by,
        },
    )
    return made


class Changed(Exception):
    """Somebody changed the request after it was shown."""


def shown(follow_up: FollowUp) -> str:
    """What a page shows of a request, to be held against it when the page is sent."""
    return (
        f"{follow_up.due_from}/{follow_up.due_by}/{follow_up.minutes}/{follow_up.therapist_id}/{follow_up.desk_note}"
    )


@transaction.atomic
def change_follow_up(follow_up: FollowUp, facts: dict[str, Any], *, seen: str) -> FollowUp:
    """Ask for another time, length, person or note. Raises NoLongerOpen, or Changed where it is not as `shown`."""
    locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if locked.status != FollowUpStatus.OPEN:
        raise NoLongerOpen(locked)
    if shown(locked) != seen:
        raise Changed
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(facts))
    return locked


@transaction.atomic
def withdraw_follow_up(*, request_id: uuid.UUID, by: User, now: dt.datetime) -> FollowUp | None:
    """Take a request back, if it is still open. What the desk booked or closed stays as it is; None if never made."""
    found = FollowUp.objects.select_for_update().filter(request_id=request_id).first()
    if found and found.status == FollowUpStatus.OPEN:
        _close(found, CloseReason.WITHDRAWN, by, now)
    return found


@transaction.atomic
def close_follow_up(follow_up: FollowUp, *, reason: CloseReason, by: User, now: dt.datetime) -> FollowUp:
    """Close without booking. Closing again with the same reason does nothing; raises NoLongerOpen otherwise."""
    locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if locked.status == FollowUpStatus.CLOSED and locked.close_reason == reason:
        return locked
    if locked.status != FollowUpStatus.OPEN:
        raise NoLongerOpen(locked)
    return _close(locked, reason, by, now)


@transaction.atomic
def reopen_follow_up(follow_up: FollowUp, *, by: User | None, now: dt.datetime) -> FollowUp:
    """Put a closed request back on the list; an open or booked one stays as it is."""
    locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if locked.status == FollowUpStatus.CLOSED:
        _set(locked, FollowUpStatus.OPEN, by, now, close_reason="")
    return locked


def answered_by(appointment, now: dt.datetime) -> FollowUp | None:
    """The open request that an appointment answers, though it was not booked from it: in its days (one that is
    overdue: whenever) with whom it names; who had nothing booked has something now. One query."""
    day, today = local_date(appointment.starts_at), local_date(now)
    then = Q(due_from__lte=day, due_by__gte=day) | Q(due_by__lt=today)
    whose = Q(therapist=None) | Q(therapist=appointment.therapist_id)
    nothing_booked = Q(asked__in=[Asked.LEFT, Asked.RECALL])
    found = FollowUp.objects.open().filter(nothing_booked | (then & whose), client=appointment.client_id)
    return found.order_by("due_by", "pk").first()


def take(follow_up_id: int, appointment, *, by: User | None, now: dt.datetime) -> FollowUp:
    """Mark as booked by `appointment`. Called inside the booking's transaction; raises NoLongerOpen."""
    locked = FollowUp.objects.select_for_update().get(pk=follow_up_id)
    if locked.status != FollowUpStatus.OPEN:
        raise NoLongerOpen(locked)
    return _set(locked, FollowUpStatus.BOOKED, by, now, appointment=appointment)


def give_back(appointment, *, by: User | None, now: dt.datetime) -> None:
    """Its appointment fell through: the request goes back to the list. Inside the caller's transaction."""
    locked = FollowUp.objects.select_for_update().filter(appointment=appointment).first()
    if locked:
        _set(locked, FollowUpStatus.OPEN, by, now, appointment=None, call_again_on=None)


def left_without_next(
    *, client: Client, therapist: User | None, minutes: int, by: User, request_id: uuid.UUID, now: dt.datetime
) -> FollowUp | None:
    """Whoever left and has nothing booked, nor anything to be booked, is called within a week; nobody who is to be
    left in peace."""
    if Peace.objects.filter(client=client).exists():
        return None
    waits = FollowUp.objects.open().filter(client=client).exists()
    if waits or upcoming(now).filter(client=client, during__startswith__gt=now).exists():
        return None
    today = local_date(now)
    return request_follow_up(
        client=client,
        therapist=therapist,
        due_from=today,
        due_by=today + CALL_WITHIN,
        minutes=minutes,
        desk_note="",
        by=by,
        request_id=request_id,
        asked=Asked.LEFT,
    )


def _close(locked: FollowUp, reason: CloseReason, by: User, now: dt.datetime) -> FollowUp:
    return _set(locked, FollowUpStatus.CLOSED, by, now, close_reason=reason)


def _set(locked: FollowUp, status: FollowUpStatus, by: User | None, now: dt.datetime, **fields) -> FollowUp:
    fields |= {"status": status, "status_at": now, "status_by": by}
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    return locked


def take_if_open(follow_up_id: int, appointment: Appointment, *, by: User | None, now: dt.datetime) -> None:
    """Its request is booked by it (a slip was undone: again), unless somebody dealt with the request meanwhile."""
    with contextlib.suppress(NoLongerOpen):
        take(follow_up_id, appointment, by=by, now=now)
