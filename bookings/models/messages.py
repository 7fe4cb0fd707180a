"""Mails about appointments, and calendars that other programs read."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.enums import AnswerKind, MessageKind, TextKind
from bookings.models.appointments import Appointment
from bookings.models.followups import Waiting
from clients.enums import PreferredTime
from clients.models import Client
from practice.history import keeps_history
from practice.models import User


@keeps_history()
class MessageText(models.Model):
    """The practice's own words for one purpose in one language. Without a row: those that ship."""

    kind = models.CharField(max_length=12, choices=TextKind)
    language = models.CharField(max_length=40)  # as it stands at clients
    subject = models.CharField(_("subject"), max_length=160, blank=True)
    body = models.TextField(_("text"), max_length=4000)
    button = models.CharField(_("words on the button"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="message_text_once_a_language")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.language}"


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """Mails that have neither gone out nor failed nor become needless."""
        return self.filter(sent_at=None, failed_at=None, dropped_at=None)


class Message(models.Model):
    """A mail about an appointment: queued, then sent or failed. Its link opens the appointment to the client."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made of what it is about, so that nothing is said twice.
    request_id = models.UUIDField(unique=True, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=MessageKind)
    # An offer of the appointment's time, which became free: to whom on the waitlist.
    waiting = models.ForeignKey(Waiting, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    # When the appointment was before it was moved.
    was_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_to = models.EmailField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    # It was not needed any more when its turn came.
    dropped_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["appointment", "-created_at"], name="message_of_appointment")]
        constraints = [
            models.CheckConstraint(condition=Q(kind="offer") ^ Q(waiting=None), name="message_offer_is_to_who_waits"),
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

    @property
    def client(self) -> Client:
        """Who reads it."""
        return self.waiting.client if self.waiting else self.appointment.client


class Answer(models.Model):
    """What a client said by the link in a mail. It stands on the desk's list until somebody has seen to it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AnswerKind)
    # The time that the client saw.
    about = models.DateTimeField()
    times = ArrayField(models.CharField(max_length=20, choices=PreferredTime), default=list, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # Nobody: what happened to the appointment has answered it.
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        indexes = [
            # What waits for somebody at the desk.
            models.Index(fields=["at"], condition=Q(settled_at=None), name="answer_open"),
            models.Index(fields=["appointment", "-at"], name="answer_of_appointment"),
        ]
        constraints = [
            # Asked twice, it waits once.
            models.UniqueConstraint(
                fields=["appointment", "kind"], condition=Q(settled_at=None), name="answer_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class ReminderWish(models.Model):
    """Whether a client wants to be reminded. No row: as the practice does."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    wanted = models.BooleanField()
    at = models.DateTimeField()
    # Who wrote it down; nobody: the client said it by the link.
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    def __str__(self) -> str:
        return f"wish of client {self.client_id}"


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
