"""The health history, and who else treats the client: pages of therapists and owners."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clients.access import get_client, log_opening
from intake import team as keeping
from intake.health import save_history
from intake.health_forms import HealthHistoryForm, TeamMemberForm
from intake.models import HealthHistory, Professional, TeamMember
from intake.told_us import in_words
from practice.access import clinical_only
from practice.posted import page_to_return_to, posted
from practice.versions import Stale


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def health(request, client):
    """Change what is known. Whoever saves second sees what was saved meanwhile beside what was typed."""
    client, now = get_client(request.user, client), timezone.now()
    row = HealthHistory.objects.filter(client=client).first()
    form = HealthHistoryForm(posted(request), instance=row, today=timezone.localdate(now))
    clashes, version = [], row.version if row else 0
    if request.method != "POST":
        log_opening(request.user, client, "health")
    elif form.is_valid():
        try:
            save_history(client, seen=_version(request.POST), facts=form.facts(), now=now)
        except Stale as stale:
            clashes, version = _differences(form, stale.current), stale.current.version
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(page_to_return_to(request) or _chart(client))
    else:
        version = _version(request.POST)
    context = {"client": client, "form": form, "row": row, "version": version, "clashes": clashes}
    context["next"] = page_to_return_to(request)
    return render(request, "intake/health.html", context, status=409 if clashes else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def team(request, client):
    """Who else treats the client; adding somebody who is there already brings them up to date."""
    client, form = get_client(request.user, client), TeamMemberForm(posted(request))
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        keeping.add_member(client, said_on=today, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("intake:team", client.public_id)
    if request.method != "POST":
        log_opening(request.user, client, "team")
    members = TeamMember.objects.filter(client=client, ended_on=None).select_related("professional").order_by("pk")
    return render(request, "intake/team.html", {"client": client, "form": form, "members": members})


@require_POST
@clinical_only
def end_member(request, client, professional):
    """They no longer treat the client. What was is kept in the history."""
    client = get_client(request.user, client)
    member = get_object_or_404(Professional, public_id=professional)
    keeping.end_member(client, member, on=timezone.localdate())
    return redirect("intake:team", client.public_id)


def _chart(client) -> str:
    return reverse("cases:chart", args=[client.public_id])


def _version(data) -> int:
    value = data.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def _differences(form: HealthHistoryForm, saved: HealthHistory) -> list[dict]:
    typed = HealthHistory(**form.facts())
    return [
        {"label": form.fields[name].label, "saved": in_words(saved, name), "typed": in_words(typed, name)}
        for name in form.facts()
        if getattr(saved, name) != getattr(typed, name)
    ]
