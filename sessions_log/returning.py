"""What signing tells the bookings room: a request to book the next visit, and that this appointment took place."""

import contextlib
import datetime as dt

from bookings import appointments
from bookings.enums import AppointmentStatus
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


def window(visit: dt.date, weeks: int, today: dt.date) -> tuple[dt.date, dt.date]:
    """Some days on both sides of the day `weeks` later, more of them when it is far off; never before today."""
    slack = dt.timedelta(days=3 if weeks <= 3 else 7)
    middle = visit + dt.timedelta(weeks=weeks)
    due_from = max(middle - slack, today)
    return due_from, max(middle + slack, due_from)


def mark_done(visit: Visit, *, by: User, now: dt.datetime) -> None:
    """The visit's appointment took place; one that was cancelled or missed in the book stays for the desk to see."""
    appointment = visit.appointment
    if appointment and appointments.may_mark(appointment, AppointmentStatus.DONE, now):
        with contextlib.suppress(Stale, appointments.NotPossible):  # the desk was quicker
            appointments.mark(appointment, status=AppointmentStatus.DONE, by=by, now=now, seen=appointment.version)
