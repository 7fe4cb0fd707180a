"""Referrals: who else was asked about a complaint, what left the practice, and what came of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums import ReferralStatus, Step
from intake.models import Complaint, Professional
from practice.models import Upload, User


class ReferralQuerySet(models.QuerySet):
    def open(self):
        """Not closed yet."""
        return self.exclude(status=ReferralStatus.CLOSED)

    def unanswered(self, on):
        """Open ones of whom nothing was heard by the day that it was hoped for."""
        return self.open().filter(hear_by__lt=on)

    def with_people(self):
        return self.select_related("complaint__client", "professional", "made_by")


class Referral(models.Model):
    """A complaint is shown to a professional. Where it stands follows from its steps, in the same transaction."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=ReferralStatus, default=ReferralStatus.DRAFTED)
    appointment_on = models.DateField(_("appointment on"), null=True, blank=True)  # gone once the client was there
    # After this day somebody asks what came of it. Missing only where it is closed.
    hear_by = models.DateField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        indexes = [
            models.Index(fields=["complaint", "made_at"], name="referral_of_complaint"),
            # Those of whom nothing was heard, on Today and on the list of referrals.
            models.Index(fields=["hear_by"], name="referral_hear_by", condition=~Q(status="closed")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="closed", hear_by=None) | (~Q(status="closed") & Q(hear_by__isnull=False)),
                name="referral_is_heard_of_or_closed",
            ),
            models.CheckConstraint(
                condition=~Q(status="appointment") | Q(appointment_on__isnull=False),
                name="referral_appointment_has_a_day",
                violation_error_message=_("Say when the appointment is."),
            ),
        ]

    def __str__(self) -> str:
        return f"referral of {self.made_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.status != ReferralStatus.CLOSED


class Letter(models.Model):
    """A letter's final words, as a version of its own. Append-only in the database."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    # The parts that were ticked, in order: [name, words].
    parts = models.JSONField()
    # [day, value] of each rating that the picture shows, and the top of the scale; empty without a picture.
    picture = models.JSONField(default=dict, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("letter")
        constraints = [models.UniqueConstraint(fields=["referral", "number"], name="letter_numbered")]

    def __str__(self) -> str:
        return f"letter {self.number} of referral {self.referral_id}"


class LetterDraft(models.Model):
    """A letter that somebody goes on writing: at most one a referral, gone once a version is finished from it."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="draft")
    # By part: its words, and whether it is ticked.
    words = models.JSONField()
    ticked = models.JSONField()
    with_picture = models.BooleanField(default=False)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("draft of a letter")

    def __str__(self) -> str:
        return f"draft of referral {self.referral_id}"


class LetterAnswer(models.Model):
    """The client allowed a letter to leave, or did not, or took it back: the latest one counts. Append-only."""

    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="answers")
    allowed = models.BooleanField()
    words = models.TextField()  # what was agreed to, as it was read
    typed_name = models.CharField(_("name"), max_length=120)
    signature = models.TextField(blank=True)
    # Under 18 on that day: a parent or guardian signed, whose name this is.
    under_18 = models.BooleanField(default=False)
    guardian_relationship = models.CharField(_("relationship"), max_length=60, blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # What leaves, to the byte, with the permission on it.
    pdf = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("permission to send")
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed=True, pdf__isnull=False) | Q(allowed=False, pdf=None),
                name="letteranswer_allowed_is_on_paper",
            ),
            models.CheckConstraint(condition=~Q(typed_name=""), name="letteranswer_is_signed"),
            models.CheckConstraint(
                condition=Q(under_18=False, guardian_relationship="")
                | (Q(under_18=True) & ~Q(guardian_relationship="")),
                name="letteranswer_minor_has_a_guardian",
            ),
        ]

    def __str__(self) -> str:
        return f"{'allowed' if self.allowed else 'not allowed'} {self.at:%Y-%m-%d}"


class ReferralStep(models.Model):
    """Something that happened to a referral: what, on which day, written down by whom. Append-only."""

    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Step)
    on = models.DateField(_("on"))
    note = models.TextField(_("what was said or found"), max_length=2000, blank=True)
    appointment_on = models.DateField(_("appointment on"), null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reply = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a referral")
        constraints = [
            # The database refuses such a step where the letter's latest answer does not allow it (a trigger).
            models.CheckConstraint(
                condition=~Q(kind__in=["handed_over", "sent"]) | Q(letter__isnull=False),
                name="referralstep_leaves_with_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(kind="appointment", appointment_on__isnull=False)
                | (~Q(kind="appointment") & Q(appointment_on=None)),
                name="referralstep_appointment_has_a_day",
                violation_error_message=_("Say when the appointment is."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["reply", "closed", "reopened"]) | ~Q(note=""),
                name="referralstep_says_what_came_of_it",
                violation_error_message=_("Say it in a few words."),
            ),
        ]
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%Y-%m-%d}"
