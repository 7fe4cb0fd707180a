"""Photos of notes on paper: their page, each of them, and taking one out of a draft."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clients.access import log_opening
from practice import uploads
from practice.access import clinical_only, therapist_only
from sessions_log.access import get_paper, get_visit, may_add_paper, may_write
from sessions_log.ending_forms import ReasonForm
from sessions_log.paper_forms import PaperForm
from sessions_log.papers import add_papers, shown, take_out


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def paper(request, visit):
    """The photos of a visit, those that were taken out too, and a way to add more."""
    visit = get_visit(request.user, visit)
    if not may_add_paper(request.user, visit):
        raise PermissionDenied
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, visit=visit)
        if form.is_valid() and _keep(request, visit, form):
            return redirect("sessions_log:paper" if visit.is_draft else "sessions_log:visit", visit.public_id)
    else:
        form = PaperForm(visit=visit, initial={"request_id": uuid.uuid4()})
    log_opening(request.user, visit.client, "photos of a visit")
    removed = visit.papers.exclude(removed_at=None).select_related("removed_by").order_by("removed_at", "pk")
    context = {"visit": visit, "client": visit.client, "form": form, "papers": shown(visit), "removed": removed}
    return render(request, "sessions_log/paper.html", context)


def _keep(request, visit, form: PaperForm) -> bool:
    said, photos = form.cleaned_data, form.photos()
    facts = {"by": request.user, "now": timezone.now(), "request_id": said["request_id"]}
    try:
        add_papers(visit, photos, reason=said.get("reason", ""), **facts)
    except ValidationError as error:  # signed or discarded since the page was opened
        form.add_error(None, error.messages)
        return False
    messages.success(request, ngettext("The photo is kept.", "The photos are kept.", len(photos)))
    return True


@require_safe
@clinical_only
def photo(request, paper):
    """One photo, as large as it is kept. Who opened it is remembered."""
    found = get_paper(request.user, paper)
    log_opening(request.user, found.visit.client, "photo of a paper note")
    return uploads.response(found.photo)


@require_safe
@clinical_only
def small_photo(request, paper):
    """What stands on a page of the visit, whose opening was remembered as that."""
    return uploads.small_response(get_paper(request.user, paper).photo)


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def remove(request, paper):
    """Out of a draft again: say why."""
    found, form = get_paper(request.user, paper), ReasonForm(request.POST if request.method == "POST" else None)
    if not may_write(request.user, found.visit):
        raise PermissionDenied
    if not found.visit.is_draft or found.removed_at:
        return redirect("sessions_log:visit", found.visit.public_id)
    if form.is_valid():
        try:
            take_out(found, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        else:
            messages.success(request, _("Taken out. It is kept, with the reason."))
        return redirect("sessions_log:paper", found.visit.public_id)
    context = {"paper": found, "visit": found.visit, "client": found.visit.client, "form": form}
    return render(request, "sessions_log/paper_remove.html", context)
