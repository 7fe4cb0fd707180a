"""The sheet of homework: for us to print and to give out, and for the client behind her link."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients.access import log_opening
from intake import gate, links, mailing, sending
from intake.enums import Giving, Purpose
from intake.sending_views import qr_of
from intake.wording import text_message
from practice import uploads
from practice.access import clinical_only
from sessions_log import sheets
from sessions_log.access import get_visit
from sessions_log.keeping import sent_uuid

SHOWN = 5  # of the times that it was given out


@require_safe
@clinical_only
def sheet(request, visit):
    """What the client takes home, as it will be printed, and the ways to give it out."""
    visit = get_visit(request.user, visit)
    log_opening(request.user, visit.client, "homework sheet")
    given = visit.sheets_given.select_related("by", "link").order_by("-at", "-pk")[:SHOWN]
    context = {
        "visit": visit,
        "client": visit.client,
        "lines": sheets.lines_of(visit),
        "given": [(each, sheets.how_it_went(each)) for each in given],
        "no_mail": mailing.why_not([visit.client]).get(visit.client_id),
        "request_id": uuid.uuid4(),
    }
    return render(request, "sessions_log/sheet.html", context)


@require_POST
@clinical_only
def give(request, visit):
    """By e-mail, or as a link or QR code to hand on: as the pressed button says."""
    visit = get_visit(request.user, visit)
    facts = {"by": request.user, "request_id": sent_uuid(request.POST, "request_id"), "now": timezone.now()}
    try:
        if request.POST.get("how") == Giving.SHOWN:
            return _show(request, visit, facts)
        sheets.mail(visit, **facts)
    except links.NeedsBirthDate:
        messages.warning(request, _("The page asks for the date of birth, and none is on record."))
    except links.NotUsable:
        messages.warning(request, _("Nothing was sent: the client is archived, or this was sent already."))
    except sending.CannotMail as error:
        messages.warning(request, error.why.label)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, _("It is on its way to %(email)s.") % {"email": visit.client.email})
    return redirect("sessions_log:homework_sheet", visit.public_id)


def _show(request, visit, facts):
    link, token = sheets.show(visit, **facts)
    address = mailing.address(token)
    text = text_message(visit.client, Purpose.SHEET, address, request.practice)
    context = {"visit": visit, "client": visit.client, "link": link, "why": None, "address": address, "text": text}
    return render(request, "sessions_log/sheet_link.html", context | {"qr": qr_of(address)})


@require_safe
@gate.for_link(Purpose.SHEET)
def for_you(request, link, token):
    """The client's own page: to read, and to print."""
    visit = sheets.visit_behind(link)
    if visit is None:
        return gate.over(request, None)
    context = {"visit": visit, "client": link.client, "lines": sheets.lines_of(visit), "token": token}
    return render(request, "sessions_log/sheet_for_you.html", context)


@require_safe
@gate.for_link(Purpose.SHEET)
def picture(request, link, token, kind):
    """The picture of a homework that stands on the client's sheet."""
    visit = sheets.visit_behind(link)
    if visit is None:
        raise Http404
    line = get_object_or_404(visit.homework.select_related("kind__picture"), kind__public_id=kind)
    if line.kind.picture is None:
        raise Http404
    return uploads.response(line.kind.picture)
