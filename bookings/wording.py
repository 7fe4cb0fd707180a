"""Times and refusals in words."""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bookings.holding import Taken
from bookings.models import Appointment
from bookings.tables import NoTable


def day_and_time(at: dt.datetime) -> str:
    """ "Thursday 26 November, 4 p.m." on the practice's clock."""
    local = localtime(at)
    return _("%(day)s, %(time)s") % {"day": date_format(local, "l j F"), "time": time_format(local, "TIME_FORMAT")}


def days(of: Iterable[dt.datetime | dt.date]) -> str:
    """ "Thursday 26 November, Thursday 10 December"."""
    local = (localtime(one).date() if isinstance(one, dt.datetime) else one for one in of)
    return ", ".join(date_format(day, "l j F") for day in local)


def clock(at: dt.datetime) -> str:
    return time_format(localtime(at), "TIME_FORMAT")


def taken(error: Taken, wanted_by: str) -> str:
    """Why a time cannot be had, with who is there if that is known."""
    other: Appointment | None = error.other
    if other is None:
        return _("This time was taken just now. Please choose another.")
    ends = other.ready_at if error.by_therapist else other.ends_at
    facts = {"start": clock(other.starts_at), "end": clock(ends)}
    if error.by_therapist:
        facts |= {"therapist": other.therapist.first_name, "client": other.client.name}
        return _("From %(start)s to %(end)s %(therapist)s is with %(client)s.") % facts
    facts |= {"therapist": other.therapist.first_name, "client": wanted_by}
    return _("From %(start)s to %(end)s %(client)s has an appointment with %(therapist)s.") % facts


def no_table(error: NoTable) -> str:
    """Why a table cannot be had."""
    if error.beside:
        return _("No room has two tables free then. Choose a table elsewhere, or move the other one first.")
    if error.other is None:
        return _("No table is free then.")
    facts = {"start": clock(error.other.starts_at), "end": clock(error.other.ready_at)}
    facts |= {"therapist": error.other.therapist.first_name, "client": error.other.client.name}
    return _("From %(start)s to %(end)s it is taken: %(therapist)s with %(client)s.") % facts
