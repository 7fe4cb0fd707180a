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


class Asked(models.TextChoices):
    """Were the red flags asked about today?"""

    NONE = "none", _("Asked: none of these")
    SOME = "some", _("Asked: yes, those ticked below")
    NOT = "not", _("Could not be asked today")


class Tab(models.TextChoices):
    """The board's lists, and two that stand within them: who rests after a kind word or is to be left in peace,
    and what is new of what is better."""

    DECIDE = "decide", _("Needs a decision")
    WAITING = "waiting", _("Waiting")
    UNMEASURED = "unmeasured", _("Not measured")
    WATCH = "watch", _("Watch")
    STOPPED = "stopped", _("Stopped coming")
    BETTER = "better", _("Better")
    QUIET = "quiet", _("Stopped coming, resting")
    NEWS = "news", _("Good news of the last two weeks")

    @property
    def within(self) -> "Tab":
        """The list that this one stands in: itself, mostly."""
        return {Tab.QUIET: Tab.STOPPED, Tab.NEWS: Tab.BETTER}.get(self, self)


class Group(models.TextChoices):
    """What kind of decision a case asks for, in the words of the board."""

    REFER = "refer", _("Talk openly, bring in others")
    WORSE = "worse", _("Worse")
    REVIEW = "review", _("Change the approach")
    BESIDE = "beside", _("Massage beside others' care: does it still fit?")


class Better(models.TextChoices):
    """What good news there is of a complaint, in the words of the board."""

    LEVEL = "level", _("Better, and level: space out, maintain, or finish?")
    HELD = "held", _("Better, and it holds")
    REACHED = "reached", _("Better; one more good visit, and it holds")


class How(models.TextChoices):
    """How somebody who stopped coming was reached."""

    CALL = "call", _("a call")
    LETTER = "letter", _("a letter or message")
    NOT = "not", _("not at all: better left")


class Noted(models.TextChoices):
    """What is kept of a meeting beside its decisions."""

    NOTE = "note", _("note")
    SKIPPED = "skipped", _("left for another day")


class Figure(models.TextChoices):
    """The owner's figures of decisions that have a list."""

    DECIDED = "decided", _("Decided")
    OPEN = "open", _("Not decided yet")
    LAPSED = "lapsed", _("Not decided before it got better or was closed")
    WEEK = "week", _("Waits for a week or less")
    MONTH = "month", _("Waits for more than a week")
    LONGER = "longer", _("Waits for more than a month")


class Sort(models.TextChoices):
    URGENCY = "urgency", _("most urgent first")
    CLIENT = "client", _("client")
    LAST = "last", _("last visit")
    VISITS = "visits", _("most visits")
    WEEKS = "weeks", _("longest")


class ReferralStatus(models.TextChoices):
    """Where a referral stands."""

    DRAFTED = "drafted", _("not handed over yet")
    TOLD = "told", _("client knows whom to see")
    HANDED_OVER = "handed_over", _("letter handed to the client")
    SENT = "sent", _("letter sent")
    APPOINTMENT = "appointment", _("appointment made")
    SEEN = "seen", _("has been there")
    REPLY = "reply", _("reply received")
    CLOSED = "closed", _("closed")


class Step(models.TextChoices):
    """What can happen to a referral. Those that have the name of a status lead to it."""

    DRAFTED = "drafted", _("begun")
    TOLD = "told", _("client was told whom to see, without a letter")
    HANDED_OVER = "handed_over", _("letter handed to the client")
    SENT = "sent", _("letter sent")
    NOT_YET = "not_yet", _("asked: not seen anybody yet")
    APPOINTMENT = "appointment", _("appointment made")
    SEEN = "seen", _("has been there")
    REPLY = "reply", _("reply received")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("opened again")


class Part(models.TextChoices):
    """The parts of a letter."""

    OPENING = "opening", _("Opening")
    OWN_WORDS = "own_words", _("What the client told")
    DONE = "done", _("What was done")
    RATINGS = "ratings", _("The client's ratings")
    ASKED = "asked", _("What is asked")


class Heard(models.TextChoices):
    """The lists of referrals."""

    UNANSWERED = "unanswered", _("To ask about")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Closed")
