"""What was done at each visit and how it goes. Signed visits are final: the database itself refuses changes."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from bookings.models import Appointment, FollowUp
from clients.models import Client
from intake.enums import Giving, Measure, Pressure, Side
from intake.models import Area, ClientLink, Complaint, HomeworkKind, Technique
from practice.current import local_date
from practice.models import Upload, User
from sessions_log.enums import Done, FindingChange, FindingKind, Judgement, NotAsked, Source, Timing

WRITTEN_AT_ONCE = dt.timedelta(hours=2)  # after the visit; later than that, it is written from memory


def _papers_said() -> models.QuerySet:
    """The paper notes of a visit that were not taken out again."""
    there = PaperNote.objects.filter(visit=OuterRef("pk"), removed_at=None).order_by("added_at", "pk")
    said = {"public_id": "public_id", "at": "added_at", "by": "author__name", "reason": "reason"}
    return there.values(json=JSONObject(**said))


class VisitQuerySet(models.QuerySet):
    def counting(self):
        """Visits that were neither voided nor discarded."""
        return self.filter(voided_at=None)

    def final(self):
        """Signed or imported ones that count."""
        return self.counting().filter(Q(signed_at__isnull=False) | Q(imported_at__isnull=False))

    def drafts(self):
        """Visits that wait for their therapist's signature."""
        return self.counting().filter(signed_at=None, imported_at=None)

    def with_parts(self):
        """Each visit with lists of plain values: `areas_said` and the others that Visit names."""

        def rows(part: type[models.Model], *fields: str) -> ArraySubquery:
            of_visit = part._default_manager.filter(visit=OuterRef("pk")).order_by("pk")
            return ArraySubquery(of_visit.values(json=JSONObject(**{name: name for name in fields})))

        return self.annotate(
            areas_said=rows(AreaWorked, "area_id", "side", "finding", "finding_note", "change"),
            techniques_said=rows(TechniqueUsed, "technique_id"),
            consents_said=rows(SensitiveConsent, "area_id", "technique_id", "agreed", "reason"),
            homework_said=rows(Homework, "id", "kind_id", "detail", "times_a_day"),
            reviews_said=rows(HomeworkReview, "homework_id", "done"),
            papers_said=ArraySubquery(_papers_said()),
        )


class Visit(models.Model):
    """A treatment session. A draft until it is signed; then final, with addenda for corrections.

    Here and in its parts a foreign key has an index of its own only where a query uses it and no other index
    begins with it: each one slows every save and every import.
    """

    # What with_parts() adds.
    areas_said: list[dict[str, Any]]
    techniques_said: list[dict[str, Any]]
    consents_said: list[dict[str, Any]]
    homework_said: list[dict[str, Any]]
    reviews_said: list[dict[str, Any]]
    papers_said: list[dict[str, Any]]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made in the browser: a double click or a re-sent form makes one visit.
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    therapist = models.ForeignKey(
        User,
        verbose_name=_("therapist"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )  # null: imported, nobody here wrote it
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    starts_at = models.DateTimeField(_("date and time"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    health_changed = models.BooleanField(_("anything new in health or medicines?"), null=True, blank=True)
    health_note = models.TextField(_("what is new"), max_length=2000, blank=True)
    pressure = models.CharField(_("pressure"), max_length=8, choices=Pressure, blank=True)
    subjective = models.TextField(_("what the client says"), max_length=10000, blank=True)
    objective = models.TextField(_("what was found"), max_length=10000, blank=True)
    assessment = models.TextField(_("what it may mean for the work"), max_length=10000, blank=True)
    plan = models.TextField(_("what comes next"), max_length=10000, blank=True)
    # 0: it was talked about, and the client decides.
    return_weeks = models.PositiveSmallIntegerField(
        _("come back in (weeks)"), null=True, blank=True, validators=[MaxValueValidator(52)]
    )
    desk_note = models.TextField(
        _("note for whoever books"), max_length=500, blank=True, help_text=_("Nothing about health here.")
    )
    follow_up = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    # What "Same as last time" filled in and nobody has touched since: keys of same.py.
    from_last = ArrayField(models.CharField(max_length=32), default=list, blank=True, editable=False)
    # What a good record would have and this one was signed without, in words, and why it was signed all the same.
    signed_without = models.TextField(blank=True, editable=False)
    signed_despite = models.CharField(max_length=240, blank=True, editable=False)
    # A voided visit that was another client's: what was theirs to copy came from there.
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False, db_index=False
    )

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    imported_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False, db_index=False
    )
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False, db_index=False
    )
    void_reason = models.CharField(max_length=240, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [
            # A client's visits, newest first: chart, visit page, judging.
            models.Index(fields=["client", "-starts_at", "-id"], name="visit_of_client"),
            # Today and recent visits of a therapist; drafts.
            models.Index(fields=["therapist", "-starts_at"], name="visit_of_therapist"),
            models.Index(
                fields=["therapist", "starts_at"],
                condition=Q(signed_at=None, imported_at=None, voided_at=None),
                name="visit_drafts",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(imported_at__isnull=False) | Q(therapist__isnull=False),
                name="visit_has_a_therapist",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by=F("therapist"), imported_at=None),
                name="visit_signed_by_its_therapist",
                violation_error_message=_("Only the therapist of a visit signs it."),
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="visit_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(signed_without="", signed_despite="")
                | (Q(signed_at__isnull=False) & ~Q(signed_without="") & ~Q(signed_despite="")),
                name="visit_signed_despite_with_reason",
            ),
            models.UniqueConstraint(fields=["copied_from"], condition=Q(voided_at=None), name="visit_copied_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=480), name="visit_minutes_plausible"),
            # A voided or discarded visit leaves its appointment to the one that is right.
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(voided_at=None), name="visit_appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"

    @property
    def is_final(self) -> bool:
        """Signed or imported: only addenda from here on."""
        return self.signed_at is not None or self.imported_at is not None

    @property
    def is_draft(self) -> bool:
        return not self.is_final and self.voided_at is None

    @property
    def written_later(self) -> bool:
        """Begun on another day than it happened, in the practice's time zone, or hours after it ended."""
        if self.imported_at is not None:
            return False
        ended = self.starts_at + dt.timedelta(minutes=self.minutes)
        return not self.written_that_day or self.created_at > ended + WRITTEN_AT_ONCE

    @property
    def written_that_day(self) -> bool:
        return local_date(self.created_at) == local_date(self.starts_at)


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


class Addendum(models.Model):
    """A dated addition to a final visit. It may correct one rating, or add one that was forgotten; what was signed
    stays to be read. Of several about the same rating the last one holds.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="addenda")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("why"), max_length=240)
    text = models.TextField(_("addition"), max_length=10000, blank=True)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    value = models.DecimalField(_("corrected to"), max_digits=9, decimal_places=4, null=True, blank=True)
    # Of a rating that the visit lacks: which one, and its scale. It was given before the treatment, and counts there.
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    measure = models.CharField(max_length=16, choices=Measure, blank=True)
    scale_max = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    activities_edition = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None, value=None, complaint=None) & ~Q(text="")
                | Q(rating__isnull=False, value__isnull=False, complaint=None)
                | Q(rating=None, value__isnull=False, complaint__isnull=False),
                name="addendum_says_something",
                violation_error_message=_("Write what is to be added, or correct a rating."),
            ),
            models.CheckConstraint(
                condition=Q(complaint=None, measure="", scale_max=None)
                | Q(
                    complaint__isnull=False,
                    measure__in=Measure.values,
                    scale_max__gt=0,
                    value__gte=0,
                    value__lte=F("scale_max"),
                ),
                name="addendum_rating_in_scale",
                violation_error_message=_("A rating must lie on its scale."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"


class PaperNote(models.Model):
    """A photo of a note on paper. In a draft its author may take it out again, with a reason; once the visit is final
    it stays, and one that comes later says why, as an addendum does. The database guards both (0008_paper_notes)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="papers")
    photo = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    reason = models.CharField(_("why"), max_length=240, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False, db_index=False
    )
    removed_reason = models.CharField(max_length=240, blank=True, editable=False)

    class Meta:
        verbose_name = _("paper note")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removed_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason="")),
                name="papernote_removed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.added_at:%Y-%m-%d}"


class SheetGiven(models.Model):
    """A visit's homework as a sheet for the client's own device: when it was given out, how, and whether it arrived.

    Behind a client's one link of this purpose stands the sheet that was given last.
    """

    request_id = models.UUIDField(unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="sheets_given")
    link = models.ForeignKey(ClientLink, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=Giving)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    mailed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mailed_at=None) | Q(failed_at=None), name="sheetgiven_sent_or_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.at:%Y-%m-%d}"


class DoorEntry(models.Model):
    """Who went past the guard of a final visit, when and why. The database writes it; nobody else can."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=16)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=240)

    class Meta:
        db_table = "sessions_log_door"
        verbose_name_plural = "door entries"

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"


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
