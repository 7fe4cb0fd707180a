"""A time that became free, offered to those on the waitlist whom it fits."""

import datetime as dt

from django.utils import timezone

from bookings import queries
from bookings.enums import CancelReason, MessageKind
from bookings.hours import is_within
from bookings.messages import queue
from bookings.models import Appointment

# Nobody is there to give the time to somebody else.
NOBODY_THERE = (CancelReason.THERAPIST, CancelReason.PRACTICE)


def is_to_be_had(appointment: Appointment, now: dt.datetime) -> bool:
    """Is its time, still to come, to be had by somebody else: free, with the therapist there? Three queries."""
    if appointment.stands or appointment.starts_at <= now or appointment.cancel_reason in NOBODY_THERE:
        return False
    zone = timezone.get_current_timezone()
    works = is_within(appointment.therapist, appointment.starts_at, appointment.ends_at, zone)
    return bool(works or appointment.outside_hours) and queries.is_free(appointment)


def offer(appointment: Appointment, *, now: dt.datetime) -> int:
    """Mail it to all who wait for such a time, once each; how many mails that made. Whoever comes first has it."""
    if not is_to_be_had(appointment, now):
        return 0
    fitting = queries.fitting(appointment, timezone.localdate(now), timezone.get_current_timezone())
    about = f"offer of {appointment.public_id} at {appointment.starts_at.isoformat()}"
    return sum(queue(appointment, MessageKind.OFFER, about, now=now, waiting=one) is not None for one in fitting)
