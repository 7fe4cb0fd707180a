"""When clients come: requests to book, and appointments. Desk-safe by construction: no clinical word can get here.

Rooms above push a request down to this one; nothing here leads back to why it was made.
"""

import uuid

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from bookings.enums import AppointmentStatus, CancelReason, CloseReason, FollowUpStatus, PaperworkState
from clients.models import Client
from practice.models import User


class PersonRange(Func):
    """int8range(id, id, '[]'): range types have GiST support built in, so no extension is needed."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, '[]')"

    def __init__(self, column: str):
        super().__init__(F(column), F(column))


class AppointmentQuerySet(models.QuerySet):
    def standing(self):
        """Appointments that take time in the calendar: neither cancelled nor missed."""
        return self.exclude(status__in=[AppointmentStatus.CANCELLED, AppointmentStatus.MISSED])

    def between(self, start, end):
        """Appointments of which some part lies in [start, end)."""
        return self.filter(during__overlap=(start, end))


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
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
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    note = models.TextField(_("desk note"), max_length=500, blank=True)
    # The request that it was booked for, kept when a cancelled one sends the request back to the list.
    follow_up = models.ForeignKey(
        "FollowUp", on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        indexes = [
            # A client's next and last appointments.
            models.Index(fields=["client", "during"], name="appointment_client_during"),
        ]
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
            models.CheckConstraint(
                condition=Q(status="cancelled") ^ Q(cancel_reason=""),
                name="appointment_cancelled_has_reason",
                violation_error_message=_("Say why it is cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.during.lower:%Y-%m-%d %H:%M}"

    @property
    def starts_at(self):
        return self.during.lower

    @property
    def ends_at(self):
        return self.during.upper

    @property
    def minutes(self) -> int:
        return round((self.during.upper - self.during.lower).total_seconds() / 60)

    @property
    def stands(self) -> bool:
        """True while it takes time in the calendar."""
        return self.status not in (AppointmentStatus.CANCELLED, AppointmentStatus.MISSED)


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


class Paperwork(models.Model):
    """What the front desk knows of a client's forms and consents, pushed down by the intake room. No row: nothing.

    A consent or history that runs out does so by its date, so nothing has to be rewritten on the day.
    """

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    state = models.CharField(max_length=8, choices=PaperworkState, default=PaperworkState.NONE)
    link_until = models.DateTimeField(null=True, blank=True)
    # The last day on which all required consents, and the history, still hold; none: missing.
    consent_until = models.DateField(null=True, blank=True)
    history_until = models.DateField(null=True, blank=True)
    # "Therapist to review before the visit": all that the desk learns of what was answered.
    to_review = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"paperwork of client {self.client_id}"

    def is_due(self, on) -> bool:
        """Is a form or a consent outstanding for a visit on that day?"""
        return not (self.consent_until and self.history_until and min(self.consent_until, self.history_until) >= on)


class Quiet(models.Model):
    """This client is left in peace: no follow-up is pressed on her or him until asked for."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        verbose_name = _("client left in peace")

    def __str__(self) -> str:
        return f"client {self.client_id} since {self.since:%Y-%m-%d}"
