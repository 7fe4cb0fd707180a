"""/visits/<uuid>/copy/: a voided visit belongs to another client."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.access import get_client
from clients.enums import Show
from clients.forms import SearchForm
from clients.queries import find
from practice.access import therapist_only
from sessions_log.access import get_own_visit
from sessions_log.copying import copy_visit, may_copy
from sessions_log.keeping import sent_uuid


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def copy(request, visit):
    """Look the right client up, and copy. A name is searched for by POST: it stands in no address."""
    visit = get_own_visit(request.user, visit)
    if not may_copy(request.user, visit):
        raise PermissionDenied
    request_id = sent_uuid(request.POST, "request_id") if request.method == "POST" else uuid.uuid4()
    form, errors = SearchForm(request.POST or None), []
    if request.POST.get("client"):
        client = get_client(request.user, sent_uuid(request.POST, "client"))
        ratings = bool(request.POST.get("ratings"))
        try:
            copied = copy_visit(
                visit, client, by=request.user, now=timezone.now(), request_id=request_id, with_ratings=ratings
            )
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, _("Copied as a draft. Look through it, and sign it."))
            if copied.left_out:
                told = {"what": ", ".join(copied.left_out)}
                messages.warning(request, _("Left out, because another name stands in it: %(what)s.") % told)
            return redirect("sessions_log:visit", copied.visit.public_id)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = find(typed, show=Show.PRESENT, user=request.user, number=1).clients if typed else []
    context = {"visit": visit, "form": form, "typed": typed, "request_id": request_id, "errors": errors}
    context["found"] = [each for each in found if each.pk != visit.client_id]
    return render(request, "sessions_log/copy.html", context | {"client": visit.client})
