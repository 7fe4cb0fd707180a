"""A client's own page of an appointment, opened by the link in a mail: confirm, ask for another time, cancel; or take
a time that was offered.

Opening it changes nothing. It shows when and with whom, to whoever holds the link; once the appointment has begun,
nothing can be said of it here any more.
"""

import datetime as dt
import uuid

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import answers, offering, reminders, said
from bookings.enums import AnswerKind, MessageKind
from bookings.forms import AnswerForm
from bookings.holding import NotPossible
from bookings.models import Message
from bookings.rules import is_late, rules
from practice.versions import Stale


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def for_client(request, token):
    """The appointment, and what the client can say of it now."""
    message, now = answers.by_token(token), timezone.now()
    if message is None:
        return render(request, "bookings/link_over.html", status=404)
    if message.kind == MessageKind.OFFER:
        return _offered(request, message, now)
    if request.method != "POST":
        return _page(request, message, now)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, message, now, note=_("That did not arrive whole. Please try again."), status=400)
    try:
        answers.answer(message, now=now, **form.facts())
    except Stale:
        note = _("This appointment has changed since you opened the page. Please look at it again.")
    except answers.TooLate:
        note = _("It is too late to do this here. Please call us.")
    except NotPossible:
        note = _("Nothing can be changed here any more. Please call us.")
    else:
        return redirect(request.path)
    return _page(request, answers.by_token(token) or message, now, note=note, status=409)  # as it is by now


def _page(request, message: Message, now: dt.datetime, *, note: str = "", status: int = 200):
    appointment, ours = message.appointment, rules()
    said_of_it = said.answers_of(appointment)
    context = {
        "appointment": appointment,
        "note": note,
        "open": answers.is_open(appointment, now),
        "late": is_late(appointment.starts_at, now, ours),
        "until": appointment.starts_at - dt.timedelta(hours=ours.cancel_hours),
        "asked": any(one.kind == AnswerKind.ANOTHER_TIME and one.settled_at is None for one in said_of_it),
        "cancelled_here": any(one.kind == AnswerKind.CANCELLED for one in said_of_it),
        "wants_reminders": reminders.wants_reminders(appointment.client),
        "form": AnswerForm(initial={"request_id": uuid.uuid4(), "version": appointment.version}),
    }
    return render(request, "bookings/for_client.html", context, status=status)


def _offered(request, message: Message, now: dt.datetime):
    """A time of somebody else's that has become free. First come, first served."""
    gone = False
    if request.method == "POST":
        try:
            answers.take(message, now)
        except answers.Gone:
            gone = True
        else:
            return redirect(request.path)
    made, appointment, waiting = answers.taken_by(message), message.appointment, message.waiting
    context = {
        "appointment": appointment,
        "minutes": waiting.minutes if waiting else appointment.minutes,
        "made": made if made and made.stands else None,
        "free": not gone
        and made is None
        and waiting is not None
        and waiting.closed_at is None
        and offering.is_to_be_had(appointment, now),
    }
    return render(request, "bookings/offered.html", context, status=409 if gone else 200)
