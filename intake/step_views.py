"""A page of a client's form: shown, saved as it is left, and on to the next."""

from typing import Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake import filling, gate, links, renewing, steps
from intake.answers import Json
from intake.models import Intake
from intake.opened import Filled, Opened
from intake.review_views import send
from intake.step_form import Step, StepForm


@require_http_methods(["GET", "HEAD", "POST"])
@gate.for_link(*steps.WAYS)
def step(request, link, token, step):
    """A page of the form. Each is saved as it is left, forwards or back."""
    opened = Opened.by(request, link, token, timezone.now())
    here = opened.step(step)
    if here is None:
        return redirect("intake:open", token)
    if request.method != "POST":
        return show(request, opened, here)
    form = here.fill(opened.answers, opened.asking, request.POST, partial="back" in request.POST)
    return _save(request, token, opened, form) if form.is_valid() else page(request, opened, form)


def _save(request, token: str, opened: Opened, form: StepForm):
    if "back" in request.POST and not any(form.answer().values()) and not form.step.is_answered(opened.answers):
        return redirect(_back(request.POST, opened, form.step, opened.answers))
    try:
        saved = opened.save(form, request.POST.get("seen", ""))
    except filling.Meanwhile as clash:
        return beside(request, opened, form, clash.answers)
    except filling.NotKnown:
        return redirect("intake:open", token)
    except links.NotUsable:
        return gate.over(request, links.by_token(token))
    if _sends(request.POST, opened, form.step, saved.answers):
        sent = send(request, opened.link, token, saved, opened.now)
        return sent or gate.remember(request, redirect(opened.address(None)), opened.link, saved)
    return gate.remember(request, redirect(onwards(request.POST, opened, form, saved)), opened.link, saved)


def show(request, filled: Filled, here: Step):
    """The page of a step, with what is kept; in a renewal with what is on record, to be confirmed."""
    if not request.GET.keys() & {"change", "more", "to"} and (
        offer := renewing.offer(here, filled.answers, filled.asking)
    ):
        return page(request, filled, offer.form, template="intake/still.html", offer=offer)
    shown = filled.answers | renewing.on_record(here, filled.answers, filled.asking)
    return page(request, filled, here.fill(shown, filled.asking, more="more" in request.GET))


def _sends(asked, filled: Filled, here: Step, answers: Json) -> bool:
    """Is this the last page of a form that is sent without a look over it?"""
    is_last = steps.is_sent_at_once(filled.asking) and here is steps.path(answers, filled.asking)[-1]
    return is_last and "back" not in asked and asked.get("to") != "review"


def onwards(sent, filled: Filled, form: StepForm, saved: Intake) -> str:
    """Where the button leads that was pressed: on, back, or to the same page for more."""
    here, asking = form.step, filled.asking
    way = steps.path(saved.answers, asking)
    at = way.index(here) if here in way else -1
    to_review = sent.get("to") == "review"
    if "back" in sent:
        return _back(sent, filled, here, saved.answers)
    if form.asks_more or "remove" in sent:
        return filled.address(here, to_review, place=form.asks_more)
    if "more" in sent:
        return filled.address(here, to_review, "more")
    if not sent.get("told") and here.fill(saved.answers, asking).is_urgent():
        return filled.address(here, to_review, "help")
    if to_review:
        return filled.address(steps.where_left_off(saved.answers, asking), to_review)
    return filled.address(way[at + 1] if at + 1 < len(way) else None)


def _back(sent, filled: Filled, here: Step, answers: Json) -> str:
    way = steps.path(answers, filled.asking)
    before = way[max(way.index(here) - 1, 0)] if here in way else way[0]
    return filled.address(None if sent.get("to") == "review" else before)


def page(
    request,
    filled: Filled,
    form: StepForm,
    *,
    template: str = "intake/step.html",
    status: int = 200,
    **more: Any,
):
    """The page of a step around its form."""
    way = steps.path(filled.answers, filled.asking)
    at = way.index(form.step)
    to_review = (request.POST or request.GET).get("to") == "review"
    total = len(way) + (not steps.is_sent_at_once(filled.asking))
    context = {
        "form": form,
        "step": form.step,
        "number": at + 1,
        "total": total,
        "marks": [index <= at for index in range(total)],
        "sends": _sends(request.POST or request.GET, filled, form.step, filled.answers),
        "seen": filling.digest(filled.answers, form.step.held),
        "to": "review" if to_review else "",
        "is_first": at == 0,
        "before": filled.address(way[max(at - 1, 0)]),
        "action": filled.address(form.step),
        "frame": filled.frame,
        "is_ours": filled.is_ours,
        "help_now": "help" in request.GET and form.is_urgent(),
        "css": [f"css/{name}.css" for name in form.css],
        "js": [f"js/{name}.js" for name in form.js],
        "clashes": [],
        **filled.context,
        **more,
    }
    return render(request, template, context, status=status)


def beside(request, filled: Filled, form: StepForm, kept: Json):
    """Another device saved the step meanwhile: that stands beside what was typed, which comes back as it is."""
    mine = form.step.fill(kept | form.answer(), filled.asking).told()
    theirs = form.step.fill(kept, filled.asking).told()
    saved, typed = ({told.label: told.text for told in side} for side in (theirs, mine))
    clashes = [
        {"label": label, "saved": saved.get(label, ""), "typed": typed.get(label, "")}
        for label in dict.fromkeys([*saved, *typed])
        if saved.get(label) != typed.get(label)
    ]
    seen = filling.digest(kept, form.step.held)
    return page(request, filled, form, status=409, clashes=clashes, seen=seen)
