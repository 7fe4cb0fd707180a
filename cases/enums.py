"""Choices of the cases room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    """What is done about a complaint that does not improve."""

    CHANGE = "change", _("change the approach")
    REFER = "refer", _("bring in another professional")
    CONTINUE = "continue", _("continue as it is")
    MAINTAIN = "maintain", _("massage beside others' care")
    CLOSE = "close", _("close the complaint")
    RATE_AGAIN = "rate_again", _("rate again: the numbers do not fit what is seen")
    ASK_THERAPIST = "ask_therapist", _("ask the therapist")
