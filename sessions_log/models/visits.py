"""A treatment session. A draft until it is signed; then final, in the database itself."""

import datetime as dt
import uuid
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from bookings.models import Appointment, FollowUp
from clients.models import Client
from intake.enums import Pressure
from practice.current import local_date
from practice.models import User

WRITTEN_AT_ONCE = dt.timedelta(hours=2)  # after the visit; later than that, it is written from memory


def _part(name: str) -> models.QuerySet:
    """The rows of a part, by name: their models import this one."""
    return apps.get_model("sessions_log", name)._default_manager.all()


def _papers_said() -> models.QuerySet:
    """The paper notes of a visit that were not taken out again."""
    there = _part("PaperNote").filter(visit=OuterRef("pk"), removed_at=None).order_by("added_at", "pk")
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

        def rows(part: str, *fields: str) -> ArraySubquery:
            of_visit = _part(part).filter(visit=OuterRef("pk")).order_by("pk")
            return ArraySubquery(of_visit.values(json=JSONObject(**{name: name for name in fields})))

        return self.annotate(
            areas_said=rows("AreaWorked", "area_id", "side", "finding", "finding_note", "change"),
            techniques_said=rows("TechniqueUsed", "technique_id"),
            consents_said=rows("SensitiveConsent", "area_id", "technique_id", "agreed", "reason"),
            homework_said=rows("Homework", "id", "kind_id", "detail", "times_a_day"),
            reviews_said=rows("HomeworkReview", "homework_id", "done"),
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
