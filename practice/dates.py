"""Days counted in months."""

import calendar
import datetime as dt


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
