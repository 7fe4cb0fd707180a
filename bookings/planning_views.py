"""The owner's pages about bookings: hours, days off, kinds of appointments, tables, rules."""

import copy
import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bookings import planning
from bookings.models import AppointmentKind, Exceptional, Table
from bookings.planning_forms import ExceptionalForm, KindForm, RulesForm, TableForm, WeekForm, told
from bookings.rules import first_weekday, rules, save_rules
from practice.access import owner_only
from practice.models import User
from practice.posted import posted
from practice.versions import Stale


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def setup(request):
    """Kinds, tables, the rules, and whose hours there are. One form a card; which one was sent is its button."""
    sent = request.POST.get("what", "")
    now = rules()
    forms = {
        "rules": RulesForm(request.POST if sent == "rules" else None, instance=copy.copy(now)),
        "kind": KindForm(request.POST if sent == "kind" else None, prefix="kind", initial=_fresh()),
        "table": TableForm(request.POST if sent == "table" else None, prefix="table", initial=_fresh()),
    }
    form = forms.get(sent)
    if form is not None and form.is_valid() and _saved(form):
        messages.success(request, _("Saved."))
        return redirect("bookings:setup")
    context = {
        "forms": forms,
        "kinds": AppointmentKind.objects.usable().order_by("minutes", "name"),
        "tables": Table.objects.usable().order_by("room", "name"),
        "therapists": User.objects.therapists(),
    }
    return render(request, "bookings/setup.html", context)


def _fresh() -> dict:
    return {"request_id": uuid.uuid4()}


def _saved(form) -> bool:
    """True once it is saved; else the reason stands beside the field."""
    try:
        if isinstance(form, RulesForm):
            save_rules(form.facts(), seen=form.cleaned_data["version"])
        else:
            facts = dict(form.cleaned_data)
            planning.add(form.model, facts, request_id=facts.pop("request_id"))
    except Stale as stale:
        form.add_error(None, _("Somebody saved other rules meanwhile. The form holds yours; save again to use them."))
        form.data = form.data.dict() | {"version": str(stale.current.version)}
        return False
    except planning.NameTaken:
        form.add_error("name", _("There is one of this name already."))
        return False
    return True


@require_POST
@owner_only
def retire(request, what, public_id):
    """No longer to be booked."""
    model = {"kind": AppointmentKind, "table": Table}[what]
    planning.retire(model, get_object_or_404(model, public_id=public_id).public_id, now=timezone.now())
    messages.success(request, _("No longer offered. Appointments that have it keep it."))
    return redirect("bookings:setup")


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def week(request, public_id):
    """The week of one therapist."""
    therapist = get_object_or_404(User.objects.therapists(), public_id=public_id)
    starts_on = first_weekday(rules(), request.practice.time_zone)
    standing = planning.week_of(therapist)
    form = WeekForm(posted(request), week=standing, starts_on=starts_on)
    if form.is_valid():
        try:
            planning.save_week(therapist, form.week(), seen=form.week("was"))
        except planning.ChangedMeanwhile:
            form.add_error(None, _("Somebody saved other hours meanwhile. The form holds yours; save to use them."))
            form.data = form.data.dict() | {f"was_{day}": told(standing[day]) for day in range(7)}
        else:
            messages.success(request, _("Saved."))
            return redirect("bookings:setup")
    return render(request, "bookings/week_hours.html", {"therapist": therapist, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def exceptions(request):
    """Days that differ: time off, holidays of all, a longer day."""
    form = ExceptionalForm(posted(request), initial=_fresh())
    if form.is_valid():
        planning.add_exceptional(form.facts(), by=request.user, request_id=form.cleaned_data["request_id"])
        messages.success(request, _("Saved. Appointments that are booked already stay."))
        return redirect("bookings:exceptions")
    ahead = Exceptional.objects.filter(removed_at=None, last_day__gte=timezone.localdate())
    context = {"form": form, "ahead": ahead.select_related("therapist").order_by("first_day", "pk")[:200]}
    return render(request, "bookings/exceptions.html", context)


@require_POST
@owner_only
def remove_exception(request, public_id):
    planning.remove_exceptional(
        get_object_or_404(Exceptional, public_id=public_id), by=request.user, now=timezone.now()
    )
    messages.success(request, _("Taken back."))
    return redirect("bookings:exceptions")
