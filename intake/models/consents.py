"""Consents as they were signed. A row is never changed; taking one back is a row of its own."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import How
from intake.models.intakes import Intake
from intake.models.texts import ConsentText
from practice.models import Upload, User


class Consent(models.Model):
    """Somebody agreed to, or refused, a version of a text: who signed, when, in which language."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    agreed = models.BooleanField(_("agreed"))
    typed_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=12)
    # SVG path data of what was drawn, where the device allowed it (intake/signature.py).
    signature = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    # The day that it is dated; on paper it may be earlier than the day it was entered.
    signed_on = models.DateField(_("signed on"))
    # Treatment is agreed to again after this day.
    until = models.DateField(_("valid until"))
    under_18 = models.BooleanField(default=False)
    guardian_name = models.CharField(_("guardian"), max_length=120, blank=True)
    guardian_relationship = models.CharField(_("relationship"), max_length=60, blank=True)
    # The name that the minor typed for "I want this too".
    assent = models.CharField(_("the minor's own assent"), max_length=120, blank=True)
    how = models.CharField(max_length=8, choices=How, default=How.SCREEN)
    paper = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        indexes = [models.Index(fields=["client", "-signed_at"], name="consent_of_client")]
        constraints = [
            models.UniqueConstraint(fields=["request_id", "text"], name="consent_once_a_form"),
            models.CheckConstraint(
                condition=Q(under_18=False) | (~Q(guardian_name="") & ~Q(guardian_relationship="") & ~Q(assent="")),
                name="consent_of_a_minor_has_a_guardian",
                violation_error_message=_("Under 18 a guardian signs, and the minor agrees too."),
            ),
            models.CheckConstraint(condition=~Q(typed_name=""), name="consent_is_signed"),
            models.CheckConstraint(
                condition=Q(how="screen", recorded_by=None) | (~Q(how="screen") & Q(recorded_by__isnull=False)),
                name="consent_recorded_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.text_id} of client {self.client_id}"


class ConsentWithdrawal(models.Model):
    """The client took a consent back."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what was said"), max_length=240, blank=True)

    def __str__(self) -> str:
        return f"withdrawal of consent {self.consent_id}"
