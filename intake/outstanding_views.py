"""The front desk's lists of forms, for everybody who works here: what is outstanding before visits, what runs out."""

import datetime as dt
import itertools
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from bookings import queries
from intake import outstanding as lists
from intake import sending
from intake.links import NotUsable
from intake.outstanding import AT_ONCE, RENEW_AHEAD
from intake.sending_forms import DaysForm, MailAllForm
from practice.access import member_only
from practice.current import local_date

PAGE = 30


@require_safe
@member_only
def before_visits(request):
    """Who comes soon and has a form or a consent outstanding. A week ahead unless more is asked for."""
    now, form = timezone.now(), DaysForm(request.GET)
    days = form.cleaned_data["days"] if form.is_valid() else DaysForm.FIRST
    before = now + dt.timedelta(days=days)
    found = queries.visits_with_paperwork_due(now, before, timezone.get_current_timezone())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = zip(page, lists.before_visits(list(page), now), strict=True)
    groups = [
        (day, [line for _one, line in of_day])
        for day, of_day in itertools.groupby(rows, lambda row: local_date(row[0].starts_at))
    ]
    context = {"page": page, "groups": groups, "days": days, "choices": DaysForm.CHOICES, "today": local_date(now)}
    return render(request, "intake/outstanding.html", context)


@require_safe
@member_only
def renewals(request):
    """Whose consents or intake run out in the next weeks, or have."""
    now = timezone.now()
    found = queries.paperwork_running_out(now, local_date(now) + RENEW_AHEAD)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/renewals.html", {"page": page, "lines": lists.running_out(list(page), now)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def mail_renewals(request):
    """All that can be mailed at once, after a look at how many and who. Whoever has a link already is left alone."""
    now = timezone.now()
    found = queries.paperwork_running_out(now, local_date(now) + RENEW_AHEAD)
    if request.method == "POST":
        form = MailAllForm(request.POST)
        if form.is_valid():
            rows = found.filter(client__in=form.cleaned_data["clients"])
            _say_sent(request, _mail(rows, by=request.user, request_id=form.cleaned_data["request_id"], now=now))
        else:
            messages.error(request, _("Nothing was sent. Please look at the list again."))
        return redirect("intake:renewals")
    lines = [line for line in lists.running_out(list(found), now) if _to_mail(line)]
    context = {"lines": lines[:AT_ONCE], "more": max(0, len(lines) - AT_ONCE), "request_id": uuid.uuid4()}
    return render(request, "intake/mail_renewals.html", context)


def _to_mail(line: lists.Line) -> bool:
    return line.can_be_mailed and not line.is_out


def _mail(rows, *, by, request_id: uuid.UUID, now: dt.datetime) -> int:
    """How many mails are on their way. One form asks at most once for each client."""
    sent = 0
    for line in filter(_to_mail, lists.running_out(list(rows), now)):
        each = uuid.uuid5(request_id, str(line.client.public_id))
        try:
            sending.mail(line.client, line.purpose, by=by, request_id=each, now=now)
        except (sending.CannotMail, NotUsable):  # since a moment ago
            continue
        sent += 1
    return sent


def _say_sent(request, sent: int) -> None:
    if sent:
        text = ngettext("%(sent)d form is on its way.", "%(sent)d forms are on their way.", sent)
        messages.success(request, text % {"sent": sent})
    else:
        messages.info(request, _("Nothing was left to send."))
