"""Booking: for a request, or without one. Beside the form stand the day at a glance and the first free times."""

import datetime as dt
import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import appointments
from bookings.access import get_follow_up
from bookings.enums import FollowUpStatus
from bookings.forms import BookForm, CloseForm
from bookings.models import Appointment, FollowUp
from bookings.offers import columns, offers, window
from bookings.requests import NoLongerOpen
from bookings.wording import day_and_time
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
    if request.method == "POST" and not looks:
        form = BookForm(request.POST, today=today)
        if form.is_valid():
            try:
                made = _book(form, client, follow_up, request.user, now)
            except NoLongerOpen:
                messages.warning(request, _("Somebody dealt with this follow-up meanwhile. Nothing was booked."))
                return redirect("bookings:followups")
            if made:
                return _after_booking(request, made, follow_up)
    elif looks:
        form = BookForm(initial=request.POST.dict() | _picked(request.POST.get("pick", "")), today=today)
    else:
        form = BookForm(initial=_first(client, follow_up, now), today=today)
    context = _glance(form, client, follow_up, now)
    if request.htmx and looks:
        return render(request, "bookings/_glance.html", context)
    context |= {"client": client, "follow_up": follow_up, "form": form, "close": CloseForm()}
    return render(request, "bookings/book.html", context)


def _book(form: BookForm, client: Client, follow_up, by: User, now: dt.datetime) -> Appointment | None:
    """The appointment, or None with the reason beside the field."""
    wanted = {key: form.cleaned_data[key] for key in ("therapist", "during", "note", "request_id")}
    try:
        made = appointments.book(client=client, follow_up=follow_up, by=by, now=now, **wanted)
    except (appointments.Taken, appointments.NotBookable) as error:
        form.refuse(error, client)
        return None
    if (made.client_id, made.during) == (client.pk, wanted["during"]):
        return made
    # Back in the browser, another time, sent again: nobody may believe that this booked it.
    text = _("This form has booked %(time)s already. Send it again to book this time too.")
    form.add_error("time", text % {"time": day_and_time(made.starts_at)})
    form.data = form.data.dict() | {"request_id": str(uuid.uuid4())}
    return None


def _after_booking(request, made: Appointment, follow_up: FollowUp | None):
    text = _("Booked: %(time)s with %(therapist)s.")
    facts = {"time": day_and_time(made.starts_at), "therapist": made.therapist.first_name}
    messages.success(request, text % facts)
    return redirect("bookings:followups") if follow_up else redirect("clients:detail", made.client.public_id)


def _first(client: Client, follow_up: FollowUp | None, now: dt.datetime) -> dict:
    """What the form begins with: the first free time, as long and with whom it was asked for."""
    named = (follow_up and follow_up.therapist) or client.therapist
    minutes = follow_up.minutes if follow_up else MINUTES
    therapists = [named] if named else list(User.objects.therapists())
    days = window(follow_up, timezone.localdate(now))
    found = offers(client, therapists, days, minutes=minutes, now=now, zone=timezone.get_current_timezone())
    first = {"minutes": minutes, "request_id": uuid.uuid4(), "day": days[0]}
    if found:
        local = timezone.localtime(found[0].start)
        first |= {"day": local.date(), "time": local.time(), "therapist": found[0].therapist.public_id}
    elif named:
        first |= {"therapist": named.public_id}
    return first


def _picked(value: str) -> dict:
    """Day, time and therapist out of an offer's button: "2026-11-26T16:00/<uuid>"."""
    at, _slash, therapist = value.partition("/")
    day, _t, time = at.partition("T")
    return {"day": day, "time": time, "therapist": therapist} if therapist else {}


def _glance(form: BookForm, client: Client, follow_up: FollowUp | None, now: dt.datetime) -> dict:
    """The chosen day of the chosen therapist, or of all where the request names nobody; and what to offer."""
    today, zone = timezone.localdate(now), timezone.get_current_timezone()
    day, minutes, chosen = form.typed("day") or today, form.typed("minutes"), form.typed("therapist")
    named = (follow_up and follow_up.therapist) or client.therapist
    therapists = [chosen] if chosen and named else list(form.fields["therapist"].queryset)
    days = window(follow_up, today)
    return {
        "day": day,
        "columns": columns(day, therapists, zone),
        "offers": offers(client, therapists, days, minutes=minutes or MINUTES, now=now, zone=zone),
    }
