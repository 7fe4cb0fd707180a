"""When clients come: requests to book, and appointments. Desk-safe by construction: no clinical word can get here.

Rooms above push a request down to this one; nothing here leads back to why it was made.
"""

from bookings.models.appointments import Appointment, PersonRange
from bookings.models.followups import Call, FollowUp, LastSeen, Peace, Waiting
from bookings.models.hours import BookingRules, Exceptional, WorkingHours
from bookings.models.messages import Answer, Feed, Message, MessageText, ReminderWish
from bookings.models.paperwork import Paperwork
from bookings.models.places import AppointmentKind, Table

__all__ = [
    "Answer",
    "Appointment",
    "AppointmentKind",
    "BookingRules",
    "Call",
    "Exceptional",
    "Feed",
    "FollowUp",
    "LastSeen",
    "Message",
    "MessageText",
    "Paperwork",
    "Peace",
    "PersonRange",
    "ReminderWish",
    "Table",
    "Waiting",
    "WorkingHours",
]
