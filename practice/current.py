"""The practice that this process serves: its settings row, its clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from practice.models import Practice


def practice() -> Practice:
    """The one settings row (a query; views use `request.practice`, read once per request)."""
    return Practice.objects.get(pk=1)


def on_our_clock():
    """Inside of it the practice's time zone holds, as in every request. For work that no request asked for."""
    return timezone.override(ZoneInfo(practice().time_zone))


def local_date(moment: dt.datetime, zone: ZoneInfo | None = None) -> dt.date:
    """The calendar date of an aware `moment` in the practice's time zone (the active one unless given)."""
    return timezone.localtime(moment, zone).date()
