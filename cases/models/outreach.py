"""A kind word to somebody who stopped coming and was not better: what came of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import How
from clients.models import Client
from practice.models import User


class ReachedOutQuerySet(models.QuerySet):
    def of_client(self, client):
        """Newest first, with who wrote it."""
        return self.filter(client=client).select_related("by").order_by("-at", "-pk")


class ReachedOut(models.Model):
    """A call, a letter, or that it was better left: who, when, what came of it. Append-only in the database."""

    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=8, choices=How)
    note = models.TextField(_("what came of it"), max_length=2000)
    # Until then nobody is asked to call again. Never missing: nobody is forgotten for ever.
    rests_until = models.DateField(_("look again on"))
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ReachedOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind word")
        indexes = [
            # The latest one of a client on the board.
            models.Index(fields=["client", "-at", "-id"], name="reachedout_latest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="reachedout_says_what_came_of_it"),
            models.CheckConstraint(
                condition=Q(rests_until__gt=F("on")),
                name="reachedout_rests_for_a_while",
                violation_error_message=_("Name a later day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.on:%Y-%m-%d}"
