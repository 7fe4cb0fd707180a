"""What a therapist must know before touching: how a client likes the work, and what to take care of."""

import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.access import get_client, log_opening
from intake.forms import EndPrecautionForm, PrecautionForm, PreferencesForm
from intake.keeping import add_precaution as keep_precaution
from intake.keeping import end_precaution as keep_end
from intake.keeping import save_preferences
from intake.models import ClientPreferences, Precaution
from practice.access import clinical_only
from practice.posted import page_to_return_to
from practice.versions import Stale


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def preferences(request, client):
    """Change the strip. Whoever saves second sees what was saved meanwhile beside what was typed."""
    client = get_client(request.user, client)
    row = ClientPreferences.objects.filter(client=client).first()
    clashes, version = [], row.version if row else 0
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        version = _version(request.POST)
        if form.is_valid():
            try:
                save_preferences(client, seen=version, facts=form.cleaned_data)
            except Stale as stale:
                clashes, version = _differences(form, stale.current), stale.current.version
            else:
                messages.success(request, _("Saved."))
                return _back(request, client)
    else:
        log_opening(request.user, client, "preferences")
        form = PreferencesForm(instance=row)
    context = {
        "client": client,
        "form": form,
        "version": version,
        "clashes": clashes,
        "next": page_to_return_to(request),
    }
    return render(request, "intake/preferences.html", context, status=409 if clashes else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def add_precaution(request, client):
    """Something to take care of from now on."""
    client, form = get_client(request.user, client), PrecautionForm(request.POST or None)
    request_id = _request_id(request.POST) if request.method == "POST" else uuid.uuid4()
    if request.method == "POST" and form.is_valid():
        keep_precaution(client, by=request.user, request_id=request_id, text=form.cleaned_data["text"])
        return _back(request, client)
    context = {"client": client, "form": form, "request_id": request_id, "next": page_to_return_to(request)}
    return render(request, "intake/precaution.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def end_precaution(request, precaution):
    """It no longer applies, and why."""
    precaution = get_object_or_404(Precaution.objects.select_related("client"), public_id=precaution)
    form = EndPrecautionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_end(precaution, by=request.user, now=timezone.now(), note=form.cleaned_data["note"])
        return _back(request, precaution.client)
    context = {
        "client": precaution.client,
        "precaution": precaution,
        "form": form,
        "next": page_to_return_to(request),
    }
    return render(request, "intake/precaution_end.html", context)


def _back(request, client):
    return HttpResponseRedirect(page_to_return_to(request) or reverse("clients:detail", args=[client.public_id]))


def _version(data) -> int:
    value = data.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def _request_id(data) -> uuid.UUID:
    try:
        return uuid.UUID(data.get("request_id", ""))
    except ValueError as error:
        raise BadRequest("request_id") from error


def _differences(form: PreferencesForm, saved: ClientPreferences) -> list[dict]:
    return [
        {"label": form.fields[name].label, "saved": getattr(saved, name), "typed": value}
        for name, value in form.cleaned_data.items()
        if getattr(saved, name) != value
    ]
