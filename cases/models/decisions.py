"""What is decided about complaints that do not improve. Decisions are only ever added."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.models import FollowUp
from cases.enums import DecisionKind
from intake.models import Complaint, RedFlag
from practice.models import User


class Decision(models.Model):
    """Who decided what, why, and until when the case may rest. Append-only in the database."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what next"), max_length=16, choices=DecisionKind)
    why = models.TextField(_("why"), max_length=2000)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    # Of the complaint's episode: a new episode is a new case, and no older decision lets it rest.
    episode = models.PositiveSmallIntegerField(default=1)
    # The case as it stood, so that it comes back early when it gets worse or reaches the next stage.
    stage = models.CharField(max_length=8, blank=True)
    verdict = models.CharField(max_length=20)
    visits = models.PositiveIntegerField()
    # Whichever comes first. The date is never missing: nothing rests for ever.
    look_again_visit = models.PositiveIntegerField(
        _("look again at visit"), null=True, blank=True, help_text=_("The number of the rated visit.")
    )
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)
    # What the desk was asked for: it sees the request, never the reason.
    follow_up = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            # The latest decision of each complaint on the board.
            models.Index(fields=["complaint", "-decided_at", "-id"], name="decision_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(look_again_on__isnull=False) | Q(kind="close"),
                name="decision_ends_sometime",
                violation_error_message=_("Say when to look again: at which visit, or on which date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_at:%Y-%m-%d}"


class FlagAnswer(models.Model):
    """A red flag that was asked about when a decision was taken, and what was said. Append-only in the database."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="flags")
    flag = models.ForeignKey(RedFlag, on_delete=models.PROTECT, related_name="+")
    yes = models.BooleanField()

    class Meta:
        verbose_name = _("answer about a red flag")
        constraints = [models.UniqueConstraint(fields=["decision", "flag"], name="flaganswer_once")]

    def __str__(self) -> str:
        return f"flag {self.flag_id}: {self.yes}"
