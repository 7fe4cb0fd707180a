"""The look over everything before it is sent."""

import datetime as dt

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake import gate, links, steps
from intake.models import ClientLink, Intake
from intake.opened import Opened
from intake.submitting import Incomplete, submit


@require_http_methods(["GET", "HEAD", "POST"])
@gate.for_link(*steps.WAYS)
def review(request, link, token):
    """All answers by topic, and what is missing, each one tap away. Sent once, when nothing is missing."""
    opened = Opened.by(request, link, timezone.now())
    if opened.intake is None or steps.what_comes_first(opened.answers, opened.asking):
        return redirect("intake:open", token)
    if request.method == "POST" and (sent := send(request, link, token, opened.intake, opened.now)):
        return sent
    return _page(request, token, opened)


def send(request, link: ClientLink, token: str, intake: Intake, now: dt.datetime):
    """Submit it, and on to the thanks; nothing where something is missing."""
    try:
        submit(intake, now)
    except Incomplete:
        return None
    except links.NotUsable:
        return gate.over(request, links.by_token(token))
    tablet = "?tablet=1" if gate.at_the_desk(request, link) else ""
    return gate.forget(request, redirect(reverse("intake:open", args=[token]) + tablet), link)


def _page(request, token: str, opened: Opened):
    forms = list(steps.forms_of(opened.answers, opened.asking))
    missing = [lack for form in forms for lack in form.missing()]
    context = {
        "token": token,
        "parts": [{"step": form.step, "told": form.told(), "is_missing": bool(form.missing())} for form in forms],
        "missing": missing,
        "is_urgent": any(form.is_urgent() for form in forms),
        "total": len(forms) + 1,
    }
    return render(request, "intake/review.html", context)
