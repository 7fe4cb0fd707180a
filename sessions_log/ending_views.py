"""A visit that was none, or was wrong, or lacks something: discard, bring back, void, add to it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practice.access import clinical_only, therapist_only
from practice.versions import Stale
from sessions_log.access import get_own_visit, get_visit, may_add, may_void
from sessions_log.ending_forms import AddendumForm, ReasonForm
from sessions_log.keeping import sent_uuid, sent_version
from sessions_log.record import add_addendum, bring_back_draft, discard_draft, void_visit


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def discard(request, visit):
    """It was no visit: say why; the draft stays to be read and counts nowhere."""
    visit, form = get_own_visit(request.user, visit), ReasonForm(request.POST or None)
    if not visit.is_draft:
        return redirect("sessions_log:visit", visit.public_id)
    if request.method == "POST" and form.is_valid():
        reason, seen = form.cleaned_data["reason"], sent_version(request.POST)
        try:
            discard_draft(visit, by=request.user, now=timezone.now(), seen=seen, reason=reason)
        except Stale:
            messages.warning(request, _("This draft was changed in another window. Look at it again first."))
        return redirect("sessions_log:visit", visit.public_id)
    return render(request, "sessions_log/discard.html", {"visit": visit, "client": visit.client, "form": form})


@require_POST
@therapist_only
def bring_back(request, visit):
    """A draft that was discarded by mistake."""
    visit = get_own_visit(request.user, visit)
    try:
        bring_back_draft(visit, by=request.user, now=timezone.now(), seen=sent_version(request.POST))
    except Stale:
        messages.warning(request, _("This visit was changed in another window. Look at it again first."))
    return redirect("sessions_log:visit", visit.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def void(request, visit):
    """A signed visit was a mistake: its therapist or an owner says why."""
    visit, form = get_visit(request.user, visit), ReasonForm(request.POST or None)
    if visit.voided_at:
        return redirect("sessions_log:visit", visit.public_id)
    if not may_void(request.user, visit):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        void_visit(visit, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("Voided. It stays to be read, and counts nowhere."))
        return redirect("sessions_log:visit", visit.public_id)
    return render(request, "sessions_log/void.html", {"visit": visit, "client": visit.client, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def add(request, visit):
    """Add to a signed visit, with the reason; the original stays as it is."""
    visit = get_visit(request.user, visit)
    if not may_add(request.user, visit):
        raise PermissionDenied
    form = AddendumForm(request.POST or None, visit=visit)
    request_id = sent_uuid(request.POST, "request_id") if request.method == "POST" else uuid.uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            add_addendum(visit, by=request.user, request_id=request_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Added."))
            return redirect("sessions_log:visit", visit.public_id)
    context = {"visit": visit, "client": visit.client, "form": form, "request_id": request_id}
    return render(request, "sessions_log/add.html", context)
