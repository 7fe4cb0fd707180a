"""What came of calls about requests, and the waitlist."""

import datetime as dt
import uuid

from django.db import transaction

from bookings.enums import Asked, CloseReason, FollowUpStatus, Outcome
from bookings.models import Appointment, Call, FollowUp, Peace, Waiting
from bookings.queries import upcoming
from bookings.requests import CALL_WITHIN, NoLongerOpen, close_follow_up, reopen_follow_up, request_follow_up
from practice.current import local_date
from practice.models import User

WAITS = dt.timedelta(days=14)  # for whom it is overdue already
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
        today = local_date(now)
        Waiting.objects.create(
            client=locked.client,
            therapist=locked.therapist,
            first_day=max(locked.due_from, today),
            last_day=locked.due_by if locked.due_by >= today else today + WAITS,
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


@transaction.atomic
def wait_no_more(now: dt.datetime) -> int:
    """Whose days on the waitlist are over without an appointment is to be called: what was moved there comes back to
    the list of follow-ups, and who was put there by hand comes onto it, unless booked or asked for anyhow. How many
    days were over."""
    over = Waiting.objects.open().filter(last_day__lt=local_date(now)).select_for_update(of=("self",))
    ended = list(over.select_related("client", "therapist", "created_by").order_by("pk"))
    moved = Call.objects.filter(request_id__in=[one.request_id for one in ended]).select_related("follow_up")
    requests = {call.request_id: call.follow_up for call in moved}
    for one in ended:
        if one.client.archived_at is None:
            _call_back(one, requests.get(one.request_id), now)
    Waiting.objects.filter(pk__in=[one.pk for one in ended]).update(closed_at=now)
    return len(ended)


def _call_back(waiting: Waiting, request: FollowUp | None, now: dt.datetime) -> None:
    if request:
        if request.close_reason == CloseReason.WAITLIST:
            reopen_follow_up(request, by=None, now=now)
        return
    of_client = {"client": waiting.client}
    comes = upcoming(now).filter(**of_client).exists() or FollowUp.objects.open().filter(**of_client).exists()
    if comes or Peace.objects.filter(**of_client).exists():
        return
    therapist, today = waiting.therapist, local_date(now)
    request_follow_up(
        client=waiting.client,
        therapist=therapist if therapist and therapist.is_active and therapist.is_therapist else None,
        due_from=today,
        due_by=today + CALL_WITHIN,
        minutes=waiting.minutes,
        desk_note="",
        by=waiting.created_by,
        request_id=waiting.request_id,
        asked=Asked.DESK,
    )


def wait_again(appointment: Appointment) -> None:
    """It fell through: whoever waited for it waits again. Inside the caller's transaction."""
    Waiting.objects.filter(appointment=appointment).update(closed_at=None, closed_by=None, appointment=None)
