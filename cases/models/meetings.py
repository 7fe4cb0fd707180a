"""The owner's review: one meeting a day, kept as what was noted and skipped in it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums import Noted
from intake.models import Complaint
from practice.models import User


class MeetingEntry(models.Model):
    """A note of a day's meeting, about one case or about none, or a case left for another day. Append-only.

    What was decided stands in the decisions of that day.
    """

    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=Noted)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    text = models.TextField(_("note"), max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of a meeting")
        indexes = [models.Index(fields=["on", "at"], name="meetingentry_of_a_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="note", text=""), name="meetingentry_note_says_something"),
            models.CheckConstraint(
                condition=~Q(kind="skipped", complaint=None), name="meetingentry_skips_a_complaint"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%Y-%m-%d}"
