"""What comes to a visit later or from elsewhere: addenda, photos of paper notes, sheets that were given out."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.enums import Giving, Measure
from intake.models import ClientLink, Complaint
from practice.models import Upload, User
from sessions_log.models.said import Rating
from sessions_log.models.visits import Visit


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
