"""When therapists work: their week, what differs from it, and days on which the practice is closed."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import Q

from bookings.models import Exceptional, WorkingHours
from bookings.times import moment
from practice.models import User

Span = tuple[dt.datetime, dt.datetime]
# Who has said no hours yet is offered from eight to seven, and can be booked at any time.
UNKNOWN = (dt.time(8), dt.time(19))


@dataclasses.dataclass(frozen=True)
class Hours:
    """The hours of some therapists on some days, read once. Times are aware, in UTC."""

    week: dict[int, dict[int, list[WorkingHours]]]
    exceptions: list[Exceptional]
    zone: ZoneInfo

    def knows(self, therapist_id: int) -> bool:
        """Has this therapist said when they work?"""
        return therapist_id in self.week

    def open(self, therapist_id: int, day: dt.date) -> list[Span]:
        """The stretches of a local day in which the therapist works, in order and apart; none on a day off."""
        standing = self._standing(therapist_id, day)
        if any(one.is_off for one in standing):
            return []
        stretches = [(one.starts, one.ends) for one in standing if one.starts and one.ends]
        if not stretches and self.knows(therapist_id):
            stretches = [(one.starts, one.ends) for one in self.week[therapist_id].get(day.weekday(), [])]
        elif not stretches:
            stretches = [UNKNOWN]
        return _joined((self._moment(day, starts), self._moment(day, ends)) for starts, ends in stretches)

    def covers(self, therapist_id: int, start: dt.datetime, end: dt.datetime) -> bool:
        """May be booked from `start` to `end` without asking: hours that nobody has said hinder nothing."""
        first, last = start.astimezone(self.zone).date(), (end - dt.timedelta(seconds=1)).astimezone(self.zone).date()
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        known = self.knows(therapist_id)
        if not known and not any(self._standing(therapist_id, day) for day in days):
            return True
        return any(begins <= start and end <= ends for day in days for begins, ends in self.open(therapist_id, day))

    def closed(self, therapist_id: int, day: dt.date) -> str | None:
        """What to show of a day off, perhaps nothing; None on other days."""
        off = [one for one in self._standing(therapist_id, day) if one.is_off]
        return next((one.label for one in off if one.label), "") if off else None

    def _standing(self, therapist_id: int, day: dt.date) -> list[Exceptional]:
        """What differs from the week on a day. One's own longer or shorter day goes before a holiday of all."""
        found = [
            one
            for one in self.exceptions
            if one.therapist_id in (None, therapist_id) and one.first_day <= day <= one.last_day
        ]
        own = [one for one in found if one.therapist_id]
        return own or found

    def _moment(self, day: dt.date, time: dt.time) -> dt.datetime:
        try:
            return moment(day, time, self.zone)
        except ValidationError:  # the clocks skip it: the next full hour is there
            return moment(day, time.replace(hour=time.hour + 1, minute=0), self.zone)


def hours_of(therapists: Collection[int], first: dt.date, last: dt.date, zone: ZoneInfo) -> Hours:
    """The hours of these therapists, by primary key, between two days. Two queries."""
    week: dict[int, dict[int, list[WorkingHours]]] = {}
    for one in WorkingHours.objects.filter(therapist__in=therapists).order_by("starts"):
        week.setdefault(one.therapist_id, defaultdict(list))[one.weekday].append(one)
    exceptions = Exceptional.objects.filter(
        Q(therapist=None) | Q(therapist__in=therapists), removed_at=None, first_day__lte=last, last_day__gte=first
    )
    return Hours(week, list(exceptions.order_by("first_day", "pk")), zone)


def is_within(therapist: User, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the therapist works all of that time. Two queries."""
    first, last = (at.astimezone(zone).date() for at in (start, end))
    return hours_of([therapist.pk], first, last, zone).covers(therapist.pk, start, end)


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found
