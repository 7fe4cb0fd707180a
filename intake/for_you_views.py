"""What stands before a client's pages: where her link leads, and the birth date."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intake import gate, links, steps
from intake.enums import Purpose
from intake.for_you_forms import GateForm
from intake.models import ClientLink
from intake.models.links import TRIES
from intake.opened import Opened
from practice.current import local_date
from practice.posted import posted

# Links whose pages are not a form of steps; a room on the right adds the name of its own (see its apps.py).
ELSEWHERE: dict[str, str] = {Purpose.CHECK_IN: "intake:check_in", Purpose.DIARY: "intake:diary"}


@require_safe
@gate.for_link(*Purpose)
def open_link(request, link, token):
    """On to the page that the link is for; a form goes on where it was left off."""
    if link.purpose in steps.WAYS:
        opened = Opened.by(request, link, token, timezone.now())
        return redirect(opened.address(steps.where_left_off(opened.answers, opened.asking)))
    if link.purpose in ELSEWHERE:
        return redirect(ELSEWHERE[link.purpose], token)
    return gate.over(request, None)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def birth_date(request, token):
    """Asked on a device that is not known, before anything is shown. After a few wrong ones the link is locked."""
    link, now = links.by_token(token), timezone.now()
    if gate.is_the_desk(request):
        return gate.not_for_the_desk(request)
    if link is None or not links.opens(link, now):
        return gate.over(request, link)
    if link.is_locked:
        return gate.locked(request)
    if not gate.asks(request, link):
        return redirect("intake:open", token)
    return _ask_birth_date(request, token, link, now)


def _ask_birth_date(request, token: str, link: ClientLink, now: dt.datetime):
    form = GateForm(posted(request), today=local_date(now), shared=gate.at_the_desk(request, link))
    if form.is_valid():
        try:
            is_right = links.try_birth_date(link, form.cleaned_data["birth_date"], gate.birth_dates(link), now=now)
        except links.NotUsable:
            return gate.over(request, links.by_token(token))
        if is_right:
            return gate.remember(request, redirect("intake:open", token), link)
        link.refresh_from_db(fields=["tries"])
        if link.is_locked:
            return gate.locked(request)
        form.add_error("birth_date", _tries_left(TRIES - link.tries))
    return render(request, "intake/birth_date.html", {"form": form})


def _tries_left(count: int) -> str:
    return ngettext(
        "This is not the date that we have. You can try once more.",
        "This is not the date that we have. You can try %(count)d more times.",
        count,
    ) % {"count": count}
