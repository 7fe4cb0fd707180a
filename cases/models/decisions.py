"""What is decided about complaints that do not improve. Decisions are only ever added."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.models import FollowUp
from cases.enums import DecisionKind
from intake.models import Area, Complaint, RedFlag, Technique
from practice.models import User
from sessions_log.sentences import Facts
from sessions_log.verdicts import Stage, Verdict

WORSE = (Verdict.WORSE, Verdict.MIXED)


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
    # Co-managed: what massage goes on for. The complaint's aim changes with it.
    massage_for = models.CharField(_("what massage is for from now on"), max_length=300, blank=True)
    # Until when the therapist is asked to answer; any later decision answers.
    answer_by = models.DateField(_("to be answered by"), null=True, blank=True)
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
            ),
            models.CheckConstraint(
                condition=(Q(kind="maintain") & ~Q(massage_for="")) | (~Q(kind="maintain") & Q(massage_for="")),
                name="decision_maintain_says_for_what",
                violation_error_message=_("Say what massage is for from now on."),
            ),
            models.CheckConstraint(
                condition=Q(kind="ask_therapist", answer_by__isnull=False)
                | (~Q(kind="ask_therapist") & Q(answer_by=None)),
                name="decision_asks_by_a_day",
                violation_error_message=_("Until which day should the therapist have answered?"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_at:%Y-%m-%d}"

    def rests(self, now: Facts, today: dt.date) -> bool:
        """Does the case wait by this decision, or is it to be looked at again? As the board asks it, in SQL.

        Of the latest decision of an episode that goes on.
        """
        if self.look_again_on is None or self.look_again_on <= today:
            return False
        if self.look_again_visit is not None and now.visits >= self.look_again_visit:
            return False
        got_worse = now.verdict in WORSE and self.verdict not in WORSE
        steps = ["", Stage.WATCH, Stage.REVIEW, Stage.REFER]
        return not got_worse and steps.index(now.stage or "") <= max(1, steps.index(self.stage or ""))


class DecisionChange(models.Model):
    """Part of a change of approach: a technique or an area to add, or to leave. Append-only in the database."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="changes")
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    adds = models.BooleanField()  # or leaves

    class Meta:
        verbose_name = _("change of approach")
        constraints = [
            models.CheckConstraint(
                condition=Q(technique=None, area__isnull=False) | Q(technique__isnull=False, area=None),
                name="decisionchange_technique_or_area",
            ),
            models.UniqueConstraint(fields=["decision", "technique"], name="decisionchange_technique_once"),
            models.UniqueConstraint(fields=["decision", "area"], name="decisionchange_area_once"),
        ]

    def __str__(self) -> str:
        return f"{'adds' if self.adds else 'leaves'} {self.technique_id or self.area_id}"


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
