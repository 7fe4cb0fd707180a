"""Choices of the visit log."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Timing(models.TextChoices):
    """Before the treatment (what the rule reads) or after it (relief on the table)."""

    BEFORE = "before", _("before the treatment")
    AFTER = "after", _("after the treatment")


class Source(models.TextChoices):
    """Where a rating came from. The rule reads all of them alike: each was confirmed at its visit."""

    ASKED = "asked", _("asked at the visit")
    CHECK_IN = "check_in", _("from the client's check-in, confirmed")
    DIARY = "diary", _("from the client's diary, confirmed")


class Judgement(models.TextChoices):
    """How a client who would rather not give a number says it is going: never turned into one."""

    BETTER = "better", _("better")
    SAME = "same", _("the same")
    WORSE = "worse", _("worse")


class NotAsked(models.TextChoices):
    """Why a therapist did not ask for a rating. The client's own no is another thing: she declined."""

    NO_TIME = "no_time", _("no time")
    ASLEEP = "asleep", _("she or he was asleep")
    NOT_TODAY = "not_today", _("not what today was about")
    FORGOT = "forgot", _("I forgot")
    LATER = "later", _("written later from memory")


class Done(models.TextChoices):
    """How much of the homework was done."""

    NONE = "none", _("none")
    SOME = "some", _("some")
    MOST = "most", _("most")
    ALL = "all", _("all")


class FindingChange(models.TextChoices):
    """What was found, beside what was found there at the visit before."""

    GONE = "gone", _("gone")
    LESS = "less", _("less than last time")
    SAME = "same", _("the same")
    MORE = "more", _("more than last time")

    @property
    def since(self):
        """As words of their own, where nothing was found today."""
        return _("gone since last time") if self == FindingChange.GONE else self.label


class FindingKind(models.TextChoices):
    TRIGGER_POINT = "trigger_point", _("trigger point")
    TENDER = "tender", _("tender spot")
    TENSION = "tension", _("tension")
    OTHER = "other", _("other")
