"""Who else treats the clients: a directory of professionals, and who is on which client's team."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import ProfessionalKind
from practice.history import keeps_history
from practice.models import User


@keeps_history(exclude=["request_id"])
class Professional(models.Model):
    """Somebody outside the practice whom clients see."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=ProfessionalKind)
    name = models.CharField(_("name"), max_length=120)
    practice = models.CharField(_("practice"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    notes = models.TextField(_("what they are good for"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("professional")
        verbose_name_plural = _("professionals")

    def __str__(self) -> str:
        return self.name


@keeps_history()
class TeamMember(models.Model):
    """A professional who treats a client, and whether we may write to them."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    may_write = models.BooleanField(_("we may write to them"), default=False)
    said_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("member of the team")
        constraints = [models.UniqueConstraint(fields=["client", "professional"], name="teammember_once")]

    def __str__(self) -> str:
        return f"client {self.client_id} sees {self.professional_id}"
