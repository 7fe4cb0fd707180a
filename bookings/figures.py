"""How full the calendar is and what falls through, counted over some weeks that are over."""

import dataclasses
import datetime as dt
import statistics
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, RowRange, Value, When, Window
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
    elif figure == Figure.DONE:
        found = _done(found)
    elif figure == Figure.REBOOKED:
        found = _done(found).exclude(pk__in=_without_next(start).values("pk"))
    elif figure == Figure.NOT_REBOOKED:
        found = _done(found).filter(pk__in=_without_next(start).values("pk"))
    else:
        earlier = Appointment.objects.standing().filter(client=OuterRef("client"), during__lt=OuterRef("during"))
        found = found.exclude(status__in=FELL_THROUGH).filter(~Exists(earlier), client__created_at__gte=start)
    return found.select_related("client", "therapist").order_by("-during", "pk")


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
    return found.filter(status=AppointmentStatus.DONE)


def _without_next(since: dt.datetime) -> QuerySet[Appointment]:
    """Those after which no other one of the client had been booked by their end, give or take what it takes to pay.

    One walk over all that began since then: asked of each for itself, a year of ten therapists takes seconds.
    """
    fell_first = Case(When(status__in=FELL_THROUGH, then=Value(0)), default=Value(1))  # at one time: not what is next
    soonest = Window(
        Min("created_at"),
        partition_by=F("client"),
        order_by=[Lower("during"), fell_first, F("pk")],
        frame=RowRange(start=1),
    )
    found = Appointment.objects.filter(during__startswith__gte=since).annotate(
        leaves=F("during__endswith") + dt.timedelta(hours=1), soonest=soonest
    )
    return found.filter(Q(soonest=None) | Q(soonest__gt=F("leaves")))
