"""The desk's list of what is to be booked, which is the front desk's home; closing, opening again, asking by hand."""

import dataclasses
import datetime as dt
import itertools
import uuid
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import queries, said
from bookings.access import get_follow_up, is_away
from bookings.calls import record_call
from bookings.contact import why_not
from bookings.enums import Asked as How
from bookings.enums import FollowUpStatus, TextKind, WhyNoMail
from bookings.forms import CallForm, CloseForm, FollowUpForm
from bookings.free import Offer
from bookings.message_facts import of_follow_up
from bookings.message_texts import Letter, letter, words_for
from bookings.models import Answer, Call, FollowUp
from bookings.offers import suggestions
from bookings.requests import NoLongerOpen, close_follow_up, reopen_follow_up, request_follow_up
from bookings.rules import first_weekday, rules, week_of
from clients.access import get_client
from clients.forms import SearchForm
from practice.access import member_only
from practice.models import User
from practice.posted import page_to_return_to

PAGE = 30
HEADINGS = [gettext_lazy("Overdue"), gettext_lazy("This week"), gettext_lazy("Later"), gettext_lazy("To call again")]


@require_safe
@member_only
def followups(request):
    """Overdue first, then what can be booked this week, then later."""
    now = timezone.now()
    today = timezone.localdate(now)
    mine = request.user.is_therapist and request.GET.get("show") == "mine"
    this_week = week_of(today, first_weekday(rules(), request.practice.time_zone))
    found = queries.open_requests(today, this_week[-1])
    page = Paginator(found.filter(therapist=request.user) if mine else found, PAGE).get_page(request.GET.get("page"))
    rows = _rows(list(page), now)
    groups = [
        (HEADINGS[urgency], [*those]) for urgency, those in itertools.groupby(rows, key=lambda row: row.asked.urgency)
    ]
    context = {"page": page, "groups": groups, "mine": mine, "close": CloseForm(), "form": SearchForm()}
    answers = said.open_answers()
    context |= {"answers": answers[: said.SHOWN], "more_answers": len(answers) > said.SHOWN}
    context |= {"call": CallForm(today=today), "waiting": queries.waiting(today).count()}
    return render(request, "bookings/followups.html", context)


@dataclasses.dataclass(frozen=True)
class Asked:
    """A request with all that a call needs."""

    asked: FollowUp
    comes: dt.datetime | None  # when the client comes anyhow
    late: int  # days overdue
    call: Call | None  # the last one
    offers: list[Offer]
    key: uuid.UUID  # of the call that may come next


def _rows(requests: list[FollowUp], now: dt.datetime) -> list[Asked]:
    """In ten queries, however many there are."""
    today = timezone.localdate(now)
    coming = queries.next_times([one.client for one in requests], now)
    calls = queries.last_calls(requests)
    free = suggestions(requests, list(User.objects.therapists()), now, timezone.get_current_timezone())
    return [
        Asked(
            one,
            coming.get(one.client_id),
            (today - one.due_by).days,
            calls.get(one.pk),
            free.get(one.pk, []),
            uuid.uuid4(),
        )
        for one in requests
    ]


@require_POST
@member_only
def called(request, public_id):
    """What came of a call."""
    follow_up = get_follow_up(request.user, public_id)
    now = timezone.now()
    form = CallForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect("bookings:followups")
    try:
        record_call(follow_up, by=request.user, now=now, **form.cleaned_data)
    except NoLongerOpen as error:
        messages.warning(request, _how_it_stands(error.follow_up))
    else:
        messages.success(request, _("Noted: %(outcome)s.") % {"outcome": form.cleaned_data["outcome"].label})
    return redirect("bookings:followups")


def _first_error(form) -> str:
    """A form of a row has no page of its own to come back to: what is wrong is said above the list."""
    shown = form.errors.get("again_on")
    return shown[0] if shown else _("Choose what came of the call. Nothing was changed.")


@require_safe
@member_only
def write(request, public_id):
    """The practice's words for this request, as an e-mail and as a text message, in the client's language."""
    follow_up = get_follow_up(request.user, public_id)
    mail, short = (_letter(request, follow_up, kind) for kind in (TextKind.FOLLOW_UP, TextKind.SHORT))
    asked = urlencode({"subject": mail.subject, "body": mail.text.replace("\n", "\r\n")}, quote_via=quote)
    client = follow_up.client
    context = {
        "follow_up": follow_up,
        "client": client,
        "mail": mail,
        "short": short,
        "mailto": f"mailto:{quote(client.email, safe='@')}?{asked}",
        "refuses": why_not([client]).get(client.pk) == WhyNoMail.REFUSED,
        "is_open": follow_up.status == FollowUpStatus.OPEN,
        "fell_through": queries.fell_through(client, timezone.now()),
        "key": uuid.uuid4(),
    }
    return render(request, "bookings/write.html", context)


def _letter(request, follow_up: FollowUp, kind: TextKind) -> Letter:
    words = words_for(kind, follow_up.client.language)
    return letter(words, of_follow_up(follow_up, words, request.practice, timezone.localdate()))


@require_POST
@member_only
def see_to(request, public_id):
    """Somebody has seen to what a client said."""
    found = get_object_or_404(Answer, public_id=public_id)
    if said.see_to(found, by=request.user, now=timezone.now()):
        messages.success(request, _("Off the list."))
    else:
        messages.info(request, _("Somebody has done this already."))
    return redirect(page_to_return_to(request) or "bookings:followups")


@require_POST
@member_only
def close(request, public_id):
    """Off the list without an appointment."""
    follow_up, form = get_follow_up(request.user, public_id), CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose why it is closed. Nothing was changed."))
        return redirect("bookings:book", follow_up.public_id)
    try:
        close_follow_up(follow_up, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except NoLongerOpen as error:
        messages.warning(request, _how_it_stands(error.follow_up))
    else:
        messages.success(request, _("Closed. It can be opened again on the client's page."))
    return redirect("bookings:followups")


def _how_it_stands(follow_up) -> str:
    if follow_up.status == FollowUpStatus.BOOKED:
        return _("Somebody booked this follow-up meanwhile. Nothing was changed.")
    return _("Somebody closed this follow-up meanwhile. Nothing was changed.")


@require_POST
@member_only
def reopen(request, public_id):
    """A closed request back on the list."""
    follow_up = get_follow_up(request.user, public_id)
    if not is_away(request, follow_up.client):
        reopen_follow_up(follow_up, by=request.user, now=timezone.now())
        messages.success(request, _("Back on the list of follow-ups."))
    return redirect("clients:detail", follow_up.client.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def ask(request, public_id):
    """A request made by hand."""
    client, today = get_client(request.user, public_id), timezone.localdate()
    if is_away(request, client):
        return redirect("clients:detail", client.public_id)
    if request.method == "POST":
        form = FollowUpForm(request.POST, today=today)
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in (*FollowUpForm.Meta.fields, "request_id")}
            request_follow_up(client=client, by=request.user, asked=How.DESK, **facts)
            messages.success(request, _("On the list of follow-ups."))
            return redirect("clients:detail", client.public_id)
    else:
        first = {"request_id": uuid.uuid4(), "due_from": today, "due_by": today + dt.timedelta(days=7)}
        first |= {"therapist": client.therapist.public_id if client.therapist else None}
        form = FollowUpForm(initial=first, today=today)
    return render(request, "bookings/ask.html", {"client": client, "form": form})
