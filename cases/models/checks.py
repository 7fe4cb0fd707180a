"""When the board was last held against the ratings that it follows from, and what was found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class BoardCheck(models.Model):
    """The last check: one row at most. It is written at the check's end, so one that broke off leaves it old."""

    at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()  # entries without a reason, that should not be there, or that are missing
    differing = models.PositiveIntegerField()  # complaints whose stored facts were not what their ratings say
    mended = models.BooleanField()

    class Meta:
        verbose_name = _("check of the board")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="boardcheck_is_one_row")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.faults} of {self.entries}"
