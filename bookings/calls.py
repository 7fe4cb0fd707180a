"""What came of calls about requests, and the waitlist."""

import datetime as dt
import uuid

from django.db import transaction

from bookings.enums import CloseReason, FollowUpStatus, Outcome
from bookings.models import Appointment, Call, FollowUp, Waiting
from bookings.requests import NoLongerOpen, close_follow_up
from practice.current import local_date
from practice.models import User

CLOSES = {Outcome.DECLINED: CloseReason.DECLINED, Outcome.WAITLIST: CloseReason.WAITLIST}


@transaction.atomic
def record_call(
    follow_up: FollowUp,
    *,
    outcome: Outcome,
    again_on: dt.date | None,
    by: User,
    request_id: uuid.UUID,
    now: dt.datetime,
) -> FollowUp:
    """Keep what came of a call: the request rests until a day, stays, or is closed; on the waitlist waits who waits.

    The same `request_id` again changes nothing. Raises NoLongerOpen.
    """
    locked = FollowUp.objects.select_for_update(of=("self",)).select_related("client").get(pk=follow_up.pk)
    if Call.objects.filter(request_id=request_id).exists():
        return locked
    if locked.status != FollowUpStatus.OPEN:
        raise NoLongerOpen(locked)
    Call.objects.create(follow_up=locked, outcome=outcome, again_on=again_on, at=now, by=by, request_id=request_id)
    if outcome == Outcome.WAITLIST:
        Waiting.objects.create(
            client=locked.client,
            therapist=locked.therapist,
            first_day=locked.due_from,
            last_day=locked.due_by,
            minutes=locked.minutes,
            created_by=by,
            request_id=request_id,
        )
    if outcome in CLOSES:
        return close_follow_up(locked, reason=CLOSES[outcome], by=by, now=now)
    locked.call_again_on = again_on
    locked.save(update_fields=["call_again_on"])
    return locked


def wait(facts: dict, *, by: User, request_id: uuid.UUID) -> Waiting:
    """Put a client on the waitlist. The same `request_id` again gives the entry made first."""
    made, _is_new = Waiting.objects.get_or_create(request_id=request_id, defaults=facts | {"created_by": by})
    return made


def stop_waiting(waiting: Waiting, *, by: User, now: dt.datetime) -> None:
    """Off the waitlist without an appointment. Again: nothing changes."""
    Waiting.objects.open().filter(pk=waiting.pk).update(closed_at=now, closed_by=by)


def fill(appointment: Appointment, *, by: User | None, now: dt.datetime) -> None:
    """Whoever waited for such a day waits no longer. Inside the booking's transaction."""
    day = local_date(appointment.starts_at)
    waits = Waiting.objects.open().filter(client=appointment.client_id, first_day__lte=day, last_day__gte=day)
    waits.update(closed_at=now, closed_by=by, appointment=appointment)


def wait_again(appointment: Appointment) -> None:
    """It fell through: whoever waited for it waits again. Inside the caller's transaction."""
    Waiting.objects.filter(appointment=appointment).update(closed_at=None, closed_by=None, appointment=None)
