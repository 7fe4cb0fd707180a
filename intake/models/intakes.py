"""Intakes: what a client answered, as she submitted it, and what a therapist took over from it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import FORMS, How, Purpose
from intake.models.links import ClientLink
from intake.models.texts import QuestionEdition
from practice.models import User


class IntakeQuerySet(models.QuerySet):
    def submitted(self):
        return self.exclude(submitted_at=None)

    def waiting(self):
        """Submitted ones that no therapist has gone through yet."""
        return self.submitted().exclude(pk__in=Acceptance.objects.values("intake"))

    def thrown_away(self):
        """Begun here and emptied again: no intake is ever deleted, so the row stays, for the next one to begin in."""
        return self.filter(link=None, submitted_at=None, answers={}, version__gt=1)


class Intake(models.Model):
    """A client's answers, step by step while they are given; once submitted the database refuses any change."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Of the staff page that began it; one from a link is one of that link.
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    link = models.OneToOneField(ClientLink, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(
        max_length=8, choices=[(each.value, each.label) for each in FORMS], default=Purpose.INTAKE
    )
    how = models.CharField(max_length=8, choices=How, default=How.SCREEN)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    questions = models.ForeignKey(QuestionEdition, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12, default="en")
    # {step: {question: answer}}, read by intake/answers.py.
    answers = models.JSONField(default=dict, blank=True)
    # What its answers point at, in the words of the day it was submitted: {public id: question or name}.
    words = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        indexes = [models.Index(fields=["client", "-submitted_at"], name="intake_of_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(how="screen", entered_by=None) | (~Q(how="screen") & Q(entered_by__isnull=False)),
                name="intake_entered_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(submitted_at=None, link=None),
                name="intake_one_entry_at_a_time",
                violation_error_message=_("An intake of this client is being entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of client {self.client_id}"

    @property
    def state(self) -> str:
        """This one, as it is saved now: what a page has to have shown before it may be thrown away."""
        return f"{self.public_id} {self.version}"


class Acceptance(models.Model):
    """A therapist went through an intake and took over what is in `taken`. Never changed."""

    intake = models.OneToOneField(Intake, on_delete=models.PROTECT, related_name="+")
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Keys of the answers that were taken, and of those that were left.
    taken = models.JSONField(default=list, blank=True)
    left = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"acceptance of intake {self.intake_id}"
