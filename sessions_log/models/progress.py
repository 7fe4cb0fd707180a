"""Where each complaint stands, as of its last change."""

from django.db import models
from django.db.models import Q

from intake.models import Complaint


class Progress(models.Model):
    """The facts of a complaint's verdict as of its last change, written in the transaction of that change.

    Recomputable from nothing (`manage.py recheck`). The stage follows from these facts and the thresholds
    without reading a rating.
    """

    complaint = models.OneToOneField(Complaint, on_delete=models.CASCADE, related_name="+", primary_key=True)
    visits = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=20, default="not_enough_data")
    without = models.PositiveIntegerField(default=0)
    leading = models.CharField(max_length=16, blank=True)
    slow = models.BooleanField(default=False)  # the leading measure shows some change
    level = models.BooleanField(default=False)  # better at each of the last five visits, and no further gain
    improvement_held = models.BooleanField(default=False)
    worse_twice = models.BooleanField(default=False)
    single_baseline = models.BooleanField(default=False)
    late_baseline = models.BooleanField(default=False)
    unmeasured = models.BooleanField(default=False)
    weeks = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    median_gap_days = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    widely_spaced = models.BooleanField(default=False)
    # measure -> {verdict, baseline, current, change, need, baseline_from, current_from}: decimals as strings with
    # up to 4 places, or null; the last two are the ratings whose mean they are.
    measures = models.JSONField(default=dict)
    # What a sparkline draws: [[local ISO date, "value"], ...], the last 12 ratings of the measure shown (the leading
    # one, else the main one) on its own scale, oldest first.
    series = models.JSONField(default=list)
    # Each counted visit of the episode: [local ISO date, verdict, without, slow, worse twice, improvement held],
    # oldest first. When a stage was reached follows from it and the thresholds.
    course = models.JSONField(default=list)

    stage = models.CharField(max_length=8, blank=True)
    review_after = models.PositiveSmallIntegerField()
    refer_after = models.PositiveSmallIntegerField()
    last_visit_at = models.DateTimeField(null=True, blank=True)  # at which it was worked on
    last_rated_on = models.DateField(null=True, blank=True)  # local date of the last counted visit
    checked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "progress"
        indexes = [
            # The board's groups.
            models.Index(fields=["stage", "complaint"], condition=~Q(stage=""), name="progress_stage"),
            models.Index(fields=["complaint"], condition=Q(unmeasured=True), name="progress_unmeasured"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.verdict}"
