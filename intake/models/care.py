"""What a therapist must know before touching: preferences, precautions, health history, alerts."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import AlertKind, Pregnancy, Pressure, Quiet
from practice.history import keeps_history
from practice.models import User


class ClientPreferences(models.Model):
    """How a client likes the work, and what her days ask of her body: a strip that therapists see."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    occupation = models.CharField(_("occupation"), max_length=120, blank=True)
    repetitive_movements = models.TextField(_("repetitive movements"), max_length=500, blank=True)
    pressure = models.CharField(_("pressure"), max_length=8, choices=Pressure, blank=True)
    focus = models.CharField(_("where to stay longer"), max_length=240, blank=True)
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


@keeps_history()
class HealthHistory(models.Model):
    """What is known of a client's health, as last confirmed. Empty text: asked, and nothing; no row: never asked."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    # Names of conditions as they were ticked: a word renamed later does not change what was said.
    conditions = ArrayField(
        models.CharField(max_length=80), verbose_name=_("conditions"), default=list, blank=True, size=60
    )
    conditions_more = models.TextField(_("other conditions"), max_length=1000, blank=True)
    operations = models.TextField(_("operations"), max_length=1000, blank=True)
    injuries = models.TextField(_("injuries"), max_length=1000, blank=True)
    skin = models.CharField(_("skin"), max_length=500, blank=True)
    medicines = models.TextField(_("medicines"), max_length=1000, blank=True)
    thinners = ArrayField(
        models.CharField(max_length=12), verbose_name=_("blood thinners"), default=list, blank=True, size=12
    )
    thinners_more = models.CharField(_("which blood thinner"), max_length=120, blank=True)
    allergies = models.TextField(_("allergies"), max_length=1000, blank=True)
    pregnancy = models.CharField(_("pregnancy"), max_length=8, choices=Pregnancy, blank=True)
    confirmed_on = models.DateField(_("confirmed on"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("health history")

    def __str__(self) -> str:
        return f"health history of client {self.client_id}"


class AlertQuerySet(models.QuerySet):
    def open(self):
        """Nobody has dealt with these yet."""
        return self.filter(dealt_at=None)


class Alert(models.Model):
    """Something that a therapist looks at before the visit, until one has dealt with it; then quiet, never gone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made in the browser where a person writes it; an intake's alerts come with the intake and `key`.
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey("Intake", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=8, choices=AlertKind)
    urgent = models.BooleanField(default=False)
    key = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=500)
    advice = models.CharField(max_length=240, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    dealt_at = models.DateTimeField(null=True, blank=True)
    dealt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    dealt_note = models.CharField(_("what was done about it"), max_length=500, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        indexes = [models.Index(fields=["client"], condition=Q(dealt_at=None), name="alert_open_of_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dealt_at=None, dealt_by=None, dealt_note="")
                | (Q(dealt_at__isnull=False, dealt_by__isnull=False) & ~Q(dealt_note="")),
                name="alert_dealt_with_note",
                violation_error_message=_("Say in a few words what was done about it."),
            ),
            models.UniqueConstraint(fields=["intake", "key"], condition=~Q(key=""), name="alert_once_an_intake"),
            models.CheckConstraint(
                condition=Q(kind="message", raised_by__isnull=False, intake=None) | ~Q(kind="message"),
                name="alert_message_has_a_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of client {self.client_id}"

    @property
    def word(self) -> str:
        """What it is, in a word."""
        return str(AlertKind(self.kind).label)
