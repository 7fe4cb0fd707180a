"""A complaint: taken down, looked at, changed, closed, opened again. Who has none is never asked for one."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.access import get_client, log_opening
from intake.queries import Term, vocabulary
from practice.access import clinical_only
from practice.current import local_date
from practice.versions import Stale
from sessions_log import complaint_writing as writing
from sessions_log.access import get_complaint
from sessions_log.complaint_forms import CloseForm, ComplaintForm, RatingNowForm
from sessions_log.complaint_page import complaint_page
from sessions_log.complaints import close_complaint, reopen_complaint, undo_closing
from sessions_log.keeping import sent_uuid, sent_version
from sessions_log.picking import Areas


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def add(request, client):
    """Take down a complaint, with a first rating if somebody says one."""
    client, data = get_client(request.user, client), request.POST if request.method == "POST" else None
    form, now_form = ComplaintForm(data), RatingNowForm(data, prefix="now")
    areas = Areas(_felt(), {}, [], data, first=False)
    request_id = uuid.uuid4() if data is None else sent_uuid(data, "request_id")
    if data is not None and form.is_valid() and now_form.is_valid() and not areas.errors:
        try:
            complaint = writing.take_down(
                client, by=request.user, now=timezone.now(), request_id=request_id,
                form=form, ratings=now_form, areas=areas.sides,
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Written down."))
            return redirect("sessions_log:complaint", complaint.public_id)
    context = {"client": client, "form": form, "now_form": now_form, "areas": areas, "request_id": request_id}
    return render(request, "sessions_log/complaint_form.html", context | {"complaint": None, "clashes": []})


@require_safe
@clinical_only
def show(request, complaint):
    """What is known of a complaint, how it goes, and its ratings."""
    complaint = get_complaint(request.user, complaint)
    log_opening(request.user, complaint.client, "complaint")
    return render(request, "sessions_log/complaint.html", complaint_page(complaint))


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def edit(request, complaint):
    """Change it. Another aim begins an episode; whoever saves second sees both versions."""
    complaint, data = get_complaint(request.user, complaint), request.POST if request.method == "POST" else None
    form, clashes, version = ComplaintForm(data, instance=complaint), [], complaint.version
    areas = Areas(_felt(), writing.areas_of(complaint), [], data, first=False)
    if data is not None and form.is_valid() and not areas.errors:
        seen = sent_version(data)
        try:
            writing.change(complaint, now=timezone.now(), seen=seen, facts=form.facts(), areas=areas.sides)
        except Stale as stale:
            clashes, version = writing.differences(stale.current, form), stale.current.version
        else:
            messages.success(request, _("Saved."))
            return redirect("sessions_log:complaint", complaint.public_id)
    elif data is not None:
        version = sent_version(data)
    context = {"client": complaint.client, "complaint": complaint, "form": form, "areas": areas, "version": version}
    status = 409 if clashes else 200
    return render(request, "sessions_log/complaint_form.html", context | {"clashes": clashes}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def close(request, complaint):
    """It is resolved, or no longer why the client comes."""
    complaint, now = get_complaint(request.user, complaint), timezone.now()
    form = CloseForm(request.POST or None, initial={"on": local_date(now)})
    if request.method == "POST" and form.is_valid():
        try:
            close_complaint(complaint, by=request.user, now=now, seen=sent_version(request.POST), **form.cleaned_data)
        except Stale:
            form.add_error(None, _("Somebody changed this complaint meanwhile. Look at it again first."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Closed. It can be opened again at any time."))
            return redirect("sessions_log:complaint", complaint.public_id)
    context = {"client": complaint.client, "complaint": complaint, "form": form}
    return render(request, "sessions_log/complaint_close.html", context)


@require_POST
@clinical_only
def reopen(request, complaint):
    """It is back: a new episode from today."""
    return _open_again(request, complaint, lambda row, seen: reopen_complaint(row, now=timezone.now(), seen=seen))


@require_POST
@clinical_only
def undo_close(request, complaint):
    """It was closed by mistake: the old episode goes on."""
    return _open_again(request, complaint, lambda row, seen: undo_closing(row, seen=seen))


def _felt() -> dict[int, Term]:
    """Where a complaint can be felt: whole regions are for a massage without one."""
    return {pk: term for pk, term in vocabulary().areas.items() if not term.whole}


def _open_again(request, public_id, act):
    complaint = get_complaint(request.user, public_id)
    try:
        act(complaint, sent_version(request.POST))
        messages.success(request, _("Open again."))
    except Stale:
        messages.warning(request, _("Somebody changed this complaint meanwhile. Look at it again first."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("sessions_log:complaint", complaint.public_id)
