"""/intakes/<uuid>/go-through/: the answers beside the record, and taking all or some of them."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.access import log_opening
from intake.models import Acceptance, Intake
from intake.news import News, news_of
from practice.access import therapist_only
from practice.posted import page_to_return_to, posted
from practice.versions import Stale
from sessions_log.accepting.forms import AcceptForm
from sessions_log.accepting.sheet import sheet_of
from sessions_log.accepting.taking import Chosen, accept
from sessions_log.keeping import sent_uuid


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def go_through(request, intake):
    """Gone through once. Whoever comes second, or to a record that changed meanwhile, is told, and loses nothing."""
    found = Intake.objects.submitted().select_related("client", "questions", "entered_by")
    intake, status = get_object_or_404(found, public_id=intake), 200
    request_id = sent_uuid(request.POST, "request_id") if request.method == "POST" else uuid.uuid4()
    if made := Acceptance.objects.select_related("by").filter(intake=intake).first():
        return _after(request, intake, made, request_id)
    form = AcceptForm(posted(request), sheet=sheet_of(intake))
    if request.method != "POST":
        log_opening(request.user, intake.client, "intake")
    elif "nothing" in request.POST or form.is_valid():
        chosen = Chosen() if "nothing" in request.POST else form.chosen()
        try:
            made = accept(intake, by=request.user, now=timezone.now(), request_id=request_id, chosen=chosen)
        except Stale:
            form, status = AcceptForm(request.POST, sheet=sheet_of(intake)), 409
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _after(request, intake, made, request_id)
    context = {"intake": intake, "client": intake.client, "form": form, "request_id": request_id}
    context |= {"news": News(news_of(intake.client).alerts), "next": page_to_return_to(request)}
    return render(request, "sessions_log/accept.html", context | {"is_stale": status == 409}, status=status)


def _after(request, intake: Intake, made: Acceptance, request_id: uuid.UUID):
    """To where one came from, else the chart; where somebody was quicker, to the intake that says so."""
    if made.intake_id != intake.pk or made.request_id != request_id:
        if request.method == "POST":
            messages.warning(
                request,
                _("%(name)s has gone through it already. Nothing of yours was taken.") % {"name": made.by.name},
            )
        return redirect("intake:submitted", intake.public_id)
    if made.taken:
        messages.success(request, _("Gone through. What you chose is on record now."))
    else:
        messages.success(request, _("Gone through. Nothing was taken."))
    chart = reverse("cases:chart", args=[intake.client.public_id])
    return HttpResponseRedirect(page_to_return_to(request) or chart)
