"""Reading appointments and requests, each list in one query."""

import datetime as dt
import functools
import itertools
import operator
from collections.abc import Collection, Iterable

from django.db.models import Case, Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Least, Lower, TruncDate

from bookings.enums import EXPECTED, HERE, FollowUpStatus
from bookings.models import Appointment, Call, FollowUp, Message, Paperwork, Peace, Waiting
from bookings.times import day_bounds
from clients.models import Client
from practice.models import User

RECENT = 5
UPCOMING = 20
FITTING = 100
YEAR = dt.timedelta(days=365)


def of_day(day: dt.date, zone) -> QuerySet[Appointment]:
    """All appointments of a local day, cancelled and missed ones too, in order."""
    return of_days(day, day, zone)


def of_days(first: dt.date, last: dt.date, zone) -> QuerySet[Appointment]:
    """All appointments from one local day to another, in order."""
    bounds = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    found = Appointment.objects.between(*bounds).select_related("client", "therapist", "kind", "table")
    return found.order_by("during", "pk")


def on_day(appointments: Iterable[Appointment], day: dt.date, zone) -> list[Appointment]:
    """Those of which some part lies in a local day. No query."""
    start, end = day_bounds(day, zone)
    return [one for one in appointments if one.starts_at < end and start < one.ends_at]


def fell_through(client: Client, now: dt.datetime) -> dict[str, int]:
    """How often in the last year the client did not come, and cancelled too late."""
    lately = Appointment.objects.filter(client=client, during__startswith__gte=now - YEAR)
    return lately.aggregate(
        missed=Count("pk", filter=Q(status="missed")), late=Count("pk", filter=Q(cancelled_late=True))
    )


def beside(appointment: Appointment) -> list[Appointment]:
    """Who else comes with this client: a couple's other half."""
    if not appointment.couple:
        return []
    together = Appointment.objects.filter(couple=appointment.couple).exclude(pk=appointment.pk)
    return list(together.select_related("client", "therapist").order_by("pk"))


def series(appointment: Appointment) -> list[Appointment]:
    """All appointments that were booked as one series."""
    if not appointment.series:
        return []
    return list(Appointment.objects.filter(series=appointment.series).select_related("therapist").order_by("during"))


def steps_of(appointment: Appointment) -> list:
    """Each status that it ever had, oldest first, dated and with who said so: its own rows before, and the last."""
    rows = [*appointment.events.select_related("status_by").order_by("pgh_id"), appointment]
    return [row for before, row in itertools.pairwise([None, *rows]) if not before or before.status != row.status]


def busy_for_all(
    clients: Collection[Client],
    therapists: Collection[User],
    tables: Collection[int],
    bounds: Iterable[tuple[dt.datetime, dt.datetime]],
) -> QuerySet:
    """Therapist, client, table, time and turnover of what stands within `bounds` in the calendars of these
    therapists, of these clients with anybody, or at these tables."""
    then = functools.reduce(operator.or_, (Q(during__overlap=span) for span in bounds))
    whose = Q(client__in=clients) | Q(therapist__in=therapists) | Q(table__in=tables)
    found = Appointment.objects.standing().filter(then, whose)
    return found.values_list("therapist_id", "client_id", "table_id", "during", "turnover")


def upcoming(now: dt.datetime) -> QuerySet[Appointment]:
    """Appointments that are still to come or going on."""
    return Appointment.objects.filter(during__endswith__gt=now, status__in=[*EXPECTED, *HERE])


def next_times(clients: Collection[Client], now: dt.datetime) -> dict[int, dt.datetime]:
    """When each of these clients comes next."""
    coming = upcoming(now).filter(client__in=clients).values("client_id").annotate(at=Min(Lower("during")))
    return {row["client_id"]: row["at"] for row in coming}


def upcoming_of(client: Client, now: dt.datetime) -> list[Appointment]:
    return list(upcoming(now).filter(client=client).select_related("therapist").order_by("during")[:UPCOMING])


def recent_of(client: Client, now: dt.datetime) -> list[Appointment]:
    """The last few, and those that fell through."""
    over = Q(during__endswith__lte=now) | ~Q(status__in=[*EXPECTED, *HERE])
    found = Appointment.objects.filter(over, client=client).select_related("therapist")
    return list(found.order_by("-during")[:RECENT])


def requests_of(client: Client) -> list[FollowUp]:
    """All that is open, and the last few that were closed without booking."""
    found = FollowUp.objects.filter(client=client).exclude(status=FollowUpStatus.BOOKED).select_related("therapist")
    # "open" stands after "closed" in the alphabet.
    return list(found.order_by("-status", "-status_at")[:UPCOMING])


def open_requests(today: dt.date, last: dt.date) -> QuerySet[FollowUp]:
    """What is to be booked: overdue (urgency 0), then what can be booked this week, until its `last` day (1), then
    later (2), and what rests until somebody calls again (3)."""
    urgency = Case(
        When(call_again_on__gt=today, then=Value(3)),
        When(due_by__lt=today, then=Value(0)),
        When(due_from__lte=last, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    requests = FollowUp.objects.open().annotate(urgency=urgency)
    return requests.select_related("client", "therapist").order_by("urgency", "due_by", "pk")


def in_peace(client: Client) -> Peace | None:
    """Since when this client is to be left in peace, and who said so."""
    return Peace.objects.filter(client=client).select_related("by").first()


def mails_of(appointment: Appointment) -> QuerySet[Message]:
    return Message.objects.filter(appointment=appointment).order_by("created_at", "pk")


def last_calls(requests: Collection[FollowUp]) -> dict[int, Call]:
    """What came of the last call about each request, by its primary key."""
    calls = Call.objects.filter(follow_up__in=requests).order_by("follow_up", "-at", "-pk").distinct("follow_up")
    return {call.follow_up_id: call for call in calls.select_related("by")}


def waiting(today: dt.date) -> QuerySet[Waiting]:
    """Who waits for a time that has not passed, those first whose days end first."""
    return (
        Waiting.objects.open()
        .filter(last_day__gte=today, client__archived_at=None)
        .select_related("client", "therapist")
        .order_by("last_day", "pk")
    )


def fitting(appointment: Appointment, today: dt.date, zone) -> list[Waiting]:
    """Who waits for a time such as the one of this appointment: its day, its therapist or any, no longer than it."""
    day = appointment.starts_at.astimezone(zone).date()
    found = waiting(today).filter(first_day__lte=day, last_day__gte=day, minutes__lte=appointment.minutes)
    found = found.exclude(client=appointment.client_id)
    return list(found.filter(Q(therapist=None) | Q(therapist=appointment.therapist_id))[:FITTING])


def is_free(appointment: Appointment) -> bool:
    """Is the time of one that fell through still free in its therapist's calendar?"""
    held = (appointment.starts_at, appointment.ready_at)
    taken = Appointment.objects.standing().filter(therapist=appointment.therapist_id, held__overlap=held)
    return not taken.exists()


def moves_of(appointment: Appointment) -> list:
    """Its earlier rows with another time or therapist than the row after them, oldest first."""
    rows = list(appointment.events.select_related("therapist").order_by("pgh_id"))
    after = [*rows[1:], appointment]
    return [
        row
        for row, later in zip(rows, after, strict=False)
        if (row.during, row.therapist_id) != (later.during, later.therapist_id)
    ]


def visits_with_paperwork_due(now: dt.datetime, before: dt.datetime, zone) -> QuerySet[Appointment]:
    """Each client's next appointment, where it begins `before` then and a form or consent is outstanding on its day,
    or a therapist has to look first. Soonest first; clients without a row have never filled in anything."""
    of_client = upcoming(now).filter(client=OuterRef("client")).order_by("during", "pk")
    settled = Paperwork.objects.filter(
        client=OuterRef("client"),
        to_review=False,
        consent_until__gte=OuterRef("day"),
        history_until__gte=OuterRef("day"),
    )
    soon = upcoming(now).filter(during__startswith__lt=before, pk=Subquery(of_client.values("pk")[:1]))
    dated = soon.annotate(day=TruncDate(F("during__startswith"), tzinfo=zone))
    return dated.filter(~Exists(settled)).select_related("client", "therapist").order_by("during", "pk")


def paperwork_running_out(now: dt.datetime, by: dt.date) -> QuerySet[Paperwork]:
    """Consents or histories that end `by` a day or have ended, of clients who came in the last year or are booked."""
    comes = Appointment.objects.standing().filter(client=OuterRef("client"), during__endswith__gt=now - YEAR)
    ending = Paperwork.objects.annotate(ends=Least("consent_until", "history_until"))
    present = ending.filter(Exists(comes), ends__lte=by, client__archived_at=None)
    return present.select_related("client").order_by("ends", "client__search", "client_id")
