"""What clients come with and tell us: complaints and their episodes, preferences, precautions; and the vocabulary."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import Aim, ClosedReason, Course, EpisodeStart, Measure, Pressure, Quiet, Side
from practice.history import keeps_history
from practice.models import User


class VocabularyQuerySet(models.QuerySet):
    def current(self):
        """Words that can be chosen today; retired ones only stay where they were used."""
        return self.filter(retired_at=None)


class Word(models.Model):
    """A word of the practice's vocabulary. It can be renamed or retired; what was used is never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made in the browser: a double click adds a word once. Shipped words have none.
    request_id = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name", "id"]

    def __str__(self) -> str:
        return self.name


@keeps_history(exclude=["position", "request_id"])
class Area(Word):
    """A part of the body that is worked: a muscle, or a whole region for a massage without a complaint."""

    region = models.CharField(_("region"), max_length=60)
    everyday = models.CharField(_("everyday name"), max_length=80, blank=True)
    has_side = models.BooleanField(_("has a left and a right"), default=True)
    whole = models.BooleanField(_("for a massage without a complaint"), default=False)

    class Meta(Word.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="area_name_unique",
                violation_error_message=_("This area is there already."),
            )
        ]


@keeps_history(exclude=["position", "request_id"])
class Technique(Word):
    """A way of working."""

    class Meta(Word.Meta):
        verbose_name = _("technique")
        verbose_name_plural = _("techniques")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="technique_name_unique",
                violation_error_message=_("This technique is there already."),
            )
        ]


@keeps_history(exclude=["position", "request_id"])
class HomeworkKind(Word):
    """Something that a client can do at home."""

    steps = models.TextField(_("steps for the client"), max_length=2000, blank=True)

    class Meta(Word.Meta):
        verbose_name = _("homework")
        verbose_name_plural = _("homework")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="homework_name_unique",
                violation_error_message=_("This homework is there already."),
            )
        ]


@keeps_history(exclude=["position", "request_id"])
class ComplaintType(Word):
    """What it feels like and where, never a diagnosis. It brings the words of its scale and its first measures."""

    question = models.CharField(
        _("question"),
        max_length=200,
        default="On average over the last 7 days?",
        help_text=_("Asked at every visit."),
    )
    low_label = models.CharField(_("0 means"), max_length=60, default="none")
    high_label = models.CharField(_("10 means"), max_length=60, default="the worst you can imagine")
    main_measure = models.CharField(_("main measure"), max_length=16, choices=Measure, default=Measure.INTENSITY)
    asks_painkiller_days = models.BooleanField(_("asks painkiller days a month"), default=False)
    keywords = models.CharField(
        _("words that suggest it"),
        max_length=240,
        blank=True,
        help_text=_("Separated by commas; for imports."),
    )
    review_after = models.PositiveSmallIntegerField(
        _("review after"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    refer_after = models.PositiveSmallIntegerField(
        _("refer after"), null=True, blank=True, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )

    class Meta(Word.Meta):
        verbose_name = _("complaint type")
        verbose_name_plural = _("complaint types")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="complainttype_name_unique",
                violation_error_message=_("This type is there already."),
            ),
            models.CheckConstraint(
                condition=Q(review_after=None, refer_after=None)
                | Q(
                    review_after__isnull=False,
                    refer_after__isnull=False,
                    review_after__gte=1,
                    review_after__lt=F("refer_after"),
                ),
                name="complainttype_thresholds_in_order",
                violation_error_message=_("Give both numbers, “review after” less than “refer after”, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(main_measure__in=["intensity", "days", "function"]),
                name="complainttype_main_measure",
            ),
        ]


class ClientPreferences(models.Model):
    """How a client likes the work, and what her days ask of her body: a strip that therapists see."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    occupation = models.CharField(_("occupation"), max_length=120, blank=True)
    repetitive_movements = models.TextField(_("repetitive movements"), max_length=500, blank=True)
    pressure = models.CharField(_("pressure"), max_length=8, choices=Pressure, blank=True)
    oil = models.CharField(_("oil"), max_length=120, blank=True)
    avoid = models.CharField(_("areas to avoid"), max_length=240, blank=True)
    quiet = models.CharField(_("quiet"), max_length=8, choices=Quiet, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("preferences")

    def __str__(self) -> str:
        return f"preferences of client {self.client_id}"


class Precaution(models.Model):
    """Something to take care of at every visit ("blood thinners: light pressure"), until it is dealt with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what to take care of"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_note = models.CharField(_("why it no longer applies"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("precaution")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="precaution_end_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text


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
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"
