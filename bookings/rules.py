"""The practice's rules about bookings, and what follows from them."""

import datetime as dt

from babel import Locale
from babel.core import get_global
from django.db import transaction

from bookings.enums import WeekStart
from bookings.models import BookingRules
from practice.versions import take_next

WEEKDAYS = {WeekStart.MONDAY: 0, WeekStart.SATURDAY: 5, WeekStart.SUNDAY: 6}


def rules() -> BookingRules:
    """The practice's rules (a query); those that the product ships where no owner has saved any."""
    return BookingRules.objects.filter(pk=1).first() or BookingRules(pk=1)


@transaction.atomic
def save_rules(changes: dict, *, seen: int) -> BookingRules:
    """Write `changes` over the rules that were shown at version `seen`. Raises Stale where one of them was changed
    since; rules of another page may have been."""
    BookingRules.objects.get_or_create(pk=1)
    row = BookingRules.objects.select_for_update().get(pk=1)
    shown = row.events.filter(version=seen).first()
    others_alone = shown and all(getattr(shown, name) == getattr(row, name) for name in changes)
    take_next(row, row.version if others_alone else seen)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "version"])
    return row


def is_late(starts_at: dt.datetime, now: dt.datetime, rules: BookingRules) -> bool:
    """Is it too late to cancel free of charge?"""
    return now > starts_at - dt.timedelta(hours=rules.cancel_hours)


def first_weekday(rules: BookingRules, time_zone: str) -> int:
    """On which day a week begins, 0 for Monday: as chosen, else as in the country that the time zone lies in."""
    if rules.week_start:
        return WEEKDAYS[WeekStart(rules.week_start)]
    country = get_global("zone_territories").get(time_zone)
    return Locale.parse(f"und_{country}").first_week_day if country else 0


def week_of(day: dt.date, starts_on: int) -> list[dt.date]:
    """The seven days of the week that `day` lies in."""
    first = day - dt.timedelta(days=(day.weekday() - starts_on) % 7)
    return [first + dt.timedelta(days=n) for n in range(7)]
