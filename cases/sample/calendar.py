"""Free times of the sample practice's therapists: a grid of working hours, each time given away once."""

import datetime as dt
from zoneinfo import ZoneInfo

TIMES = tuple(dt.time(*at) for at in ((9, 0), (10, 15), (11, 30), (13, 30), (14, 45), (16, 0), (17, 15)))
MINUTES = 60


class Calendar:
    def __init__(self, today: dt.date, zone: ZoneInfo):
        self.today, self.zone = today, zone
        self.taken: set[tuple[str, dt.date, dt.time]] = set()

    def past(self, therapist: str, day: dt.date, *, afternoon: bool = False) -> dt.datetime:
        """A time on `day` or near it, before today."""
        day = min(day, self.today - dt.timedelta(days=1))
        for away in range(60):
            for sign in (1, -1):
                near = day + dt.timedelta(days=away * sign)
                if near < self.today and (start := self.on(therapist, near, afternoon=afternoon)):
                    return start
        raise ValueError("the sample practice is fully booked")

    def on(self, therapist: str, day: dt.date, *, afternoon: bool = False, weekend: bool = False):
        """The first free time of `day`, or None: nobody works at the weekend, unless that is today."""
        if day.weekday() > 4 and not weekend:
            return None
        for time in TIMES[5:] if afternoon else TIMES:
            if (therapist, day, time) not in self.taken:
                self.taken.add((therapist, day, time))
                return dt.datetime.combine(day, time, tzinfo=self.zone)
        return None

    def together(self, therapists: tuple[str, ...], day: dt.date) -> dt.datetime:
        """The first time from `day` on at which all of them are free."""
        for away in range(60):
            near = day + dt.timedelta(days=away)
            for time in TIMES:
                places = {(each, near, time) for each in therapists}
                if near.weekday() < 5 and not places & self.taken:
                    self.taken |= places
                    return dt.datetime.combine(near, time, tzinfo=self.zone)
        raise ValueError("the sample practice is fully booked")

    def working_day(self, ahead: int) -> dt.date:
        """So many days from today, or the Monday after."""
        day = self.today + dt.timedelta(days=ahead)
        return day + dt.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)

    def close(self, therapist: str, day: dt.date) -> None:
        """Nobody is booked with this therapist on that day."""
        self.taken |= {(therapist, day, time) for time in TIMES}
