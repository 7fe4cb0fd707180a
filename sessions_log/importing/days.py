"""Local dates as moments: an imported visit has a date and no time, so it stands at noon where the practice is."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo


class Days:
    def __init__(self, zone: ZoneInfo):
        self.zone = zone
        self.noon = lru_cache(maxsize=10_000)(self._noon)

    def _noon(self, date: dt.date) -> dt.datetime:
        return dt.datetime.combine(date, dt.time(12), self.zone).astimezone(dt.UTC)

    def ends(self, date: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """The moments at which the date begins and the next one does."""
        midnight = dt.time()
        begins = dt.datetime.combine(date, midnight, self.zone)
        return begins, dt.datetime.combine(date + dt.timedelta(days=1), midnight, self.zone)
