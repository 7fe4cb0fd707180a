"""Sending forms to a client: by mail, as a link or QR code, or on this tablet. For everybody who works here."""

import segno
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients.access import get_client, log_opening
from intake import gate, links, mailing, overview, sending
from intake.enums import Giving
from intake.models import ClientLink
from intake.sending_forms import SendForm
from intake.wording import text_message
from practice.access import member_only
from practice.posted import page_to_return_to


@require_safe
@member_only
def forms(request, client):
    """What was sent to this client, how far it came, and what can be sent."""
    client = get_client(request.user, client)
    log_opening(request.user, client, "forms")
    return render(request, "intake/forms.html", overview.of_client(client, timezone.now()))


@require_POST
@member_only
def send(request, client):
    """Give out a link in the way that the pressed button says. What cannot be mailed is shown instead."""
    client, now = get_client(request.user, client), timezone.now()
    form = SendForm(request.POST, may_start_diary=request.user.is_clinical)
    if form.is_valid():
        try:
            return _give(request, client, now=now, **form.cleaned_data)
        except links.NeedsBirthDate:
            form.add_error("purpose", _("This form asks for the date of birth, and none is on record."))
        except links.NotUsable:
            messages.info(request, _("Nothing was sent: this link is over already, or the client is archived."))
            return redirect("intake:forms", client.public_id)
    return render(request, "intake/forms.html", overview.of_client(client, now, form))


def _give(request, client, *, purpose, how, request_id, now):
    facts = {"by": request.user, "request_id": request_id, "now": now}
    why = None
    if how == Giving.MAIL:
        try:
            sending.mail(client, purpose, **facts)
        except sending.CannotMail as error:
            why, how = error.why, Giving.SHOWN
        else:
            messages.success(request, _("It is on its way to %(email)s.") % {"email": client.email})
            return redirect(page_to_return_to(request) or _forms_of(client))
    link, token = sending.show(client, purpose, Giving(how), **facts)
    if how == Giving.TABLET:
        return _hand_over(request, link, token)
    address = mailing.address(token)
    text = text_message(client, purpose, address, request.practice)
    context = {"client": client, "link": link, "why": why, "address": address, "text": text, "qr": qr_of(address)}
    return render(request, "intake/link.html", context)


def _hand_over(request, link: ClientLink, token: str):
    """Nobody is logged in on this tablet any more; the form is open, and the tablet is known as one of ours."""
    logout(request)
    return gate.hand_over(redirect("intake:open", token), link)


def qr_of(address: str) -> str:
    """Always dark on white, whatever the page's colours are: phones read nothing else for sure."""
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(  # noqa: S308 (drawn here, of squares)
        drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    )


def _forms_of(client) -> str:
    return reverse("intake:forms", args=[client.public_id])


@require_POST
@member_only
def revoke(request, link):
    """The link stops working; what was saved behind it stays."""
    link = get_object_or_404(ClientLink.objects.select_related("client"), public_id=link)
    try:
        links.revoke(link, now=timezone.now())
    except links.NotUsable:
        messages.info(request, _("This link is over already."))
    else:
        messages.success(request, _("Taken back. The link works no longer."))
    return redirect(page_to_return_to(request) or _forms_of(link.client))
