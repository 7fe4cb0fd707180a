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


class Tab(models.TextChoices):
    """The board's four lists."""

    DECIDE = "decide", _("Needs a decision")
    WAITING = "waiting", _("Waiting")
    UNMEASURED = "unmeasured", _("Not measured")
    WATCH = "watch", _("Watch")


class Group(models.TextChoices):
    """What kind of decision a case asks for, in the words of the board."""

    REFER = "refer", _("Talk openly, bring in others")
    WORSE = "worse", _("Worse")
    REVIEW = "review", _("Change the approach")


class Sort(models.TextChoices):
    URGENCY = "urgency", _("most urgent first")
    CLIENT = "client", _("client")
    LAST = "last", _("last visit")
    VISITS = "visits", _("most visits")
    WEEKS = "weeks", _("longest")
