"""One appointment, with what can be done about it."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import appointments, holding, offering, queries, said, statuses
from bookings.access import get_appointment
from bookings.booking_forms import REFUSALS, MoveForm
from bookings.contact import why_not
from bookings.enums import EXPECTED, Fee, MessageKind
from bookings.enums import AppointmentStatus as Status
from bookings.forms import CancelForm, FeeForm, MarkForm
from bookings.models import Appointment
from bookings.offers import columns
from bookings.paperwork import attach
from bookings.reminders import wants_reminders
from bookings.rules import is_late, rules
from bookings.tables import NoTable
from practice.access import member_only
from practice.versions import Stale

CHANGED = gettext_lazy(
    "Somebody changed this appointment meanwhile. Nothing of yours was saved; this is how it stands now."
)
CANNOT = gettext_lazy("This cannot be said of this appointment now. Nothing was changed.")


@require_safe
@member_only
def appointment(request, public_id):
    """One appointment: who, when, with whom, and the next steps that make sense now."""
    found, now, ours = get_appointment(request.user, public_id), timezone.now(), rules()
    attach([found], now)
    steps = [status for status in Status if statuses.may_mark(found, status, now)]
    context = {
        "appointment": found,
        "primary": Status.ARRIVED if Status.ARRIVED in steps and found.is_expected else next(iter(steps), None),
        "steps": [status for status in steps if status != Status.CANCELLED],
        "cancel": CancelForm(initial={"version": found.version}) if Status.CANCELLED in steps else None,
        "moves": queries.moves_of(found),
        "history": queries.steps_of(found)[1:],
        "beside": queries.beside(found),
        "series": queries.series(found),
        "fell_through": queries.fell_through(found.client, now),
        "is_late": is_late(found.starts_at, now, ours),
        "rules": ours,
        "answers": said.answers_of(found),
        "fees": [(fee.value, fee.label) for fee in Fee if fee != found.fee],
        "may_set_fee": found.status == Status.MISSED or found.cancelled_late,
    }
    return render(request, "bookings/appointment.html", context | _mails(found, now))


def _mails(found: Appointment, now: dt.datetime) -> dict:
    """What was written to the client, whether more can be, and who waits for a time that has become free."""
    mails = list(queries.mails_of(found))
    offers = {one.waiting_id: one for one in mails if one.kind == MessageKind.OFFER}
    fitting = _who_waits(found, now)
    return {
        "mails": [one for one in mails if one.kind != MessageKind.OFFER],
        "why_not": why_not([found.client]).get(found.client_id),
        "wants_reminders": wants_reminders(found.client),
        "fitting": [(one, offers.get(one.pk)) for one in fitting],
        "can_offer": any(one.pk not in offers for one in fitting),
    }


def _who_waits(found: Appointment, now: dt.datetime) -> list:
    """Whom to call about a time that has become free and is still to come."""
    if not offering.is_to_be_had(found, now):
        return []
    return queries.fitting(found, timezone.localdate(now), timezone.get_current_timezone())


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def move(request, public_id):
    """Another time or therapist. Whoever comes second sees where it was moved meanwhile."""
    found, today = get_appointment(request.user, public_id), timezone.localdate()
    if found.status not in EXPECTED:
        messages.info(request, _("This appointment can no longer be moved."))
        return redirect("bookings:appointment", found.public_id)
    form, stale = MoveForm.of(found, today), None
    if "look" in request.POST:
        form = MoveForm(initial=request.POST.dict(), today=today, standing=found)
    elif request.method == "POST":
        form = MoveForm(request.POST, today=today, standing=found)
        if form.is_valid():
            try:
                if _move(form, found):
                    messages.success(request, _("Moved."))
                    return redirect("bookings:appointment", found.public_id)
            except Stale as error:
                stale = error.current
                typed = request.POST.dict() | {"version": stale.version}
                form = MoveForm(initial=typed, today=today, standing=stale)
    context = _day_of(form, found)
    if request.htmx and "look" in request.POST:
        return render(request, "bookings/_glance.html", context)
    beside = [one for one in queries.beside(found) if one.stands]
    context |= {"appointment": found, "form": form, "stale": stale, "beside": beside}
    return render(request, "bookings/move.html", context, status=409 if stale else 200)


def _move(form: MoveForm, found: Appointment) -> bool:
    """True once it is moved; else the reason stands beside the field."""
    try:
        appointments.move(found, form.wanted(), seen=form.cleaned_data["version"])
    except REFUSALS as error:
        form.refuse(error, found.client)
        return False
    except holding.NotPossible:
        form.add_error(None, _("This appointment can no longer be moved."))
        return False
    return True


def _day_of(form: MoveForm, found: Appointment) -> dict:
    """The chosen therapist's chosen day, to see what is free."""
    shown = form.typed("day") or timezone.localdate(found.starts_at)
    therapist = form.typed("therapist") or found.therapist
    return {"day": shown, "columns": columns(shown, [therapist], timezone.get_current_timezone()), "offers": []}


@require_POST
@member_only
def cancel(request, public_id):
    """Cancel, with a reason from the list."""
    found, form = get_appointment(request.user, public_id), CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose why it is cancelled. Nothing was changed."))
        return redirect("bookings:appointment", found.public_id)
    facts = {name: form.cleaned_data[name] for name in ("reason", "fee")} | {"seen": form.cleaned_data["version"]}
    if _do(request, statuses.cancel, found, **facts):
        messages.success(request, _("Cancelled.") + _back_on_the_list(found))
    return redirect("bookings:appointment", found.public_id)


@require_POST
@member_only
def mark(request, public_id):
    """Arrived, done, missed, or back to booked."""
    found, form = get_appointment(request.user, public_id), MarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed. Please try again."))
    else:
        status, seen = form.cleaned_data["status"], form.cleaned_data["version"]
        if _do(request, statuses.mark, found, status=status, seen=seen):
            fell_through = _back_on_the_list(found) if status == Status.MISSED else ""
            messages.success(request, _("Noted: %(status)s.") % {"status": status.label} + fell_through)
    if request.POST.get("back") == "day":
        return redirect(f"{reverse('bookings:day')}?day={timezone.localdate(found.starts_at):%Y-%m-%d}")
    return redirect("bookings:appointment", found.public_id)


@require_POST
@member_only
def fee(request, public_id):
    """Whether the fee of what fell through too late is due or waived."""
    found, form = get_appointment(request.user, public_id), FeeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed. Please try again."))
    else:
        try:
            statuses.set_fee(found, fee=form.cleaned_data["fee"], seen=form.cleaned_data["version"])
        except Stale:
            messages.warning(request, CHANGED)
        except holding.NotPossible:
            messages.warning(request, CANNOT)
        else:
            messages.success(request, _("Noted."))
    return redirect("bookings:appointment", found.public_id)


def _do(request, step, found: Appointment, **facts) -> bool:
    """Take a step; where somebody was faster or it makes no sense, say how it stands."""
    try:
        step(found, by=request.user, now=timezone.now(), **facts)
    except Stale:
        messages.warning(request, CHANGED)
    except holding.NotPossible:
        messages.warning(request, CANNOT)
    except holding.OutsideHours:
        messages.error(request, _("The therapist does not work then any more. Please book it anew, or another time."))
    except (holding.Taken, NoTable):
        messages.error(request, _("That time was given away meanwhile. Please book another."))
    except holding.NotBookable:
        messages.error(request, _("The client is archived, or the therapist is no longer here. Nothing was changed."))
    else:
        return True
    return False


def _back_on_the_list(found: Appointment) -> str:
    return " " + _("Its follow-up is back on the list.") if found.follow_up_id else ""
