"""Logging a visit: one page, as a form while it is a draft, as a record once it is signed."""

import datetime as dt
import json
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bookings.models import Appointment
from clients.access import get_client, log_opening
from practice.access import clinical_only, therapist_only
from practice.versions import Stale
from sessions_log import evening, handing, page
from sessions_log.access import get_own_visit, get_visit, may_write
from sessions_log.ending_forms import AddendumForm, DespiteForm
from sessions_log.keeping import Kept, Outcome, draft_of_form, keep, sent_uuid, sent_version
from sessions_log.models import Visit
from sessions_log.page_state import state_of
from sessions_log.record import NotRecorded, sign_visit
from sessions_log.signed import signed_record
from sessions_log.unsent import key_of

STATUS = {Outcome.CLASH: 409, Outcome.FINAL: 409}


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def start(request, client):
    """A new visit. Nothing is written before the first save; a form that is sent twice makes one visit."""
    client, now = get_client(request.user, client), timezone.now()
    if request.method == "POST":
        visit = draft_of_form(request.user, client, sent_uuid(request.POST, "request_id"))
        return _after(request, keep(request.user, client, visit, request.POST, now))
    if client.archived_at:
        return render(request, "sessions_log/archived.html", {"client": client})
    log_opening(request.user, client, "visit")
    drafts = Visit.objects.drafts().filter(client=client, therapist=request.user).order_by("-starts_at", "-pk")[:3]
    planned = evening.planned(request.user, client, request.GET.get("appointment", ""))
    context = {"drafts": drafts, "request_id": uuid.uuid4(), "evening": _evening(request, planned, now)}
    return _form(request, page.load(client, None, now=now, planned=planned), **context)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def visit(request, visit):
    """The draft's form for its therapist; for everybody else, and once it is final, the record."""
    if request.method == "POST":
        visit = get_own_visit(request.user, visit)
        return _after(request, keep(request.user, visit.client, visit, request.POST, timezone.now()))
    visit = get_visit(request.user, visit)
    log_opening(request.user, visit.client, "visit")
    if visit.is_draft and may_write(request.user, visit):
        now = timezone.now()
        return _form(request, page.load(visit.client, visit, now=now), evening=_evening(request, visit, now))
    return render(request, "sessions_log/record.html", signed_record(request.user, visit))


@require_POST
@therapist_only
def sign(request, visit):
    """The second time of asking: what is missing was shown, and it is signed as it is, with the reason."""
    visit = get_own_visit(request.user, visit)
    return _sign(request, visit, sent=sent_version(request.POST), form=DespiteForm(request.POST))


def _form(request, shown: page.Page, *, status: int = 200, **context):
    visit = shown.visit
    context = {
        "page": shown,
        "client": shown.client,
        "visit": visit,
        "version": visit.version if visit else 0,
        "request_id": visit.request_id if visit else request.POST.get("request_id"),
        "new_complaint_id": uuid.uuid4(),
        "saved_state": json.dumps(_saved(shown)),
        "unsent_key": key_of(request.user),
        "keep_at": _keep_at(shown),
        "outcome": None,
        "clashes": [],
        "drafts": [],
        "evening": None,
    } | context
    return render(request, "sessions_log/visit.html", context, status=status)


def _saved(shown: page.Page) -> dict[str, str]:
    """What the server holds, where the page shows something else: errors, or two versions."""
    if shown.data is None:
        return state_of(shown)
    return state_of(page.load(shown.client, shown.visit, now=shown.now))


def _keep_at(shown: page.Page) -> str:
    if shown.visit:
        return reverse("sessions_log:keep", args=[shown.visit.public_id])
    return reverse("sessions_log:keep_new", args=[shown.client.public_id])


def _after(request, kept: Kept):
    """What is shown after a save: the same page again, the signing, or what went wrong."""
    visit = kept.visit
    if visit and kept.outcome == Outcome.FINAL:
        typed = "\n\n".join(f"{row.label}: {row.typed}" for row in kept.clashes if row.typed)
        form = AddendumForm(visit=visit, initial={"text": typed})
        context = {"visit": visit, "client": visit.client, "clashes": kept.clashes, "form": form}
        return render(request, "sessions_log/too_late.html", context | {"request_id": uuid.uuid4()}, status=409)
    if visit is None or kept.outcome != Outcome.SAVED:
        context = {"outcome": kept.outcome, "clashes": kept.clashes}
        if visit and kept.outcome == Outcome.INVALID:
            context["version"] = request.POST.get("version")
        return _form(request, kept.page, status=STATUS.get(kept.outcome, 200), **context)
    if request.POST.get("action") == "sign":
        return _sign(request, visit, sent=visit.version, form=DespiteForm())
    if request.POST.get("action") == "hand_over":
        request.session[handing.KEY] = str(visit.public_id)
        return redirect("sessions_log:hand_over", visit.public_id)
    if request.POST.get("action") in ("same", "undo_same"):
        return redirect(reverse("sessions_log:visit", args=[visit.public_id]) + "#same")
    messages.success(request, _("Saved as a draft."))
    return _go_on(request, visit)


def _go_on(request, visit: Visit):
    """To the visit again; in the evening, to the next one."""
    if place := _evening(request, visit, timezone.now()):
        return redirect(place.after)
    return redirect("sessions_log:visit", visit.public_id)


def _evening(request, at: Visit | Appointment | None, now: dt.datetime) -> evening.Place | None:
    if at is None or "1" not in (request.GET.get("evening"), request.POST.get("evening")):
        return None
    return evening.place(evening.steps(request.user, now), at)


def _sign(request, visit: Visit, *, sent: int, form: DespiteForm):
    try:
        signed = sign_visit(visit, by=request.user, now=timezone.now(), seen=sent, despite=form.despite())
    except NotRecorded as ask:
        context = {"visit": ask.visit, "client": ask.visit.client, "missing": ask.missing, "form": form}
        context["in_the_evening"] = request.POST.get("evening") == "1"
        return render(request, "sessions_log/sign.html", context)
    except ValidationError as error:
        for message in error.messages:
            messages.warning(request, message)
        return redirect("sessions_log:visit", visit.public_id)
    except Stale:
        messages.warning(request, _("This visit was changed in another window. Look at it again before you sign."))
        return redirect("sessions_log:visit", visit.public_id)
    messages.success(request, _("Signed."))
    return _go_on(request, signed)
