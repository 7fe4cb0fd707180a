"""When clients come: requests to book, and appointments. Desk-safe by construction: no clinical word can get here.

Rooms above push a request down to this one; nothing here leads back to why it was made.
"""

from bookings.models.appointments import Appointment, PersonRange
from bookings.models.followups import Call, FollowUp, LastSeen, Peace, Waiting
from bookings.models.hours import BookingRules, Exceptional, WorkingHours
from bookings.models.messages import Feed, Message
from bookings.models.paperwork import Paperwork
from bookings.models.places import AppointmentKind, Table

__all__ = [
    "Appointment",
    "AppointmentKind",
    "BookingRules",
    "Call",
    "Exceptional",
    "Feed",
    "FollowUp",
    "LastSeen",
    "Message",
    "Paperwork",
    "Peace",
    "PersonRange",
    "Table",
    "Waiting",
    "WorkingHours",
]
