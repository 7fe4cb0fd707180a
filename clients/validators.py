"""Checks of a client's single values."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clients.folding import digits
from clients.models import age_on

OLDEST = 130
_PHONE = re.compile(r"\+?[\d\s().\-/]+(?:(?:x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)


def validate_name(value: str) -> None:
    """A name has at least one letter or digit that can be seen."""
    if not any(character.isalnum() for character in value):
        raise ValidationError(_("Please type a name."), code="name")


def validate_phone(value: str) -> None:
    """Digits, in any grouping, with a country's + and an extension if there is one."""
    if not _PHONE.fullmatch(value) or not 5 <= len(digits(value)) <= 20:
        raise ValidationError(
            _("This does not look like a phone number. Digits, spaces and + ( ) - . / are fine."), code="phone"
        )


def validate_birth_date(value: dt.date, today: dt.date) -> None:
    """Not in the future, and of somebody who can be alive."""
    if value > today:
        raise ValidationError(_("This date lies in the future."), code="future")
    if age_on(value, today) > OLDEST:
        raise ValidationError(_("This date of birth is too long ago."), code="too_old")
