"""From a day and a time on the practice's clock to a moment, on the two days a year when the clock changes too."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range

UTC = dt.UTC


def moment(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """`day` and `time` on the clocks of `zone`, in UTC. Of an hour that comes twice, the first one.

    A time that the clocks skip raises ValidationError.
    """
    local = dt.datetime.combine(day, time.replace(tzinfo=None, fold=0), tzinfo=zone)
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(
            _("The clocks go forward on this day: there is no %(time)s."),
            params={"time": time.strftime("%H:%M")},
            code="skipped",
        )
    return found


def span(start: dt.datetime, minutes: int) -> Range[dt.datetime]:
    """`minutes` from `start`, by elapsed time: in UTC, so that a change of the clocks does not stretch it."""
    start = start.astimezone(UTC)
    return Range(start, start + dt.timedelta(minutes=minutes))


def day_bounds(day: dt.date, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """From midnight to midnight in `zone`, in UTC: 23, 24 or 25 hours."""
    midnight = dt.time(0)
    start, end = (dt.datetime.combine(d, midnight, tzinfo=zone) for d in (day, day + dt.timedelta(days=1)))
    return start.astimezone(UTC), end.astimezone(UTC)
