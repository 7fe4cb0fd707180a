"""Whom to recall, and the figures of the desk, each with its list."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bookings import figures, recall
from bookings.enums import Figure, Recall
from bookings.forms import RecallForm, WeeksForm
from bookings.rules import rules
from clients.access import get_client
from practice.access import desk_only, member_only, therapist_only
from practice.models import User

PAGE = 50


@require_safe
@member_only
def missing(request):
    """Who has not been here for some time and has nothing booked, by why."""
    why = Recall.LAPSED if request.GET.get("why") == Recall.LAPSED else Recall.RHYTHM
    ours = rules()
    page = Paginator(recall.missing(why, ours, timezone.now()), PAGE).get_page(request.GET.get("page"))
    rows = [(client, uuid.uuid4()) for client in page]
    context = {"page": page, "rows": rows, "why": why, "reasons": list(Recall), "rules": ours}
    return render(request, "bookings/recall.html", context)


@require_POST
@member_only
def call_back(request, public_id):
    """Somebody who is missed goes on the list of follow-ups."""
    client, form = get_client(request.user, public_id), RecallForm(request.POST)
    if form.is_valid() and not client.archived_at:
        recall.recall(client, by=request.user, request_id=form.cleaned_data["request_id"], now=timezone.now())
        messages.success(request, _("On the list of follow-ups."))
    else:
        messages.error(request, _("Nothing was changed. Please try again."))
    return redirect("bookings:recall")


@require_POST
@therapist_only
def peace(request, public_id):
    """A therapist asks to leave a client in peace, or takes that back."""
    client = get_client(request.user, public_id)
    if request.POST.get("again"):
        recall.may_be_called(client)
        messages.success(request, _("Will be recalled again."))
    else:
        recall.leave_in_peace(client, by=request.user, now=timezone.now())
        messages.success(request, _("Left in peace: nobody calls by itself."))
    return redirect("clients:detail", client.public_id)


@require_safe
@desk_only
def numbers(request):
    """How full the calendar is, and what falls through, over the last weeks."""
    weeks, first, last, zone = _period(request)
    lists = {one: figures.appointments_of(one, first, last, zone) for one in Figure}
    counts: dict[Figure, int] = {one: found.count() for one, found in lists.items() if one != Figure.REBOOKED}
    counts[Figure.REBOOKED] = counts[Figure.DONE] - counts[Figure.NOT_REBOOKED]  # the walk over all is made once
    context = {
        "weeks": weeks,
        "first": first,
        "last": last,
        "counts": [(one, counts[one]) for one in Figure],
        "done": counts[Figure.DONE],
        "days_to_first": figures.days_to_first(lists[Figure.FIRST]),
        "use": figures.use(list(User.objects.therapists()), first, last, zone),
        "choices": WeeksForm.CHOICES,
    }
    return render(request, "bookings/figures.html", context)


@require_safe
@desk_only
def behind(request, which):
    """The appointments that a figure counts."""
    weeks, first, last, zone = _period(request)
    page = Paginator(figures.appointments_of(Figure(which), first, last, zone), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "figure": Figure(which), "weeks": weeks, "first": first, "last": last}
    return render(request, "bookings/behind.html", context)


def _period(request) -> tuple:
    """The weeks until yesterday."""
    form = WeeksForm(request.GET)
    weeks = form.cleaned_data["weeks"] if form.is_valid() else 4
    last = timezone.localdate() - dt.timedelta(days=1)
    return weeks, last - dt.timedelta(days=7 * weeks - 1), last, timezone.get_current_timezone()
