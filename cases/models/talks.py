"""The open conversation with a client whose complaint does not get better, and the guide to it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models import Complaint
from practice.history import keeps_history
from practice.models import User


class Conversation(models.Model):
    """What was said, by whom and when. Append-only in the database: a second talk is a second row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("held on"))
    answer = models.TextField(_("what the client answered"), max_length=2000)
    wants = models.TextField(_("what the client wants to do"), max_length=2000, blank=True)
    may_share = models.BooleanField(_("we may share what we have seen"), default=False)
    share_with = models.CharField(_("with whom"), max_length=240, blank=True)
    # She asked to be reminded all the same: only then a follow-up is offered or a recall goes out.
    wants_follow_up = models.BooleanField(_("the client asked for a follow-up"), default=False)
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("conversation")
        indexes = [models.Index(fields=["complaint", "held_on"], name="conversation_of_complaint")]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_share=False) | ~Q(share_with=""),
                name="conversation_shares_with_somebody",
                violation_error_message=_("Say with whom the client allows you to share."),
            )
        ]

    def __str__(self) -> str:
        return f"conversation of {self.held_on:%Y-%m-%d}"


@keeps_history()
class ConversationGuide(models.Model):
    """The practice's own words for the guide: one row at most; without it the product's own text stands."""

    body = models.TextField(_("the guide"), max_length=3000)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("guide to the conversation")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="conversationguide_is_one_row")]

    def __str__(self) -> str:
        return f"guide, version {self.version}"
