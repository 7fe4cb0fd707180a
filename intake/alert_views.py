"""Alerts of a client: all there ever were, and dealing with one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clients.access import get_client, log_opening
from intake import alerts as keeping
from intake.forms import DealForm
from intake.models import Alert
from practice.access import clinical_only, therapist_only
from practice.posted import page_to_return_to, posted

PER_PAGE = 30


@require_safe
@clinical_only
def alerts(request, client):
    """What nobody has dealt with, urgent first; then what was, with who, when and how."""
    client = get_client(request.user, client)
    log_opening(request.user, client, "alerts")
    found = Alert.objects.filter(client=client).select_related("dealt_by", "raised_by", "intake")
    in_order = found.order_by(F("dealt_at").desc(nulls_first=True), "-urgent", "raised_at", "pk")
    page = Paginator(in_order, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "client": client,
        "page": page,
        "open_alerts": [alert for alert in page if alert.dealt_at is None],
        "dealt_alerts": [alert for alert in page if alert.dealt_at],
    }
    return render(request, "intake/alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def deal_with(request, alert):
    """A therapist says what was done about it. One that is dealt with is shown as it was dealt with."""
    found = Alert.objects.select_related("client", "intake", "raised_by", "dealt_by")
    alert, status = get_object_or_404(found, public_id=alert), 200
    form, back = DealForm(posted(request), alert=alert), reverse("intake:alerts", args=[alert.client.public_id])
    if request.method != "POST":
        log_opening(request.user, alert.client, "alert")
    elif form.is_valid():
        alert = keeping.deal_with(alert, by=request.user, now=timezone.now(), **form.facts())
        if (alert.dealt_by, alert.dealt_note) == (request.user, form.cleaned_data["note"]):
            messages.success(request, _("Dealt with. It stays in the client's alerts."))
            return HttpResponseRedirect(page_to_return_to(request) or back)
        status = 409  # a colleague was quicker: both notes are shown
    context = {"alert": alert, "client": alert.client, "form": form, "back": back}
    return render(request, "intake/alert.html", context | {"next": page_to_return_to(request)}, status=status)
