"""A client's own page of an appointment, opened by the link in a mail: confirm, ask for another time, cancel.

Opening it changes nothing. It shows when and with whom, to whoever holds the link, until the appointment has begun.
"""

import datetime as dt
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookings import appointments
from bookings.enums import AppointmentStatus as Status
from bookings.enums import Asked, CancelReason
from bookings.forms import AnswerForm
from bookings.models import Appointment, Message
from bookings.requests import request_follow_up
from bookings.rules import is_late, rules
from practice.current import local_date
from practice.tokens import token_hash
from practice.versions import Stale

ASK_WITHIN = dt.timedelta(days=3)  # the desk is to call


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def for_client(request, token):
    """The appointment, and what the client can say of it now."""
    found = Message.objects.select_related("appointment__client", "appointment__therapist")
    message = found.filter(token_hash=token_hash(token)).first()
    if message is None:
        raise Http404
    appointment, now, ours = message.appointment, timezone.now(), rules()
    late = is_late(appointment.starts_at, now, ours)
    open_to_answers = appointment.is_expected and appointment.starts_at > now
    form = AnswerForm(request.POST if request.method == "POST" else None)
    done = request.GET.get("done", "")
    if form.is_valid() and open_to_answers:
        said = form.cleaned_data["say"]
        if said != "cancel" or not late:
            _take(appointment, said, form.cleaned_data["version"], now)
            return redirect(f"{request.path}?done={said}")
    context = {
        "appointment": appointment,
        "open": open_to_answers,
        "late": late,
        "rules": ours,
        "done": done if done in AnswerForm.SAY else "",
    }
    return render(request, "bookings/for_client.html", context)


def _take(appointment: Appointment, said: str, seen: int, now: dt.datetime) -> None:
    """What the client said. Where the practice changed it meanwhile, the page shows how it stands, and nothing is
    done; a second click does nothing."""
    try:
        if said == "confirm":
            appointments.mark(appointment, status=Status.CONFIRMED, by=None, now=now, seen=seen)
        elif said == "cancel":
            appointments.cancel(appointment, reason=CancelReason.CLIENT, by=None, now=now, seen=seen)
        else:
            _ask_for_another(appointment, now)
    except (Stale, appointments.NotPossible):
        return


def _ask_for_another(appointment: Appointment, now: dt.datetime) -> None:
    today = local_date(now)
    request_follow_up(
        client=appointment.client,
        therapist=appointment.therapist,
        due_from=today,
        due_by=today + ASK_WITHIN,
        minutes=appointment.minutes,
        desk_note="",
        by=None,
        request_id=uuid.uuid5(appointment.public_id, "another time"),
        asked=Asked.CLIENT,
    )
