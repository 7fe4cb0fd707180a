"""Appointments as calendar files (RFC 5545, 5546): in mails to clients, and in the calendars of therapists."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from bookings.enums import AppointmentStatus, MessageKind
from bookings.models import Appointment
from practice.models import Practice

PRODUCT = "-//Fifth Visit//Bookings//EN"


def _calendar() -> Calendar:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    return made


def _event(appointment: Appointment, summary: str, now: dt.datetime) -> Event:
    """The same UID for all that is ever said of an appointment; what is said later has a higher SEQUENCE."""
    event = Event()
    event.add("uid", f"{appointment.public_id}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", appointment.version - 1)
    event.add("dtstamp", now)
    event.add("dtstart", appointment.starts_at.astimezone(dt.UTC))
    event.add("dtend", appointment.ends_at.astimezone(dt.UTC))
    event.add("summary", summary)
    off = appointment.status == AppointmentStatus.CANCELLED
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    return event


def invitation(
    appointment: Appointment, kind: str, practice: Practice, now: dt.datetime, number: int = 1
) -> tuple[str, str, str]:
    """Name, text and media type of what a mail to the client brings along. A series comes as one file each
    (`number`), since an invitation is of one appointment (RFC 5546, 3.2.2)."""
    method = "CANCEL" if kind == MessageKind.CANCELLED else "REQUEST"
    made = _calendar()
    made.add("method", method)
    event = _event(appointment, practice.name or "Fifth Visit", now)
    if practice.address:
        event.add("location", practice.address)
    event.add("organizer", vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}"))
    event.add("attendee", vCalAddress(f"mailto:{appointment.client.email}"))
    made.add_component(event)
    name = "appointment.ics" if number == 1 else f"appointment-{number}.ics"
    return name, made.to_ical().decode(), f"text/calendar; method={method}"


def feed(appointments: Iterable[Appointment], now: dt.datetime) -> bytes:
    """A therapist's appointments: initials and kind, nothing else."""
    made = _calendar()
    # RFC 7986: how the calendar is called, and how often to ask again; the second name is what older programs read.
    made.add("name", "Fifth Visit")
    made.add("x-wr-calname", "Fifth Visit")
    made.add("refresh-interval", dt.timedelta(hours=1), parameters={"value": "DURATION"})
    for one in appointments:
        parts = [initials(one.client.name), one.kind.name if one.kind else ""]
        made.add_component(_event(one, " · ".join(part for part in parts if part), now))
    return made.to_ical()


def initials(name: str) -> str:
    """ "CW" for Clara Whitfield."""
    return "".join(part[0] for part in name.split() if part).upper()[:3]
