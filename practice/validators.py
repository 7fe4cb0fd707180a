"""Checks of single values that several rooms use."""

import re
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_time_zone(value: str) -> None:
    """Refuse a name that the IANA time zone database does not have."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone “%(name)s”."), params={"name": value}, code="time_zone")


def validate_emergency_number(value: str) -> None:
    """A number that somebody in need can dial: digits, perhaps with spaces."""
    if not re.fullmatch(r"\+?[0-9][0-9 ]{1,18}", value):
        raise ValidationError(_("Give the number as it is dialled, in digits."), code="emergency_number")
