"""One tap: what is on record is still true."""

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from intake import filling, gate, links, renewing
from intake.enums import Purpose
from intake.opened import Opened
from intake.step_views import onwards


@require_POST
@gate.for_link(Purpose.RENEWAL)
def still(request, link, token, step):
    """Keep the topic as it was shown, confirmed. If the record says otherwise meanwhile, it is shown again."""
    opened = Opened.by(request, link, token, timezone.now())
    here = opened.step(step)
    if here is None:
        return redirect("intake:open", token)
    offer = renewing.offer(here, opened.answers, opened.asking)
    if offer is None or request.POST.get("shown") != offer.shown:
        return redirect(opened.address(here))
    try:
        saved = opened.keep(offer.answer, request.POST.get("seen", ""))
    except (filling.Meanwhile, filling.NotKnown):
        return redirect(opened.address(here))
    except links.NotUsable:
        return gate.over(request, links.by_token(token))
    onto = onwards(request.POST, opened, offer.form, saved)
    return gate.remember(request, redirect(onto), opened.link)
