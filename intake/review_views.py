"""The look over everything before it is sent."""

import datetime as dt

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake import gate, links, steps
from intake.models import ClientLink, Intake
from intake.opened import Filled, Opened
from intake.submitting import Incomplete, submit


@require_http_methods(["GET", "HEAD", "POST"])
@gate.for_link(*steps.WAYS)
def review(request, link, token):
    """All answers by topic, and what is missing, each one tap away. Sent once, when nothing is missing."""
    opened = Opened.by(request, link, token, timezone.now())
    if opened.intake is None or steps.what_comes_first(opened.answers, opened.asking):
        return redirect("intake:open", token)
    if request.method == "POST" and (sent := send(request, link, token, opened.intake, opened.now)):
        return sent
    return look(request, opened)


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


def look(request, filled: Filled):
    forms = list(steps.forms_of(filled.answers, filled.asking))
    missing = [lack for form in forms for lack in form.missing()]
    context = {
        "parts": [
            {"step": form.step, "told": form.told(), "change": filled.address(form.step, to_review=True)}
            for form in forms
        ],
        "missing": [
            {"said": lack, "address": filled.address(lack.step, to_review=True, place=lack.anchor)}
            for lack in missing
        ],
        "is_urgent": any(form.is_urgent() for form in forms),
        "number": len(forms) + 1,
        "total": len(forms) + 1,
        "marks": [True] * (len(forms) + 1),
        "frame": filled.frame,
        "is_ours": filled.is_ours,
        **filled.context,
    }
    return render(request, "intake/review.html", context)
