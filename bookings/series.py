"""Appointments that are booked together: every two weeks, four times."""

import dataclasses
import datetime as dt
import uuid

from django.core.exceptions import ValidationError

from bookings.appointments import Wanted, book
from bookings.holding import NotBookable, OutsideHours, Taken
from bookings.models import Appointment
from bookings.tables import NoTable
from bookings.times import moment, span
from practice.models import User


def book_more(
    first: Appointment, wanted: Wanted, *, every: int, times: int, by: User, now: dt.datetime, zone
) -> tuple[list[Appointment], list[dt.date]]:
    """The rest of a series of `times`, at the same time on the clock every so many weeks; and the days that are not
    free. Sent twice, it is booked once."""
    made, refused = [], []
    local = first.starts_at.astimezone(zone)
    for n in range(1, times):
        day = local.date() + dt.timedelta(weeks=every * n)
        try:
            during = span(moment(day, local.time(), zone), first.minutes)
            same = uuid.uuid5(first.request_id, f"of the series: {n}")
            again = dataclasses.replace(wanted, during=during, note="")
            made.append(book(again, client=first.client, by=by, request_id=same, now=now, series=first.series))
        except (Taken, NotBookable, NoTable, OutsideHours, ValidationError):
            refused.append(day)
    return made, refused
