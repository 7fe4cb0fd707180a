"""Links by which a client reaches her own forms, without an account."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Appointment
from clients.models import Client
from intake.enums import Giving, Purpose
from practice.models import User

TRIES = 5  # of the birth date


class ClientLinkQuerySet(models.QuerySet):
    def open(self):
        """Neither taken back nor done with; they may have run out or be locked."""
        return self.filter(revoked_at=None, finished_at=None)


class ClientLink(models.Model):
    """One client, one purpose; of its token only the hash is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    # When, how and by whom it was last given out; a mail that is asked for goes out a little later, or not at all.
    given_at = models.DateTimeField(null=True, blank=True)
    given_how = models.CharField(max_length=8, choices=Giving, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_failed_at = models.DateTimeField(null=True, blank=True)
    # Wrong birth dates since the link was made or renewed; at TRIES it is locked until it is renewed.
    tries = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ClientLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose"],
                condition=Q(revoked_at=None, finished_at=None),
                name="clientlink_open_once",
            ),
            models.CheckConstraint(condition=Q(tries__lte=TRIES), name="clientlink_tries_are_few"),
            models.CheckConstraint(
                condition=Q(given_at=None, given_how="") | (Q(given_at__isnull=False) & ~Q(given_how="")),
                name="clientlink_given_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of client {self.client_id}"

    @property
    def is_locked(self) -> bool:
        return self.tries >= TRIES

    @property
    def awaits_mail(self) -> bool:
        """A mail was asked for and has not gone out yet."""
        asked = self.given_at if self.given_how == Giving.MAIL and not self.mail_failed_at else None
        return bool(asked and (self.mailed_at is None or self.mailed_at < asked))

    def is_usable(self, now: dt.datetime) -> bool:
        """Opens; whether it asks for the birth date first is another question."""
        return self.revoked_at is None and self.finished_at is None and now < self.expires_at


class BirthDateTry(models.Model):
    """A device that was not known gave a birth date. Kept for therapists: whoever can give out a link and knows the
    date could open it, too."""

    link = models.ForeignKey(ClientLink, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_right = models.BooleanField()
    # How the link had been given out by then, and by whom.
    given_how = models.CharField(max_length=8, choices=Giving, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    def __str__(self) -> str:
        return f"try at link {self.link_id}"
