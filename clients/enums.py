"""Choices of the clients room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreferredTime(models.TextChoices):
    """When a client likes to come: half days of the working week, evenings, weekends."""

    MORNINGS = "mornings", _("mornings")
    AFTERNOONS = "afternoons", _("afternoons")
    EVENINGS = "evenings", _("evenings")
    WEEKENDS = "weekends", _("weekends")


class Show(models.TextChoices):
    """Which clients the list shows."""

    PRESENT = "", _("All")
    MINE = "mine", _("Mine")
    ARCHIVED = "archived", _("Archived")


class Likeness(models.TextChoices):
    """In what two clients are alike; a shared e-mail is normal in families."""

    SAME_FORM = "same_form", _("added with this form just now")
    NAME_AND_BIRTH = "name_and_birth", _("same name and date of birth")
    NAME = "name", _("same name")
    PHONE = "phone", _("same phone")
    EMAIL = "email", _("same e-mail")


# Offered while typing; any other can be typed.
LANGUAGES = [
    _("English"),
    _("Arabic"),
    _("Cantonese"),
    _("Dutch"),
    _("French"),
    _("German"),
    _("Hindi"),
    _("Italian"),
    _("Japanese"),
    _("Korean"),
    _("Mandarin"),
    _("Polish"),
    _("Portuguese"),
    _("Punjabi"),
    _("Russian"),
    _("Sign language"),
    _("Spanish"),
    _("Tagalog"),
    _("Turkish"),
    _("Ukrainian"),
    _("Vietnamese"),
]
