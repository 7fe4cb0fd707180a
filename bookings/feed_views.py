"""A therapist's appointments for another calendar program: a secret address, to be taken back at any time."""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import ics
from bookings.models import Appointment, Feed
from practice.access import therapist_only
from practice.models import User
from practice.tokens import new_token, token_hash

BACK, AHEAD = dt.timedelta(days=30), dt.timedelta(days=365)


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def feed(request):
    """The address is shown once, when it is made: only its hash is kept."""
    link = None
    if request.method == "POST":
        link = settings.PUBLIC_URL + reverse("bookings:feed_file", args=[_make(request.user, timezone.now())])
    standing = Feed.objects.filter(therapist=request.user, revoked_at=None).first()
    return render(request, "bookings/feed.html", {"standing": standing, "link": link})


@transaction.atomic
def _make(therapist: User, now: dt.datetime) -> str:
    """A new address; the one before stops working."""
    User.objects.select_for_update(no_key=True).get(pk=therapist.pk)
    Feed.objects.filter(therapist=therapist, revoked_at=None).update(revoked_at=now)
    token = new_token()
    Feed.objects.create(therapist=therapist, token_hash=token_hash(token), created_at=now, request_id=uuid.uuid4())
    return token


@require_POST
@therapist_only
def revoke(request):
    Feed.objects.filter(therapist=request.user, revoked_at=None).update(revoked_at=timezone.now())
    messages.success(request, _("The address no longer works."))
    return redirect("bookings:feed")


@login_not_required
@require_safe
def feed_file(request, token):
    """The calendar itself, for who holds the address, as long as its therapist works here."""
    works_here = {"therapist__is_active": True, "therapist__is_therapist": True}
    held = Feed.objects.filter(token_hash=token_hash(token), revoked_at=None, **works_here).first()
    if held is None:
        raise Http404
    now = timezone.now()
    found = Appointment.objects.standing().between(now - BACK, now + AHEAD).filter(therapist=held.therapist_id)
    body = ics.feed(found.select_related("client", "kind").order_by("during"), now)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
