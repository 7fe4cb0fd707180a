"""A caller's words for the therapist. Whoever works here may pass them on; only therapists read them."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.access import get_client
from intake import alerts
from intake.sending_forms import PassOnForm
from practice.access import member_only
from practice.posted import page_to_return_to


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def pass_on(request, client):
    """Nothing of the text is said afterwards, only that it was passed on."""
    client, back = get_client(request.user, client), page_to_return_to(request)
    form = PassOnForm(initial={"request_id": uuid.uuid4()})
    if request.method == "POST":
        form = PassOnForm(request.POST)
        if form.is_valid():
            alerts.pass_on(client, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, _("Passed on."))
            return redirect(back) if back else redirect("clients:detail", client.public_id)
    return render(request, "intake/pass_on.html", {"client": client, "form": form, "next": back})
