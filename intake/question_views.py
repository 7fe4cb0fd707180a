"""The pages on which owners decide what the intake asks, and in which words."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import editions
from intake.models import QuestionEdition
from intake.question_forms import FIELD_NAMES, OwnQuestionForm, StepForm
from intake.questions import OWN, OWN_STEPS, STEP_BY_KEY, STEPS, Asked, Step, Wording, current_edition, wording
from practice.access import owner_only
from practice.posted import posted

PAGE = 50  # editions


@require_safe
@owner_only
def questions(request):
    """What is asked now, step by step."""
    edition = current_edition()
    asked = wording(edition)
    context = {
        "edition": edition,
        "steps": [(step, list(asked.shipped(step.key)), _with_ids(asked.own(step.key))) for step in STEPS],
        "own_steps": OWN_STEPS,
        "retired": _with_ids(asked.retired()),
    }
    return render(request, "intake/questions.html", context)


def _with_ids(own: list[Asked]) -> list[dict]:
    """Each with the id of its address and one for what its buttons send."""
    return [{"asked": one, "id": uuid.UUID(one.key.removeprefix(OWN)), "request_id": uuid.uuid4()} for one in own]


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def question_step(request, step):
    """The words of one step's questions. Whoever saves second sees both versions before anything is overwritten."""
    step, asked = _step(step), wording(current_edition())
    form, clashes = StepForm(posted(request), wording=asked, step=step.key), []
    if form.is_valid():
        try:
            made = editions.reword(form.said(), by=request.user, **form.stamp())
        except editions.Clash as clash:
            asked, clashes = wording(clash.current), _told(clash)
            form = StepForm(None, wording=asked, step=step.key, said=clash.values)
        else:
            return _saved(request, asked, made, step.key)
    context = {"step": step, "form": form, "clashes": clashes}
    return render(request, "intake/question_step.html", context, status=409 if clashes else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def add_question(request, step):
    """A question of the practice's own."""
    step, asked = _step(step), wording(current_edition())
    if step.key not in OWN_STEPS:
        raise Http404
    form = OwnQuestionForm(posted(request), wording=asked)
    if form.is_valid():
        stamp = form.stamp()
        made = editions.add_own({**form.facts(), "step": step.key}, by=request.user, request_id=stamp["request_id"])
        return _saved(request, asked, made, step.key)
    return render(request, "intake/question.html", {"step": step, "form": form, "own": None, "clashes": []})


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def question(request, own):
    """The words of a question of the practice's own."""
    asked = wording(current_edition())
    mine = _own(asked, own)
    form, clashes = OwnQuestionForm(posted(request), wording=asked, own=mine), []
    if form.is_valid():
        try:
            made = editions.reword({mine.key: form.facts()}, by=request.user, **form.stamp())
        except editions.Clash as clash:
            asked, clashes = wording(clash.current), _told(clash)
            form = OwnQuestionForm(None, wording=asked, own=_own(asked, own), said=clash.values[mine.key])
        else:
            return _saved(request, asked, made, mine.step)
    context = {"step": STEP_BY_KEY[mine.step], "form": form, "own": mine, "own_id": own, "clashes": clashes}
    context["request_id"] = uuid.uuid4()
    return render(request, "intake/question.html", context, status=409 if clashes else 200)


@require_POST
@owner_only
def move_question(request, own):
    mine = _own(wording(current_edition()), own)
    if (request_id := _request_id(request)) is not None:
        editions.move_own(mine.key, up="up" in request.POST, by=request.user, request_id=request_id)
    return _back(mine.step)


@require_POST
@owner_only
def retire_question(request, own):
    return _set_retired(request, own, retired=True, said=_("This question is no longer asked."))


@require_POST
@owner_only
def bring_back_question(request, own):
    return _set_retired(request, own, retired=False, said=_("This question is asked again."))


@require_safe
@owner_only
def edition_list(request):
    """All editions, the newest first."""
    found = QuestionEdition.objects.select_related("created_by").defer("wording").order_by("-number")
    return render(request, "intake/editions.html", {"page": Paginator(found, PAGE).get_page(request.GET.get("page"))})


@require_safe
@owner_only
def edition(request, number):
    """An edition as it asked, read-only."""
    found = get_object_or_404(QuestionEdition.objects.select_related("created_by"), number=number)
    asked = wording(found)
    steps = [(step, [*asked.shipped(step.key), *asked.own(step.key)]) for step in STEPS]
    return render(request, "intake/edition.html", {"edition": found, "steps": steps, "current": current_edition()})


def _step(key: str) -> Step:
    if key not in STEP_BY_KEY:
        raise Http404
    return STEP_BY_KEY[key]


def _own(asked: Wording, own: uuid.UUID) -> Asked:
    key = f"{OWN}{own.hex}"
    if key not in asked:
        raise Http404
    return asked[key]


def _request_id(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("request_id", ""))
    except ValueError:
        return None


def _set_retired(request, own: uuid.UUID, *, retired: bool, said: str):
    mine = _own(wording(current_edition()), own)
    if (request_id := _request_id(request)) is not None:
        editions.set_retired(mine.key, retired, by=request.user, request_id=request_id)
        messages.success(request, said)
    return _back(mine.step)


def _saved(request, before: Wording, made: QuestionEdition, step: str):
    if made.number == before.number:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("Saved. Edition %(number)s is asked from now on.") % {"number": made.number})
    return _back(step)


def _back(step: str):
    return redirect(f"{reverse('intake:questions')}#step-{step}")


def _told(clash: editions.Clash) -> list[dict]:
    """For the page: what the other saved, and what was typed here."""
    current = wording(clash.current)
    return [
        {
            "label": f"{current[one.key].label} · {FIELD_NAMES[one.field]}",
            "saved": _shown(one.theirs),
            "typed": _shown(one.mine),
        }
        for one in clash.differing
    ]


def _shown(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "\n".join(value) if isinstance(value, list) else value
