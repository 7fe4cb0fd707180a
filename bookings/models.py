"""When clients come: requests to book, and appointments. Desk-safe by construction: no clinical word can get here.

Rooms above push a request down to this one; nothing here leads back to why it was made.
"""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from bookings.enums import AppointmentStatus, FollowUpStatus
from clients.models import Client
from practice.models import User


class PersonRange(Func):
    """int8range(id, id, '[]'): range types have GiST support built in, so no extension is needed."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, '[]')"

    def __init__(self, column: str):
        super().__init__(F(column), F(column))


class Appointment(models.Model):
    """A client's time with a therapist. The database refuses overlaps of either."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField(_("time"))
    status = models.CharField(max_length=12, choices=AppointmentStatus, default=AppointmentStatus.BOOKED)
    status_at = models.DateTimeField(auto_now_add=True)
    status_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    note = models.TextField(_("desk note"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        constraints = [
            ExclusionConstraint(
                name="appointment_therapist_free",
                expressions=[
                    (PersonRange("therapist_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=~Q(status__in=["cancelled", "missed"]),
                violation_error_message=_("The therapist already has an appointment at that time."),
            ),
            ExclusionConstraint(
                name="appointment_client_free",
                expressions=[
                    (PersonRange("client_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=~Q(status__in=["cancelled", "missed"]),
                violation_error_message=_("The client already has an appointment at that time."),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="appointment_time_is_bounded",
                violation_error_message=_("An appointment needs a beginning and an end after it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.during.lower:%Y-%m-%d %H:%M}"


class FollowUp(models.Model):
    """A request to book: who, from when to when, how long, with whom. Made by the rooms above or by hand."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A visit or a decision makes at most one request: its own public id, or one made in the browser.
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    therapist = models.ForeignKey(
        User, verbose_name=_("with"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    due_from = models.DateField(_("from"))
    due_by = models.DateField(_("by"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    desk_note = models.TextField(
        _("desk note"),
        max_length=500,
        blank=True,
        help_text=_("For whoever books. Nothing about health here."),
    )
    status = models.CharField(max_length=8, choices=FollowUpStatus, default=FollowUpStatus.OPEN)
    status_at = models.DateTimeField(auto_now_add=True)
    status_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            # The desk's list: open requests, overdue first.
            models.Index(fields=["due_by", "id"], condition=Q(status="open"), name="followup_open_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_by__gte=F("due_from")),
                name="followup_window_in_order",
                violation_error_message=_("“By” cannot be before “from”."),
            ),
            models.CheckConstraint(
                condition=Q(status="booked", appointment__isnull=False)
                | (~Q(status="booked") & Q(appointment__isnull=True)),
                name="followup_booked_has_appointment",
            ),
            # Two requests never close with one appointment.
            models.UniqueConstraint(fields=["appointment"], name="followup_appointment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.due_from} - {self.due_by}"
