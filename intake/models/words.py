"""The practice's vocabulary: words that can be renamed or retired, never deleted once used."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from intake.enums import Care, Measure
from practice.history import keeps_history
from practice.models import Upload


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
    # Chest, glutes, inner thigh, abdomen: agreed to in person, each time that the work is proposed.
    sensitive = models.BooleanField(_("asks “agreed today?”"), default=False)
    # Codes of body_places.py. One without any is offered at all places of its region.
    places = ArrayField(
        models.CharField(max_length=20), verbose_name=_("on the body’s picture"), default=list, blank=True
    )

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

    sensitive = models.BooleanField(_("asks “agreed today?”"), default=False)

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
    """Something that a client can do at home, as a sheet to take along explains it: a line a step, and a picture."""

    steps = models.TextField(_("steps for the client"), max_length=2000, blank=True)
    picture = models.ForeignKey(
        Upload, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

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


@keeps_history(exclude=["position", "request_id"])
class RedFlag(Word):
    """A sign that means "refer first, before treating". Its name is what it is; the question is in plain words."""

    question = models.CharField(_("question for the client"), max_length=240)
    types = models.ManyToManyField(
        ComplaintType, verbose_name=_("asked with"), related_name="+", help_text=_("These complaint types.")
    )
    urgent = models.BooleanField(
        _("urgent"), default=False, help_text=_("A yes says at once: get medical help today.")
    )
    advice = models.CharField(_("for the therapist"), max_length=240, blank=True)

    class Meta(Word.Meta):
        verbose_name = _("red flag")
        verbose_name_plural = _("red flags")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="redflag_name_unique",
                violation_error_message=_("This red flag is there already."),
            )
        ]


@keeps_history(exclude=["position", "request_id"])
class HealthCondition(Word):
    """Something in the health of a client that massage has to know of. Its name is what the client ticks."""

    care = models.CharField(_("what it asks of the therapist"), max_length=4, choices=Care, default=Care.CARE)
    advice = models.CharField(_("for the therapist"), max_length=240, blank=True)
    urgent = models.BooleanField(
        _("urgent"), default=False, help_text=_("A tick says at once: get medical help today.")
    )
    passing = models.BooleanField(
        _("passes"),
        default=False,
        help_text=_("True on the day: raises its alert, and is not kept as history."),
    )

    class Meta(Word.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="healthcondition_name_unique",
                violation_error_message=_("This condition is there already."),
            )
        ]
