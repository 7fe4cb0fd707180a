"""/complaints/<uuid>/change/: at review, one tap on what was not tried yet is the decision."""

import uuid
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import decisions
from cases.access import get_case
from cases.changes import Change, Offered, offered, why_of
from cases.deciding import said
from cases.enums import DecisionKind
from cases.flags import flags_of, last_asked, must_ask
from cases.forms import IN_VISITS
from cases.models import Decision
from cases.reading import Case, cases_of
from clients.access import log_opening
from intake.models import Complaint
from practice.access import clinical_only
from practice.models import User
from practice.posted import page_to_return_to, posted
from sessions_log.sentences import advice
from sessions_log.verdicts import Stage


class ChangeForm(forms.Form):
    """One of the ideas, by its public id."""

    add = forms.ChoiceField()
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=120, widget=forms.HiddenInput)
    next = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, lists: Offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.ideas = lists.ideas
        kinds = {"technique": self.ideas.techniques, "area": self.ideas.areas}
        self.changes = {
            str(each.term.public_id): Change(kind, each.term, adds=True) for kind in kinds for each in kinds[kind]
        }
        offered = [(key, change.term.name) for key, change in self.changes.items()]
        self.fields["add"].choices = offered  # type: ignore[attr-defined] # a ChoiceField

    def chosen(self) -> Change:
        return self.changes[self.cleaned_data["add"]]


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def change(request, public_id):
    """What others with this had and this client had not. Where more is to be said, What next? asks it."""
    complaint, back = get_case(public_id), page_to_return_to(request)
    what_next = reverse("cases:decide", args=[complaint.public_id]) + (
        f"?{urlencode({'next': back})}" if back else ""
    )
    (case,) = cases_of(Complaint.objects.filter(pk=complaint.pk))
    if not _is_enough(complaint, case):
        return redirect(what_next)
    first = {"request_id": uuid.uuid4(), "seen": decisions.facts_seen(complaint), "next": back}
    form = ChangeForm(posted(request), initial=first, lists=offered(complaint, request.user, at_review=True))
    if request.method != "POST":
        log_opening(request.user, complaint.client, "case")
    elif form.is_valid():
        try:
            messages.success(request, said(_decide(complaint, case, form, request.user)))
        except (decisions.Moved, ValidationError):
            messages.warning(request, _("This case has changed meanwhile. Nothing was decided: please look again."))
            return redirect(what_next)
        return redirect(back or reverse("cases:case", args=[complaint.public_id]))
    context = {"case": case, "complaint": complaint, "client": complaint.client, "form": form, "advice": advice()}
    context |= {"flags": flags_of(complaint, case.facts), "last_asked": last_asked(complaint)}
    return render(request, "cases/change.html", context | {"what_next": what_next, "back": back})


def _is_enough(complaint: Complaint, case: Case) -> bool:
    """One tap decides at review alone, and not where the red flags have to be answered first."""
    return complaint.is_open and case.facts.stage == Stage.REVIEW and not must_ask(case.facts)


def _decide(complaint: Complaint, case: Case, form: ChangeForm, by: User) -> Decision:
    chosen = [form.chosen()]
    return decisions.decide(
        complaint,
        by=by,
        now=timezone.now(),
        request_id=form.cleaned_data["request_id"],
        seen=form.cleaned_data["seen"],
        kind=DecisionKind.CHANGE,
        why=why_of(chosen),
        changes=chosen,
        look_again_visit=case.facts.visits + IN_VISITS,
    )
