"""What was done: where, how, what was agreed to, and what to do at home."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.enums import Side
from intake.models import Area, HomeworkKind, Technique
from sessions_log.enums import Done, FindingChange, FindingKind
from sessions_log.models.visits import Visit


class AreaWorked(models.Model):
    """An area that was worked at a visit, with its side and what was found there."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="areas", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=Side, blank=True)
    finding = models.CharField(_("found"), max_length=16, choices=FindingKind, blank=True)
    finding_note = models.CharField(max_length=200, blank=True)
    # Where something was found there at the visit before.
    change = models.CharField(_("since last time"), max_length=4, choices=FindingChange, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "area"], name="areaworked_once"),
            models.CheckConstraint(
                condition=Q(change__in=["", *FindingChange.values]), name="areaworked_change_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.side}"


class TechniqueUsed(models.Model):
    """A technique used at a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="techniques", db_index=False)
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "technique"], name="techniqueused_once")]

    def __str__(self) -> str:
        return str(self.technique_id)


class SensitiveConsent(models.Model):
    """What a client said, in person and on that day, to work in a sensitive area or by a sensitive technique."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="consents", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    # Empty in a draft: a reason is written, and the question not asked yet.
    agreed = models.BooleanField(_("agreed today?"), null=True)
    reason = models.CharField(_("why here, in a few words"), max_length=200, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("agreed in person")
        constraints = [
            models.CheckConstraint(
                condition=Q(area=None, technique__isnull=False) | Q(area__isnull=False, technique=None),
                name="sensitiveconsent_of_one_thing",
            ),
            models.UniqueConstraint(fields=["visit", "area"], name="sensitiveconsent_area_once"),
            models.UniqueConstraint(fields=["visit", "technique"], name="sensitiveconsent_technique_once"),
        ]

    def __str__(self) -> str:
        return f"area {self.area_id} technique {self.technique_id}: {self.agreed}"


class Homework(models.Model):
    """Homework given at a visit, with its dose."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="homework", db_index=False)
    kind = models.ForeignKey(HomeworkKind, on_delete=models.PROTECT, related_name="+")
    detail = models.CharField(_("which, how"), max_length=200, blank=True)
    times_a_day = models.PositiveSmallIntegerField(
        _("times a day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="homework_once")]

    def __str__(self) -> str:
        return str(self.kind_id)


class HomeworkReview(models.Model):
    """At a visit: how much of a homework given earlier was done."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="homework_reviews", db_index=False)
    homework = models.ForeignKey(Homework, on_delete=models.PROTECT, related_name="+")
    done = models.CharField(max_length=4, choices=Done)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "homework"], name="homeworkreview_once")]

    def __str__(self) -> str:
        return self.done
