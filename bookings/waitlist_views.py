"""The waitlist: who would come sooner, if somebody else cancels."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import queries
from bookings.access import is_away
from bookings.calls import stop_waiting, wait
from bookings.forms import WaitForm
from bookings.models import Waiting
from clients.access import get_client
from practice.access import member_only
from practice.posted import posted

PAGE = 50


@require_safe
@member_only
def waitlist(request):
    """Who waits, those first whose days end first."""
    found = queries.waiting(timezone.localdate())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "bookings/waitlist.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def add(request, public_id):
    """A client for the waitlist."""
    client, today = get_client(request.user, public_id), timezone.localdate()
    if is_away(request, client):
        return redirect("clients:detail", client.public_id)
    first = {"request_id": uuid.uuid4(), "first_day": today, "last_day": today + dt.timedelta(days=14)}
    first["therapist"] = client.therapist.public_id if client.therapist else None
    form = WaitForm(posted(request), initial=first, today=today)
    if form.is_valid():
        wait(form.facts() | {"client": client}, by=request.user, request_id=form.cleaned_data["request_id"])
        messages.success(request, _("On the waitlist."))
        return redirect("bookings:waitlist")
    return render(request, "bookings/wait.html", {"client": client, "form": form})


@require_POST
@member_only
def stop(request, public_id):
    """Off the waitlist."""
    stop_waiting(get_object_or_404(Waiting, public_id=public_id), by=request.user, now=timezone.now())
    messages.success(request, _("No longer on the waitlist."))
    return redirect("bookings:waitlist")
