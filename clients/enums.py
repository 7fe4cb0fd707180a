"""Choices of the clients room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreferredTime(models.TextChoices):
    """When a client likes to come: half days of the working week, evenings, weekends."""

    MORNINGS = "mornings", _("mornings")
    AFTERNOONS = "afternoons", _("afternoons")
    EVENINGS = "evenings", _("evenings")
    WEEKENDS = "weekends", _("weekends")
