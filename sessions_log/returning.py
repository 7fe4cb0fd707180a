"""What a visit tells the bookings room: it began, it took place, and when the client is to come again."""

import contextlib
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings import holding, seen, statuses
from bookings.enums import AppointmentStatus, FollowUpStatus
from bookings.models import FollowUp
from bookings.requests import left_without_next, request_follow_up
from practice.current import local_date
from practice.models import User
from practice.versions import Stale
from sessions_log.models import Visit


def request(visit: Visit, *, by: User, now: dt.datetime) -> FollowUp | None:
    """Ask for the next visit. Where nothing was said, the desk calls whoever has nothing booked; None where the next
    step is the client's, or she is archived by now."""
    if visit.return_weeks == 0 or visit.client.archived_at:
        return None
    if visit.return_weeks is None:
        return left_without_next(
            client=visit.client,
            therapist=visit.therapist,
            minutes=visit.minutes,
            by=by,
            request_id=visit.public_id,
            now=now,
        )
    due_from, due_by = window(local_date(visit.starts_at), visit.return_weeks, local_date(now))
    return request_follow_up(
        client=visit.client,
        therapist=visit.therapist,
        due_from=due_from,
        due_by=due_by,
        minutes=visit.minutes,
        desk_note=visit.desk_note,
        by=by,
        request_id=visit.public_id,
    )


def asked(visit: Visit) -> FollowUp | None:
    """What was asked of the desk after this visit: at its signing, or since."""
    return FollowUp.objects.select_related("therapist").filter(request_id=visit.public_id).first()


def suggested(visit: Visit, asked: FollowUp | None, today: dt.date) -> dict[str, Any]:
    """What the form about it begins with."""
    if asked:
        names = ("due_from", "due_by", "minutes", "desk_note")
        said = {name: getattr(asked, name) for name in names}
        therapist = asked.therapist
    else:
        due_from, due_by = window(local_date(visit.starts_at), visit.return_weeks or 2, today)
        said = {"due_from": due_from, "due_by": due_by, "minutes": visit.minutes, "desk_note": visit.desk_note}
        therapist = visit.therapist
    return said | {"request_id": visit.public_id, "therapist": therapist.public_id if therapist else None}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes after a signed visit. Nothing can be changed where the next step is the client's, or the desk's."""

    asked: FollowUp | None
    words: str
    may_change: bool


def next_step(visit: Visit) -> NextStep:
    follow_up = asked(visit)
    if follow_up is None:
        return NextStep(None, "", visit.return_weeks != 0 and not visit.client.archived_at)
    told = {
        "from": date_format(follow_up.due_from, "j F"),
        "by": date_format(follow_up.due_by, "j F"),
        "minutes": follow_up.minutes,
        "who": follow_up.therapist.name if follow_up.therapist else _("whoever is free"),
    }
    if follow_up.status == FollowUpStatus.OPEN:
        words = _("The desk is asked to book %(minutes)s minutes with %(who)s, between %(from)s and %(by)s.") % told
    elif follow_up.status == FollowUpStatus.BOOKED:
        words = _("The next visit is booked.")
    else:
        words = _("The request to book was closed.")
    return NextStep(follow_up, words, follow_up.status == FollowUpStatus.OPEN)


def window(visit: dt.date, weeks: int, today: dt.date) -> tuple[dt.date, dt.date]:
    """Some days on both sides of the day `weeks` later, more of them when it is far off; never before today."""
    slack = dt.timedelta(days=3 if weeks <= 3 else 7)
    middle = visit + dt.timedelta(weeks=weeks)
    due_from = max(middle - slack, today)
    return due_from, max(middle + slack, due_from)


def tell_last_seen(clients: Collection[int]) -> int:
    """Tell when these clients, by primary key, were last here; of how many that differs from what was told before.

    The caller holds the clients' rows, so that no other signature comes between.
    """
    final = (
        Visit.objects.final().filter(client__in=clients).order_by("client", "-starts_at", "-pk").distinct("client")
    )
    last = final.values_list("client", "starts_at", "therapist")
    return seen.push(clients, [seen.Last(*row) for row in last])


def mark_begun(visit: Visit, *, by: User, now: dt.datetime) -> None:
    """The client is being treated, whether or not the desk saw her come; unless the visit is written down later."""
    appointment = visit.appointment
    if appointment is None or now > appointment.ready_at or appointment.status == AppointmentStatus.DONE:
        return
    with contextlib.suppress(Stale, holding.NotPossible):  # the desk was quicker
        for status in (AppointmentStatus.ARRIVED, AppointmentStatus.IN_TREATMENT):
            if statuses.may_mark(appointment, status, now):
                seen = appointment.version
                appointment = statuses.mark(appointment, status=status, by=by, now=now, seen=seen)


def mark_done(visit: Visit, *, by: User, now: dt.datetime) -> None:
    """The visit's appointment took place; one that was cancelled or missed in the book stays for the desk to see."""
    appointment = visit.appointment
    if appointment and statuses.may_mark(appointment, AppointmentStatus.DONE, now):
        with contextlib.suppress(Stale, holding.NotPossible):  # the desk was quicker
            statuses.mark(appointment, status=AppointmentStatus.DONE, by=by, now=now, seen=appointment.version)
