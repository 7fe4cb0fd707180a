"""Where each person begins: the therapist's Today, the owner's board, the front desk's follow-ups."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookings.enums import HERE, AppointmentStatus
from bookings.models import Appointment
from bookings.paperwork import Pill, attach
from cases.asking import asked_of
from cases.enums import Sort, Tab
from cases.models import Referral
from cases.queries import board as queries
from cases.queries.good_days import good_news
from cases.queries.news import to_look_at
from cases.rows import Row, rows
from intake.news import News
from practice.access import member_only, therapist_only
from practice.models import User
from sessions_log.evening import steps
from sessions_log.models import Visit
from sessions_log.unsigned import FOR_THE_AUTHOR

RECENT_DAYS = 7
MOST = 8  # cases to talk about, or clients to look at: more would not be read between two clients
SEARCHED = 200  # cases among which those are found that come today
NEWS = 200  # clients of whom something is new


@require_safe
@member_only
def home(request):
    """Who treats begins with today; an owner who does not, with the board; the desk with what is to be booked."""
    if request.user.is_therapist:
        return redirect("cases:today")
    return redirect("cases:board" if request.user.is_owner else "bookings:followups")


@dataclass(frozen=True, slots=True)
class Coming:
    """An appointment of today, the visit that was begun for it, and what is new of the client."""

    appointment: Appointment
    visit: Visit | None
    news: News
    due: list[Pill]  # of forms and consents

    @property
    def is_here(self) -> bool:
        """The desk said so, and no visit was begun."""
        return self.appointment.status in HERE and self.visit is None

    @property
    def is_to_start(self) -> bool:
        return self.visit is None and self.appointment.status != AppointmentStatus.MISSED


@require_safe
@therapist_only
def today(request):
    """Today's clients, whom to talk with, what came in, unsigned drafts, and the last days."""
    now = timezone.localtime()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + dt.timedelta(days=1)
    visits = _visits(request.user, start)
    todays = [visit for visit in visits if start <= visit.starts_at < end]
    new = to_look_at(request.user, start, NEWS)
    coming = _coming(request.user, now, start, todays, {each.client.pk: each.news for each in new})
    begun = {each.visit.pk for each in coming if each.visit}
    expected = {each.appointment.client.public_id for each in coming}
    alone = _works_alone(request.user)
    own_of = None if alone else request.user.pk
    _news, better = _rows(own_of, now.date(), Tab.NEWS, Sort.LAST)
    to_decide, attention = _rows(own_of, now.date(), Tab.DECIDE, Sort.URGENCY)
    later = [each for each in new if each.client.public_id not in expected]
    context = {
        "now": now,
        "overdue_since": now - FOR_THE_AUTHOR,
        "alone": alone,
        "good_news": good_news(own_of, now.date())[:MOST],
        "better": [row for row in better if row.case.client_public_id in expected],
        "better_too": [row for row in better if row.case.client_public_id not in expected][:MOST],
        "coming": coming,
        "next_up": _next_up(coming),
        "later": later[:MOST],
        "and_later": later[MOST:],
        "to_write": len(steps(request.user, now)),
        "unplanned": [visit for visit in todays if visit.pk not in begun],
        "drafts": [visit for visit in visits if visit.is_draft and visit.starts_at < start],
        "recent": [visit for visit in visits if visit.is_final and visit.starts_at < start][:12],
        "talk": [row for row in attention if row.case.client_public_id in expected],
        "asked": asked_of(request.user)[:MOST],
        "to_ask": Referral.objects.filter(made_by=request.user).unanswered(now.date()).with_people()[:MOST],
        "others": [row for row in attention if row.case.client_public_id not in expected][:MOST],
        "to_decide": to_decide,
    }
    return render(request, "cases/today.html", context)


def _next_up(coming: list[Coming]) -> Coming | None:
    """Who is here already goes before who is only expected."""
    to_start = [each for each in coming if each.is_to_start]
    return next((each for each in to_start if each.is_here), next(iter(to_start), None))


def _visits(therapist: User, start: dt.datetime) -> list[Visit]:
    """Her visits of the last days, and every draft however old: one query."""
    recent = Q(starts_at__gte=start - dt.timedelta(days=RECENT_DAYS))
    drafts = Q(signed_at=None, imported_at=None)
    found = Visit.objects.filter(recent | drafts, therapist=therapist, voided_at=None)
    return list(found.select_related("client").order_by("-starts_at", "-pk")[:200])


def _coming(
    therapist: User, now: dt.datetime, start: dt.datetime, visits: list[Visit], news: dict[int, News]
) -> list[Coming]:
    appointments = (
        Appointment.objects.filter(therapist=therapist, during__overlap=(start, start + dt.timedelta(days=1)))
        .exclude(status=AppointmentStatus.CANCELLED)
        .select_related("client")
        .order_by("during")
    )
    of_appointment = {visit.appointment_id: visit for visit in visits if visit.appointment_id}
    unbooked = {visit.client_id: visit for visit in visits if visit.appointment_id is None}
    rows = list(appointments)
    attach(rows, now)
    return [
        Coming(
            each,
            of_appointment.get(each.pk) or unbooked.get(each.client_id),
            news.get(each.client_id, News()),
            # What there is to review stands in the news.
            [pill for pill in each.pills if pill.kind != "review"],  # type: ignore[attr-defined]
        )
        for each in rows
    ]


def _works_alone(user: User) -> bool:
    """An owner who is the only one to treat: the whole board is hers, and so is the review."""
    return user.is_owner and not User.objects.therapists().exclude(pk=user.pk).exists()


def _rows(own_of: int | None, on: dt.date, tab: Tab, sort: Sort) -> tuple[int, list[Row]]:
    """Own clients' cases that stand under a tab of the board, or everybody's: how many, and the first of them."""
    chosen = queries.Chosen(on, own_of=own_of)
    counts, found = queries.look(chosen, tab, sort, limit=SEARCHED, offset=0)
    return counts.tabs[tab], rows(found, on)
