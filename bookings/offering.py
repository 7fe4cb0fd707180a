"""A time that became free, offered to those on the waitlist whom it fits."""

import datetime as dt

from django.utils import timezone

from bookings import queries
from bookings.enums import MessageKind
from bookings.messages import queue
from bookings.models import Appointment


def offer(appointment: Appointment, *, now: dt.datetime) -> int:
    """Mail it to all who wait for such a time, once each; how many mails that made. Whoever comes first has it."""
    if appointment.stands or appointment.starts_at <= now or not queries.is_free(appointment):
        return 0
    fitting = queries.fitting(appointment, timezone.localdate(now), timezone.get_current_timezone())
    about = f"offer of {appointment.public_id} at {appointment.starts_at.isoformat()}"
    return sum(queue(appointment, MessageKind.OFFER, about, now=now, waiting=one) is not None for one in fitting)
