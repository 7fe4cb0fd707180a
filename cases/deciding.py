"""/complaints/<uuid>/decide/: What next?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import decisions
from cases.access import get_case, kinds_for
from cases.changes import offered
from cases.enums import DecisionKind
from cases.flags import flags_of, last_asked, must_ask
from cases.forms import Ask, DecisionForm
from cases.models import Decision, Referral
from cases.reading import Case, cases_of
from clients.access import log_opening
from intake.models import Complaint
from practice.access import clinical_only
from practice.posted import page_to_return_to
from sessions_log.sentences import advice
from sessions_log.verdicts import Stage


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def decide(request, public_id):
    """One case, from wherever one comes."""
    complaint = get_case(public_id)
    if request.method != "POST" and not complaint.is_open:
        messages.info(request, _("This complaint is closed; there is nothing to decide."))
        return redirect("cases:case", complaint.public_id)
    return ask(request, complaint, "cases/decide.html", then=_then)


def _then(made: Decision) -> str:
    """Who decides to bring somebody in says whom next, unless somebody was brought in already; else the board."""
    brought_in = Referral.objects.open().filter(complaint=made.complaint_id).exists()
    if made.kind == DecisionKind.REFER and not brought_in:
        return reverse("cases:refer", args=[made.complaint.public_id])
    return reverse("cases:board")


def ask(
    request: HttpRequest,
    complaint: Complaint,
    template: str,
    *,
    then: Callable[[Decision], str],
    more: Callable[[Case], dict[str, Any]] = lambda _case: {},
) -> HttpResponse:
    """Show the case and ask; write the decision. If the case changed meanwhile, show that and keep what was typed.

    `then` is where a decision leads unless the request names another page; `more` says what else
    the template needs of the case.
    """
    if request.method != "POST":
        log_opening(request.user, complaint.client, "case")
    now = timezone.now()
    seen = decisions.facts_seen(complaint)
    (case,) = cases_of(Complaint.objects.filter(pk=complaint.pk))
    form = _form(request, complaint, case, now, seen)
    moved, status = False, 200
    if form.is_bound and form.is_valid():
        try:
            made = decisions.decide(complaint, by=request.user, now=now, **form.decided())
        except decisions.Moved:
            form.show_as_of(seen)
            moved, status = True, 409
        except ValidationError as error:
            form.add_error(None, error.messages)
            status = 409
        else:
            messages.success(request, said(made))
            return redirect(page_to_return_to(request) or then(made))
    context = {"case": case, "complaint": complaint, "client": complaint.client, "form": form, "moved": moved}
    context["last_asked"] = last_asked(complaint)
    return render(request, template, context | {"advice": advice()} | more(case), status=status)


def _form(request, complaint: Complaint, case: Case, now, seen: str) -> DecisionForm:
    today, visits = timezone.localdate(now), case.facts.visits
    with_ = request.user if request.user.is_therapist else complaint.client.therapist
    lists = offered(complaint, request.user, at_review=case.facts.stage == Stage.REVIEW)
    ask = Ask(kinds_for(request.user, complaint), flags_of(complaint, case.facts), must_ask(case.facts), lists)
    known: dict[str, Any] = {"ask": ask, "complaint": complaint, "visits": visits, "today": today, "with_": with_}
    if request.method == "POST":
        return DecisionForm(request.POST.copy(), **known)
    first = DecisionForm.suggestions(visits=visits, today=today, with_=with_, seen=seen)
    first["kind"] = request.GET.get("kind", "")
    return DecisionForm(initial=first | {"next": page_to_return_to(request)}, **known)


def said(made: Decision) -> str:
    if made.kind == DecisionKind.CLOSE:
        return _("Decided and closed. It can be opened again from the chart.")
    day = date_format(made.look_again_on, "j M Y")
    if made.kind == DecisionKind.ASK_THERAPIST:
        return _("Asked. It stands on the therapist's Today, until %(day)s.") % {"day": day}
    if made.look_again_visit:
        return _("Decided. We look again at visit %(visit)s, or on %(day)s at the latest.") % {
            "visit": made.look_again_visit,
            "day": day,
        }
    return _("Decided. We look again on %(day)s.") % {"day": day}
