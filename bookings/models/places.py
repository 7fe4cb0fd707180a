"""What an appointment is booked as, and where it takes place."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from practice.history import keeps_history


class UsableQuerySet(models.QuerySet):
    def usable(self):
        """What can be booked today; what was given up stays on the appointments that have it."""
        return self.filter(retired_at=None)


@keeps_history()
class AppointmentKind(models.Model):
    """A kind of appointment: how long it takes, and how long it then takes to turn the room over."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=60)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    turnover = models.PositiveSmallIntegerField(
        _("minutes to turn the room over"), default=0, validators=[MaxValueValidator(120)]
    )
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UsableQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of appointment")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(retired_at=None),
                name="kind_name_once",
                violation_error_message=_("There is a kind of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@keeps_history()
class Table(models.Model):
    """A massage table. A room has one or more: two tables of a room are where couples lie."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    room = models.CharField(_("room"), max_length=60)
    name = models.CharField(_("table"), max_length=60, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UsableQuerySet.as_manager()

    class Meta:
        verbose_name = _("table")
        constraints = [
            models.UniqueConstraint(
                Lower("room"),
                Lower("name"),
                condition=Q(retired_at=None),
                name="table_name_once",
                violation_error_message=_("There is a table of this name in this room already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room}, {self.name}" if self.name else self.room
