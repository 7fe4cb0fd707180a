"""Requests to book. Nothing here leads back to why one was made."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.enums import Asked, CloseReason, FollowUpStatus, Outcome
from bookings.models.appointments import Appointment
from clients.models import Client
from practice.models import User


class FollowUpQuerySet(models.QuerySet):
    def open(self):
        """Requests that nobody has booked or closed yet."""
        return self.filter(status=FollowUpStatus.OPEN)


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
    asked = models.CharField(max_length=12, choices=Asked, default=Asked.THERAPIST)
    # Until this day it rests: somebody called, and is to call again then.
    call_again_on = models.DateField(null=True, blank=True)
    desk_note = models.TextField(
        _("desk note"),
        max_length=500,
        blank=True,
        help_text=_("For whoever books. Nothing about health here."),
    )
    status = models.CharField(max_length=8, choices=FollowUpStatus, default=FollowUpStatus.OPEN)
    status_at = models.DateTimeField(auto_now_add=True)
    status_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    close_reason = models.CharField(max_length=12, choices=CloseReason, blank=True)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            # The desk's list: open requests, overdue first.
            models.Index(fields=["due_by", "id"], condition=Q(status="open"), name="followup_open_due"),
            # A client's requests, on her page.
            models.Index(fields=["client", "status"], name="followup_client_status"),
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
            models.CheckConstraint(
                condition=Q(status="closed") ^ Q(close_reason=""),
                name="followup_closed_has_reason",
                violation_error_message=_("Say why it is closed."),
            ),
            # Two requests never close with one appointment.
            models.UniqueConstraint(fields=["appointment"], name="followup_appointment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.due_from} - {self.due_by}"


class Call(models.Model):
    """What came of a call about a request. Written once."""

    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome)
    again_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["follow_up", "-at"], name="call_follow_up_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="again") ^ Q(again_on=None),
                name="call_again_has_day",
                violation_error_message=_("Say on which day to call again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d}"


class WaitingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class Waiting(models.Model):
    """Somebody on the waitlist: would come between two days, so long, with one therapist or any."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    therapist = models.ForeignKey(
        User, verbose_name=_("with"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("by"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Booked, or no longer waiting.
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_day"], condition=Q(closed_at=None), name="waiting_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="waiting_days_in_order",
                violation_error_message=_("“By” cannot be before “from”."),
            ),
            models.CheckConstraint(
                condition=Q(appointment=None) | Q(closed_at__isnull=False), name="waiting_booked_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} - {self.last_day}"


class LastSeen(models.Model):
    """When a client was last here by what was signed, booked or not. No more than that is told here."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    at = models.DateTimeField()
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Peace(models.Model):
    """A client whom a therapist has asked to leave in peace: never recalled. Why is never told here."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"since {self.at:%Y-%m-%d}"
