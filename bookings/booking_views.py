"""Booking: for a request, or without one. Beside the form stand the day at a glance and the first free times."""

import datetime as dt
import uuid

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import queries
from bookings.access import find_appointment, get_follow_up
from bookings.appointments import book as book_time
from bookings.booking_forms import REFUSALS, BookForm, at_and_whom
from bookings.enums import AppointmentStatus, FollowUpStatus
from bookings.forms import CloseForm
from bookings.free import Known, Need
from bookings.models import Appointment, AppointmentKind, FollowUp, Table
from bookings.offers import after, columns, kind_of, offers, turnover_of, whom, window
from bookings.requests import NoLongerOpen
from bookings.series import book_more
from bookings.statuses import mark
from bookings.wording import day_and_time, days
from clients.access import get_client
from clients.models import Client
from practice.access import member_only
from practice.models import User

MINUTES = 60


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def book(request, public_id):
    """Book a request: all is filled in, and one click books the first free time."""
    follow_up = get_follow_up(request.user, public_id)
    if follow_up.status == FollowUpStatus.BOOKED:
        messages.info(request, _("This follow-up is booked."))
        return redirect("bookings:appointment", follow_up.appointment.public_id)
    if follow_up.status == FollowUpStatus.CLOSED:
        messages.info(request, _("This follow-up is closed."))
        return redirect("clients:detail", follow_up.client.public_id)
    return _booking(request, follow_up.client, follow_up)


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def new(request, public_id):
    """An appointment that no request was made for: the phone rings."""
    return _booking(request, get_client(request.user, public_id), None)


def _booking(request, client: Client, follow_up: FollowUp | None):
    """Books; or shows the form for another day (`look`) or with an offered time (`pick`), all typed kept."""
    now = timezone.now()
    today = timezone.localdate(now)
    looks = not {"look", "pick"}.isdisjoint(request.POST)
    beside = find_appointment(request.user, request.GET.get("beside", ""))
    ahead = Ahead(client, follow_up, now)
    if request.method == "POST" and not looks:
        form = BookForm(request.POST, today=today)
        if form.is_valid():
            try:
                made = _book(form, client, follow_up, beside, by=request.user, now=now)
            except NoLongerOpen:
                messages.warning(request, _("Somebody dealt with this follow-up meanwhile. Nothing was booked."))
                return redirect("bookings:followups")
            if made:
                return _after_booking(request, form, made, follow_up, now)
    elif looks:
        form = BookForm(initial=request.POST.dict() | at_and_whom(request.POST.get("pick", "")), today=today)
    else:
        first = _first(ahead) | at_and_whom(request.GET.get("at", "")) | _beside(beside, ahead)
        form = BookForm(initial=first, today=today)
    context = _glance(form, ahead, beside)
    if request.htmx and looks:
        return render(request, "bookings/_glance.html", context)
    context |= {"client": client, "follow_up": follow_up, "form": form, "close": CloseForm(), "beside": beside}
    context["fell_through"] = queries.fell_through(client, now)
    return render(request, "bookings/book.html", context)


@transaction.atomic
def _book(form: BookForm, client: Client, follow_up, beside, *, by: User, now: dt.datetime) -> Appointment | None:
    """The appointment, or None with the reason beside the field."""
    wanted, request_id = form.wanted(), form.cleaned_data["request_id"]
    if beside and beside.starts_at != wanted.during.lower:
        text = _("%(name)s comes at another time: %(time)s. Who comes together comes at one time.")
        form.add_error("time", text % {"name": beside.client.name, "time": day_and_time(beside.starts_at)})
        return None
    facts = {"client": client, "follow_up": follow_up, "by": by, "now": now, "request_id": request_id}
    facts |= {"series": request_id if form.cleaned_data["times"] else None, "beside": beside}
    try:
        made = book_time(wanted, **facts)
    except REFUSALS as error:
        form.refuse(error, client)
        return None
    if (made.client_id, made.during) == (client.pk, wanted.during):
        if form.cleaned_data["here_now"] and made.is_expected:
            made = mark(made, status=AppointmentStatus.ARRIVED, by=by, now=now, seen=made.version)
        return made
    # Back in the browser, another time, sent again: nobody may believe that this booked it.
    text = _("This form has booked %(time)s already. Send it again to book this time too.")
    form.add_error("time", text % {"time": day_and_time(made.starts_at)})
    form.data = form.data.dict() | {"request_id": str(uuid.uuid4())}
    return None


def _after_booking(request, form: BookForm, made: Appointment, follow_up: FollowUp | None, now: dt.datetime):
    text = _("Booked: %(time)s with %(therapist)s.")
    facts = {"time": day_and_time(made.starts_at), "therapist": made.therapist.first_name}
    also = " " + _("Its follow-up is off the list.") if made.follow_up_id and not follow_up else ""
    messages.success(request, text % facts + also)
    if form.cleaned_data["times"]:
        _book_series(request, form, made, now)
    if form.cleaned_data["here_now"]:
        return redirect("bookings:appointment", made.public_id)
    return redirect("bookings:followups") if follow_up else redirect("clients:detail", made.client.public_id)


def _book_series(request, form: BookForm, made: Appointment, now: dt.datetime) -> None:
    numbers = {name: form.cleaned_data[name] for name in ("every", "times")}
    zone = timezone.get_current_timezone()
    more, refused = book_more(made, form.wanted(), **numbers, by=request.user, now=now, zone=zone)
    if more:
        messages.success(request, _("And: %(days)s.") % {"days": days(one.starts_at for one in more)})
    if refused:
        messages.warning(request, _("Not free, so not booked: %(days)s.") % {"days": days(refused)})


class Ahead:
    """The days ahead of a booking, and what times in them can be offered to the client. Six queries."""

    def __init__(self, client: Client, follow_up: FollowUp | None, now: dt.datetime):
        self.client, self.asked_minutes = client, follow_up.minutes if follow_up else MINUTES
        self.therapists, self.kinds = list(User.objects.therapists()), list(AppointmentKind.objects.usable())
        self.named = whom(client, follow_up, self.therapists)
        self.days = window(follow_up, timezone.localdate(now))
        spans = [[*self.days, *after(self.days)]]
        self.known = Known([client], self.therapists, spans, now, timezone.get_current_timezone())

    def offers(self, therapist: User | None, minutes: int | None, kind: AppointmentKind | None, table: Table | None):
        """The first free times with whoever is named, or with anybody."""
        minutes = minutes or (kind.minutes if kind else self.asked_minutes)
        turnover = kind.turnover if kind else turnover_of(minutes, self.kinds)
        need = Need(client=self.client, minutes=minutes, turnover=turnover, table=table)
        return offers(need, [therapist] if therapist else self.therapists, self.days, self.known)


def _first(ahead: Ahead) -> dict:
    """What the form begins with: the first free time, as long and with whom it was asked for."""
    found = ahead.offers(ahead.named, None, None, None)
    first = {"minutes": ahead.asked_minutes, "request_id": uuid.uuid4(), "day": ahead.days[0]}
    if kind := kind_of(ahead.asked_minutes, ahead.kinds):
        first |= {"kind": kind.public_id, "minutes": None}  # whoever takes another kind takes its length too
    if found:
        local = timezone.localtime(found[0].start)
        first |= {"day": local.date(), "time": local.time(), "therapist": found[0].therapist.public_id}
    elif ahead.named:
        first |= {"therapist": ahead.named.public_id}
    return first


def _beside(other: Appointment | None, ahead: Ahead) -> dict:
    """The time of the one beside whom a second client comes, with the first other therapist who is free then."""
    if other is None:
        return {}
    local = timezone.localtime(other.starts_at)
    kind = other.kind and other.kind.public_id
    others = sorted(ahead.therapists, key=lambda one: (one != ahead.named, one.name))
    free = columns(local.date(), [one for one in others if one != other.therapist], timezone.get_current_timezone())
    by_name = {column.therapist: column for column in free if column.is_free(other.starts_at, other.ready_at)}
    found = next((one for one in others if one in by_name), None)
    first = {"day": local.date(), "time": local.time(), "minutes": other.minutes, "kind": kind}
    return first | {"therapist": found and found.public_id}


def _glance(form: BookForm, ahead: Ahead, beside: Appointment | None) -> dict:
    """The chosen day of the chosen therapist, or of all where the request names nobody; and what to offer, unless the
    time is that of another."""
    day, chosen = form.typed("day") or ahead.days[0], form.typed("therapist")
    therapist = chosen if chosen and ahead.named else None
    asked = {name: form.typed(name) for name in ("minutes", "kind", "table")}
    return {
        "day": day,
        "columns": columns(day, [therapist] if therapist else ahead.therapists, timezone.get_current_timezone()),
        "offers": [] if beside else ahead.offers(therapist, **asked),
    }
