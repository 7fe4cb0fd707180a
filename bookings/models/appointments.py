"""Appointments: who, with whom, on which table, when."""

import datetime as dt
import uuid

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from bookings.enums import EXPECTED, FELL_THROUGH, AppointmentStatus, CancelReason, Fee, OverrideReason
from bookings.models.places import AppointmentKind, Table
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
        return self.exclude(status__in=FELL_THROUGH)

    def between(self, start, end):
        """Appointments of which some part lies in [start, end)."""
        return self.filter(during__overlap=(start, end))


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Appointment(models.Model):
    """A client's time with a therapist. The database refuses overlaps of either, and of a table."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField(_("time"))
    kind = models.ForeignKey(
        AppointmentKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    table = models.ForeignKey(
        Table, verbose_name=_("table"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Minutes after the client has gone, in which the room is made ready: therapist and table are not free yet.
    turnover = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(120)])
    # `during` and the turnover: the database writes it, whatever is saved here.
    held = DateTimeRangeField(null=True, editable=False)
    # Why it was booked although the therapist does not work then; empty where nobody was asked.
    outside_hours = models.CharField(max_length=12, choices=OverrideReason, blank=True)
    # Appointments that were booked together: the same client again and again, or two clients at one time.
    series = models.UUIDField(null=True, blank=True, editable=False)
    couple = models.UUIDField(null=True, blank=True, editable=False)
    status = models.CharField(max_length=12, choices=AppointmentStatus, default=AppointmentStatus.BOOKED)
    status_at = models.DateTimeField(auto_now_add=True)
    status_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    # Whether it was cancelled later than the practice asks for; unknown of those from before it asked.
    cancelled_late = models.BooleanField(null=True, blank=True, editable=False)
    fee = models.CharField(max_length=8, choices=Fee, blank=True)
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
            # A day, a week, what is free: whatever overlaps some days.
            GistIndex(fields=["during"], name="appointment_during"),
            # Figures: what began in some weeks.
            models.Index(Lower("during"), name="appointment_starts"),
            # A client's next and last appointments.
            models.Index(fields=["client", "during"], name="appointment_client_during"),
            # Those that were booked together.
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="appointment_series"),
            models.Index(fields=["couple"], condition=Q(couple__isnull=False), name="appointment_couple"),
        ]
        constraints = [
            ExclusionConstraint(
                name="appointment_therapist_free",
                expressions=[
                    (PersonRange("therapist_id"), RangeOperators.OVERLAPS),
                    ("held", RangeOperators.OVERLAPS),
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
            ExclusionConstraint(
                name="appointment_table_free",
                expressions=[
                    (PersonRange("table_id"), RangeOperators.OVERLAPS),
                    ("held", RangeOperators.OVERLAPS),
                ],
                condition=~Q(status__in=["cancelled", "missed"]) & Q(table__isnull=False),
                violation_error_message=_("The table is taken at that time."),
            ),
            models.CheckConstraint(
                condition=Q(held__isnull=False, held__contains=F("during")), name="appointment_held_holds_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["cancelled", "missed"]) | Q(fee=""),
                name="appointment_fee_for_what_fell_through",
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
    def ready_at(self):
        """When therapist and table are free again."""
        return self.during.upper + dt.timedelta(minutes=self.turnover)

    @property
    def minutes(self) -> int:
        return round((self.during.upper - self.during.lower).total_seconds() / 60)

    @property
    def stands(self) -> bool:
        """True while it takes time in the calendar."""
        return self.status not in FELL_THROUGH

    @property
    def is_expected(self) -> bool:
        """True until the client is here: it can still be moved."""
        return self.status in EXPECTED
