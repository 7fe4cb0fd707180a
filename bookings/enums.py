"""Choices of the bookings room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUpStatus(models.TextChoices):
    """Where a request to book stands."""

    OPEN = "open", _("to book")
    BOOKED = "booked", _("booked")
    CLOSED = "closed", _("closed")


class AppointmentStatus(models.TextChoices):
    """Where an appointment stands; cancelled and missed ones take no time in the calendar."""

    BOOKED = "booked", _("booked")
    CONFIRMED = "confirmed", _("confirmed")
    ARRIVED = "arrived", _("arrived")
    IN_TREATMENT = "in_treatment", _("in treatment")
    DONE = "done", _("done")
    MISSED = "missed", _("missed")
    CANCELLED = "cancelled", _("cancelled")


# The client is not here yet; here and not finished; what takes no time in the calendar.
EXPECTED = (AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED)
HERE = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_TREATMENT)
FELL_THROUGH = (AppointmentStatus.CANCELLED, AppointmentStatus.MISSED)


class Fee(models.TextChoices):
    """What becomes of the fee for a time that nobody else could use."""

    DUE = "due", _("fee due")
    WAIVED = "waived", _("fee waived")


class OverrideReason(models.TextChoices):
    """Why somebody is booked when the therapist does not work. A list, as for cancelling."""

    AGREED = "agreed", _("the therapist agreed")
    SWAPPED = "swapped", _("hours were swapped")
    WALK_IN = "walk_in", _("walk-in")
    OTHER = "other", _("another reason")


class MessageKind(models.TextChoices):
    """What a mail about an appointment says."""

    BOOKED = "booked", _("confirmation")
    MOVED = "moved", _("change")
    REMINDER = "reminder", _("reminder")
    CANCELLED = "cancelled", _("cancellation")
    MISSED = "missed", _("missed visit")
    OFFER = "offer", _("offer of a free time")


class TextKind(models.TextChoices):
    """What the practice has words for: each kind of mail, and what the desk writes about a follow-up."""

    BOOKED = MessageKind.BOOKED.value, MessageKind.BOOKED.label
    MOVED = MessageKind.MOVED.value, MessageKind.MOVED.label
    REMINDER = MessageKind.REMINDER.value, MessageKind.REMINDER.label
    CANCELLED = MessageKind.CANCELLED.value, MessageKind.CANCELLED.label
    MISSED = MessageKind.MISSED.value, MessageKind.MISSED.label
    OFFER = MessageKind.OFFER.value, MessageKind.OFFER.label
    FOLLOW_UP = "follow_up", _("follow-up, by e-mail")
    SHORT = "short", _("follow-up, as a text message")


class WhyNoMail(models.TextChoices):
    """Why a client is not written to, in words for the desk."""

    NO_SERVER = "no_server", _("no mail server is set up")
    NO_ADDRESS = "no_address", _("there is no e-mail address")
    REFUSED = "refused", _("the client does not want to be written to")
    ARCHIVED = "archived", _("the client is archived")


class AnswerKind(models.TextChoices):
    """What a client says by the link in a mail and the desk has to see. A list: nothing about health comes in."""

    ANOTHER_TIME = "another_time", _("asks for another time")
    CANCELLED = "cancelled", _("cancelled")
    NO_REMINDERS = "no_reminders", _("does not want reminders")
    TOOK = "took", _("has taken the offered time")


class Say(models.TextChoices):
    """The buttons of a client's own page."""

    CONFIRM = "confirm", _("I am coming")
    ANOTHER = "another", _("ask for another time")
    CANCEL = "cancel", _("cancel")
    NO_REMINDERS = "no_reminders", _("no more reminders")
    REMIND = "remind", _("remind me again")


class WeekStart(models.TextChoices):
    """On which day a week of the calendar begins; nothing chosen: as in the practice's country."""

    MONDAY = "monday", _("Monday")
    SUNDAY = "sunday", _("Sunday")
    SATURDAY = "saturday", _("Saturday")


class CloseReason(models.TextChoices):
    """Why a request to book was closed without an appointment."""

    DECLINED = "declined", _("does not want to")
    WILL_CALL = "will_call", _("will call us")
    OTHER = "other", _("another reason")
    WAITLIST = "waitlist", _("moved to the waitlist")
    WITHDRAWN = "withdrawn", _("taken back by the therapist")


class Asked(models.TextChoices):
    """How a request to book came about. Why the client comes is never told here."""

    THERAPIST = "therapist", _("asked for by the therapist")
    DESK = "desk", _("asked for by hand")
    LEFT = "left", _("left without a next appointment")
    RECALL = "recall", _("has not been here for some time")


class Recall(models.TextChoices):
    """Why somebody is missed."""

    RHYTHM = "rhythm", _("out of rhythm")
    LAPSED = "lapsed", _("lapsed")


class Figure(models.TextChoices):
    """What the figures count; each leads to its list of appointments."""

    DONE = "done", _("Took place")
    REBOOKED = "rebooked", _("Booked again before leaving")
    MISSED = "missed", _("Missed")
    LATE = "late", _("Cancelled too late")
    NOT_REBOOKED = "not_rebooked", _("Left without another appointment")
    FIRST = "first", _("First appointments")


class Outcome(models.TextChoices):
    """What came of a call about a request."""

    AGAIN = "again", _("call again on a day")
    MESSAGE = "message", _("message left")
    DECLINED = "declined", _("does not want to")
    WAITLIST = "waitlist", _("moved to the waitlist")


class CancelReason(models.TextChoices):
    """Why an appointment was cancelled. A list, so that nothing about health is ever typed here."""

    CLIENT = "client", _("the client cancelled")
    THERAPIST = "therapist", _("the therapist cannot")
    PRACTICE = "practice", _("the practice is closed")
    MISTAKE = "mistake", _("booked by mistake")
    OTHER = "other", _("another reason")


class PaperworkState(models.TextChoices):
    """How far a client's forms have come; nothing of what stands in them."""

    NONE = "none", _("not sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    BEGUN = "begun", _("begun")
    LOCKED = "locked", _("locked after wrong birth dates")
    IN = "in", _("filled in")
