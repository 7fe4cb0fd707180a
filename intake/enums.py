"""Choices of the intake room: what clients tell us, in the words of the field."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What a complaint is rated by. The improvement rule reads the first three."""

    INTENSITY = "intensity", _("intensity")
    DAYS = "days", _("days of the last 7")
    FUNCTION = "function", _("what it keeps you from")
    PAINKILLER_DAYS = "painkiller_days", _("painkiller days a month")


class Aim(models.TextChoices):
    """What massage is for here: to resolve the complaint, or to maintain beside others' care."""

    RESOLVE = "resolve", _("to get better")
    MAINTAIN = "maintain", _("to keep well, beside others' care")


class Course(models.TextChoices):
    CONSTANT = "constant", _("constant")
    COMES_AND_GOES = "comes_and_goes", _("comes and goes")


class ClosedReason(models.TextChoices):
    RESOLVED = "resolved", _("resolved")
    NO_LONGER = "no_longer", _("no longer what she or he comes for")
    OTHER = "other", _("other")


class Side(models.TextChoices):
    """Which side of the body; empty where an area has none."""

    LEFT = "left", _("left")
    RIGHT = "right", _("right")
    BOTH = "both", _("both")


class Pressure(models.TextChoices):
    LIGHT = "light", _("light")
    MEDIUM = "medium", _("medium")
    FIRM = "firm", _("firm")
    DEEP = "deep", _("deep")


class Quiet(models.TextChoices):
    QUIET = "quiet", _("prefers quiet")
    TALK = "talk", _("likes to talk")


class EpisodeStart(models.TextChoices):
    """Why an episode of a complaint began."""

    OPENED = "opened", _("opened")
    REOPENED = "reopened", _("opened again")
    AIM_CHANGED = "aim_changed", _("aim changed")
