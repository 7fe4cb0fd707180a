"""What clients are asked and what they sign, in editions: nothing here is ever changed, only followed by another."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.enums import ConsentKind
from practice.models import User


class QuestionEdition(models.Model):
    """The wording of the intake's questions. The latest is asked; an intake keeps the one that it was begun with."""

    number = models.PositiveIntegerField(unique=True)
    # What the practice says otherwise than intake/questions.py ships, and questions of its own: see there.
    wording = models.JSONField(default=dict, blank=True)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("edition of the questions")

    def __str__(self) -> str:
        return f"questions {self.number}"


class ConsentText(models.Model):
    """A version of a text that clients sign. The highest version of its kind and language is the one in use."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    kind = models.CharField(_("kind"), max_length=12, choices=ConsentKind)
    language = models.CharField(_("language"), max_length=12, default="en")
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), max_length=20000)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("consent text")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"],
                name="consenttext_version_once",
                violation_error_message=_("Somebody saved this text meanwhile."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
