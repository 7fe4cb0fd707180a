"""What a visit says of each complaint, and the ratings that were given there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.enums import Measure
from intake.models import Complaint
from sessions_log.enums import Judgement, NotAsked, Source, Timing
from sessions_log.models.visits import Visit


class VisitComplaint(models.Model):
    """What a visit says of one complaint: worked on or not; rated, declined, or not asked and why."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="complaints", db_index=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+", db_index=False)
    worked_on = models.BooleanField(_("worked on today"), default=True)
    declined = models.BooleanField(_("would rather not"), default=False)
    judgement = models.CharField(_("in her or his words"), max_length=6, choices=Judgement, blank=True)
    not_asked = models.CharField(_("not asked, because"), max_length=9, choices=NotAsked, blank=True)

    class Meta:
        indexes = [models.Index(fields=["complaint"], name="visitcomplaint_complaint")]
        constraints = [
            models.UniqueConstraint(fields=["visit", "complaint"], name="visitcomplaint_once"),
            models.CheckConstraint(
                condition=Q(not_asked="") | Q(declined=False, not_asked__in=NotAsked.values),
                name="visitcomplaint_declined_or_not_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.visit_id} complaint {self.complaint_id}"


class Rating(models.Model):
    """One rating as it was given: its value and the scale it was given on, never rounded, never carried over."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="ratings", db_index=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=16, choices=Measure)
    timing = models.CharField(max_length=6, choices=Timing, default=Timing.BEFORE)
    value = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    # For function: one value an activity; the measure is their exact mean.
    parts = ArrayField(models.DecimalField(max_digits=9, decimal_places=4), size=3, default=list, blank=True)
    scale_max = models.DecimalField(max_digits=9, decimal_places=4)
    activities_edition = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=8, choices=Source, default=Source.ASKED)
    rated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["complaint"], name="rating_complaint")]
        constraints = [
            models.UniqueConstraint(fields=["visit", "complaint", "measure", "timing"], name="rating_once"),
            models.CheckConstraint(
                condition=Q(scale_max__gt=0) & (Q(value__isnull=True) | Q(value__gte=0, value__lte=F("scale_max"))),
                name="rating_in_scale",
                violation_error_message=_("A rating must lie on its scale."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, parts=[]) | (Q(value__isnull=True) & ~Q(parts=[])),
                name="rating_value_or_parts",
            ),
            models.CheckConstraint(condition=Q(source="asked") | Q(timing="before"), name="rating_after_was_asked"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="rating_source_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"
