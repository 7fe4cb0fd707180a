"""The desk's list of what is to be booked, which is the front desk's home; closing, opening again, asking by hand."""

import datetime as dt
import itertools
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import queries
from bookings.access import get_follow_up
from bookings.enums import FollowUpStatus
from bookings.forms import CloseForm, FollowUpForm
from bookings.requests import NoLongerOpen, close_follow_up, reopen_follow_up, request_follow_up
from clients.access import get_client
from clients.forms import SearchForm
from practice.access import member_only

PAGE = 30
HEADINGS = [gettext_lazy("Overdue"), gettext_lazy("This week"), gettext_lazy("Later")]


@require_safe
@member_only
def followups(request):
    """Overdue first, then what can be booked this week, then later."""
    now = timezone.now()
    today = timezone.localdate(now)
    mine = request.user.is_therapist and request.GET.get("show") == "mine"
    found = queries.open_requests(today)
    page = Paginator(found.filter(therapist=request.user) if mine else found, PAGE).get_page(request.GET.get("page"))
    coming = queries.next_times([one.client for one in page], now)
    groups = [
        (HEADINGS[urgency], [(one, coming.get(one.client_id), (today - one.due_by).days) for one in rows])
        for urgency, rows in itertools.groupby(page, key=lambda one: one.urgency)
    ]
    context = {"page": page, "groups": groups, "mine": mine, "close": CloseForm(), "form": SearchForm()}
    return render(request, "bookings/followups.html", context)


@require_POST
@member_only
def close(request, public_id):
    """Off the list without an appointment."""
    follow_up, form = get_follow_up(request.user, public_id), CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose why it is closed. Nothing was changed."))
        return redirect("bookings:book", follow_up.public_id)
    try:
        close_follow_up(follow_up, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except NoLongerOpen as error:
        messages.warning(request, _how_it_stands(error.follow_up))
    else:
        messages.success(request, _("Closed. It can be opened again on the client's page."))
    return redirect("bookings:followups")


def _how_it_stands(follow_up) -> str:
    if follow_up.status == FollowUpStatus.BOOKED:
        return _("Somebody booked this follow-up meanwhile. Nothing was changed.")
    return _("Somebody closed this follow-up meanwhile. Nothing was changed.")


@require_POST
@member_only
def reopen(request, public_id):
    """A closed request back on the list."""
    follow_up = get_follow_up(request.user, public_id)
    reopen_follow_up(follow_up, by=request.user, now=timezone.now())
    messages.success(request, _("Back on the list of follow-ups."))
    return redirect("clients:detail", follow_up.client.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def ask(request, public_id):
    """A request made by hand."""
    client, today = get_client(request.user, public_id), timezone.localdate()
    if request.method == "POST":
        form = FollowUpForm(request.POST, today=today)
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in (*FollowUpForm.Meta.fields, "request_id")}
            request_follow_up(client=client, by=request.user, **facts)
            messages.success(request, _("On the list of follow-ups."))
            return redirect("clients:detail", client.public_id)
    else:
        first = {"request_id": uuid.uuid4(), "due_from": today, "due_by": today + dt.timedelta(days=7)}
        first |= {"therapist": client.therapist.public_id if client.therapist else None}
        form = FollowUpForm(initial=first, today=today)
    return render(request, "bookings/ask.html", {"client": client, "form": form})
