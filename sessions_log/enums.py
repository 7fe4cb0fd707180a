"""Choices of the visit log."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Timing(models.TextChoices):
    """Before the treatment (what the rule reads) or after it (relief on the table)."""

    BEFORE = "before", _("before the treatment")
    AFTER = "after", _("after the treatment")


class Judgement(models.TextChoices):
    """How a client who would rather not give a number says it is going: never turned into one."""

    BETTER = "better", _("better")
    SAME = "same", _("the same")
    WORSE = "worse", _("worse")


class Done(models.TextChoices):
    """How much of the homework was done."""

    NONE = "none", _("none")
    SOME = "some", _("some")
    MOST = "most", _("most")
    ALL = "all", _("all")


class FindingKind(models.TextChoices):
    TRIGGER_POINT = "trigger_point", _("trigger point")
    TENDER = "tender", _("tender spot")
    TENSION = "tension", _("tension")
    OTHER = "other", _("other")


class Measure(StrEnum):
    """What a client rates, in the order in which the rule looks for a measure to lead."""

    INTENSITY = "intensity"
    DAYS = "days"
    FUNCTION = "function"


class Aim(StrEnum):
    """What the work on a complaint is for: to be rid of it, or to live well beside others' care for it."""

    RESOLVE = "resolve"
    MAINTAIN = "maintain"


class Verdict(StrEnum):
    """What the ratings say. Most are said of a measure and of a whole complaint, some of one only."""

    NOT_ENOUGH_DATA = "not_enough_data"
    WORSE = "worse"
    IMPROVED = "improved"
    TOO_MILD = "too_mild"
    SOME_CHANGE = "some_change"  # of a measure only
    UNCHANGED = "unchanged"  # of a measure only
    MIXED = "mixed"  # of a complaint only
    NO_IMPROVEMENT = "no_improvement"  # of a complaint only


class Stage(StrEnum):
    """What to do about it: nothing yet, change the approach, bring in other professionals."""

    WATCH = "watch"
    REVIEW = "review"
    REFER = "refer"
