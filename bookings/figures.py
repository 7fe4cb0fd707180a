"""How full the calendar is and what falls through, counted over some weeks that are over."""

import dataclasses
import datetime as dt
import statistics
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Lower, Upper

from bookings.enums import FELL_THROUGH, AppointmentStatus, Figure
from bookings.hours import hours_of
from bookings.models import Appointment
from bookings.times import day_bounds
from practice.models import User


@dataclasses.dataclass(frozen=True)
class Use:
    """A therapist's hours and how much of them was booked, in minutes; `open` is 0 where no hours are known."""

    therapist: User
    booked: int
    open: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.booked / self.open) if self.open else None

    @property
    def shown(self) -> int:
        """The length of its bar: who worked beyond the hours fills it."""
        return min(self.percent or 0, 100)


def appointments_of(figure: Figure, first: dt.date, last: dt.date, zone: ZoneInfo) -> QuerySet[Appointment]:
    """The appointments that a figure counts, from one local day to another, newest first."""
    start, end = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    found: QuerySet[Appointment] = Appointment.objects.filter(
        during__startswith__gte=start, during__startswith__lt=end
    )
    if figure == Figure.MISSED:
        found = found.filter(status=AppointmentStatus.MISSED)
    elif figure == Figure.LATE:
        found = found.filter(cancelled_late=True)
    elif figure == Figure.NOT_REBOOKED:
        found = _done(found).filter(~Exists(_next_in_time()))
    else:
        earlier = Appointment.objects.standing().filter(
            client=OuterRef("client"), during__startswith__lt=OuterRef("starts")
        )
        starts = found.exclude(status__in=FELL_THROUGH).annotate(starts=Lower("during"))
        found = starts.filter(~Exists(earlier), client__created_at__gte=start)
    return found.select_related("client", "therapist").order_by("-during", "pk")


def done(first: dt.date, last: dt.date, zone: ZoneInfo) -> int:
    """How many took place."""
    start, end = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    return _done(Appointment.objects.filter(during__startswith__gte=start, during__startswith__lt=end)).count()


def days_to_first(firsts: QuerySet[Appointment]) -> float | None:
    """The days from when a client was added until the first appointment: half of them waited no longer."""
    waited = [
        max((start - added).total_seconds() / 86400, 0)
        for start, added in firsts.order_by().values_list("during__startswith", "client__created_at")
    ]
    return round(statistics.median(waited), 1) if waited else None


def use(therapists: list[User], first: dt.date, last: dt.date, zone: ZoneInfo) -> list[Use]:
    """How much of each therapist's hours was booked. Three queries."""
    bounds = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    hours = hours_of([one.pk for one in therapists], first, last, zone)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    booked = dict.fromkeys((one.pk for one in therapists), 0)
    spans = Appointment.objects.standing().filter(therapist__in=therapists, during__startswith__range=bounds)
    for who, start, end in spans.annotate(s=Lower("during"), e=Upper("during")).values_list("therapist", "s", "e"):
        booked[who] += round((end - start).total_seconds() / 60)
    return [Use(one, booked[one.pk], _open(one, hours, days)) for one in therapists]


def _open(therapist: User, hours, days: list[dt.date]) -> int:
    if not hours.knows(therapist.pk):
        return 0
    spans = [span for day in days for span in hours.open(therapist.pk, day)]
    return round(sum((end - start).total_seconds() for start, end in spans) / 60)


def _done(found: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return found.filter(status=AppointmentStatus.DONE).annotate(ends=Upper("during"))


def _next_in_time() -> QuerySet[Appointment]:
    """A later appointment that was booked by the end of this one's day, give or take what it takes to pay."""
    later = Appointment.objects.filter(client=OuterRef("client"), during__startswith__gt=OuterRef("ends"))
    return later.filter(created_at__lte=OuterRef("ends") + dt.timedelta(hours=1)).annotate(at=F("created_at"))
