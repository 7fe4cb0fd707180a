"""What clients want help with, its episodes, and the ratings given outside of visits."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import Aim, ClosedReason, Course, EpisodeStart, Measure, Side
from intake.models.words import Area, ComplaintType
from practice.models import User


class ComplaintQuerySet(models.QuerySet):
    def open(self):
        """Complaints that are still worked with."""
        return self.filter(closed_on=None)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Complaint(models.Model):
    """One thing that a client wants help with. Each is judged alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    type = models.ForeignKey(ComplaintType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80, help_text=_("As pages call it: “Headaches”."))
    own_words = models.TextField(_("in her or his own words"), max_length=1000, blank=True)
    doctor_named = models.CharField(_("has a doctor named it? What?"), max_length=200, blank=True)
    doctor = models.CharField(_("which doctor"), max_length=120, blank=True)
    # Codes of places on the body picture, as the client marked them (intake/body.py).
    felt = ArrayField(models.CharField(max_length=40), default=list, blank=True, size=80)
    hopes = models.TextField(_("what she or he hopes for"), max_length=1000, blank=True)
    since = models.CharField(_("since when"), max_length=80, blank=True)
    course = models.CharField(_("constant, or comes and goes"), max_length=16, choices=Course, blank=True)
    worse_with = models.CharField(_("worse with"), max_length=240, blank=True)
    better_with = models.CharField(_("better with"), max_length=240, blank=True)
    tried_before = models.TextField(_("tried before"), max_length=1000, blank=True)
    treatments_before = models.PositiveSmallIntegerField(
        _("treatments had elsewhere"), null=True, blank=True, validators=[MaxValueValidator(999)]
    )

    aim = models.CharField(_("aim"), max_length=8, choices=Aim, default=Aim.RESOLVE)
    main_measure = models.CharField(_("main measure"), max_length=16, choices=Measure, default=Measure.INTENSITY)
    track_intensity = models.BooleanField(_("intensity"), default=True)
    track_days = models.BooleanField(_("days of the last 7"), default=False)
    track_function = models.BooleanField(_("what it keeps you from"), default=False)
    track_painkiller_days = models.BooleanField(_("painkiller days a month"), default=False)
    activities = ArrayField(models.CharField(max_length=80), size=3, default=list, blank=True)
    # Ratings of function carry the edition of the activities that they rated; a changed list starts the measure anew.
    activities_edition = models.PositiveSmallIntegerField(default=1, editable=False)
    review_after = models.PositiveSmallIntegerField(
        _("review after"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    refer_after = models.PositiveSmallIntegerField(
        _("refer after"), null=True, blank=True, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )

    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_reason = models.CharField(max_length=12, choices=ClosedReason, blank=True, editable=False)
    closed_note = models.CharField(max_length=240, blank=True, editable=False)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        indexes = [models.Index(fields=["client"], condition=Q(closed_on=None), name="complaint_open_of_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_after=None, refer_after=None)
                | Q(
                    review_after__isnull=False,
                    refer_after__isnull=False,
                    review_after__gte=1,
                    review_after__lt=F("refer_after"),
                ),
                name="complaint_thresholds_in_order",
                violation_error_message=_("Give both numbers, “review after” less than “refer after”, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(main_measure="intensity", track_intensity=True)
                | Q(main_measure="days", track_days=True)
                | Q(main_measure="function", track_function=True),
                name="complaint_main_measure_is_tracked",
                violation_error_message=_("The main measure must be one of those that are asked."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_reason="") | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="complaint_closed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def tracked(self) -> list[Measure]:
        """The measures that the rule reads, the main one first."""
        asked = [
            measure
            for measure, on in (
                (Measure.INTENSITY, self.track_intensity),
                (Measure.DAYS, self.track_days),
                (Measure.FUNCTION, self.track_function),
            )
            if on
        ]
        return sorted(asked, key=lambda measure: measure != self.main_measure)


class ComplaintArea(models.Model):
    """Where a complaint is felt."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=Side, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "area"], name="complaintarea_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.side}"


class Episode(models.Model):
    """A stretch of work on a complaint, judged on its own. The one with the highest number is the current one."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    # The day that it began of itself. The first one starts earlier for as long as a visit or an intake is earlier.
    begun_on = models.DateField(null=True, blank=True)  # null: not known, of one from before this was kept
    reason = models.CharField(max_length=12, choices=EpisodeStart, default=EpisodeStart.OPENED)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="episode_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} episode {self.number}"


class IntakeRating(models.Model):
    """A rating given outside a visit, when the complaint was taken down or at a renewal: baseline only."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="intake_ratings")
    measure = models.CharField(max_length=16, choices=Measure)
    value = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    parts = ArrayField(models.DecimalField(max_digits=9, decimal_places=4), size=3, default=list, blank=True)
    scale_max = models.DecimalField(max_digits=9, decimal_places=4)
    activities_edition = models.PositiveSmallIntegerField(default=1)
    rated_at = models.DateTimeField()
    # The intake that it was given in; accepting twice adds it once.
    intake = models.ForeignKey(
        "Intake", on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scale_max__gt=0) & (Q(value__isnull=True) | Q(value__gte=0, value__lte=F("scale_max"))),
                name="intakerating_in_scale",
                violation_error_message=_("A rating must lie on its scale."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, parts=[]) | (Q(value__isnull=True) & ~Q(parts=[])),
                name="intakerating_value_or_parts",
            ),
            models.UniqueConstraint(fields=["intake", "complaint", "measure"], name="intakerating_once_an_intake"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"
