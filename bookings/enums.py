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
    ARRIVED = "arrived", _("arrived")
    DONE = "done", _("done")
    MISSED = "missed", _("missed")
    CANCELLED = "cancelled", _("cancelled")
