"""Mails about appointments, and calendars that other programs read."""

import uuid

from django.db import models
from django.db.models import Q

from bookings.enums import MessageKind
from bookings.models.appointments import Appointment
from practice.models import User


class Message(models.Model):
    """A mail about an appointment: queued, then sent or failed. Its link opens the appointment to the client."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made of what it is about, so that nothing is said twice.
    request_id = models.UUIDField(unique=True, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=MessageKind)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    # It was not needed any more when its turn came.
    dropped_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["appointment", "-created_at"], name="message_of_appointment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, failed_at=None)
                | Q(sent_at=None, dropped_at=None)
                | Q(failed_at=None, dropped_at=None),
                name="message_has_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        return not (self.sent_at or self.failed_at or self.dropped_at)


class Feed(models.Model):
    """A secret address at which a calendar program reads a therapist's appointments; only its hash is kept."""

    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["therapist"], condition=Q(revoked_at=None), name="feed_one_a_therapist"),
        ]

    def __str__(self) -> str:
        return f"calendar address of {self.created_at:%Y-%m-%d}"
