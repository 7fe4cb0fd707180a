"""Entering an intake from paper or by phone: the client's own steps, in the frame of those who work here."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.access import get_client, log_opening
from intake import entering, filling, steps
from intake.entered import Entered
from intake.entry_forms import EntryForm
from intake.enums import How
from intake.models import Intake
from intake.review_views import look
from intake.step_form import Step, StepForm
from intake.step_views import beside, onwards, page, show
from intake.submitting import Incomplete, submit
from practice.access import clinical_only
from practice.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def enter(request, client):
    """Begin one, or go on with the one that is begun: there is one at a time."""
    client, form = get_client(request.user, client), EntryForm(posted(request), initial={"request_id": uuid.uuid4()})
    if form.is_valid():
        facts = {"by": request.user, "now": timezone.now(), "language": get_language() or "en"}
        try:
            return redirect("intake:entry", entering.begin(client, **form.cleaned_data, **facts).public_id)
        except entering.Over:
            messages.info(request, _("This client is archived."))
            return redirect("intake:intakes", client.public_id)
    return render(request, "intake/enter.html", {"client": client, "form": form, "begun": entering.begun(client)})


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def throw_away(request, client):
    """The one that is begun, after a look at whose it is. What was saved meanwhile is looked at first."""
    client = get_client(request.user, client)
    if (found := entering.begun(client)) is None:
        return redirect("intake:intakes", client.public_id)
    if request.method != "POST":
        return render(request, "intake/entry_discard.html", {"client": client, "begun": found})
    try:
        entering.throw_away(found, seen=request.POST.get("seen", ""))
    except filling.Meanwhile:
        messages.warning(request, _("Something was saved since you looked. Look at it again first."))
        return redirect("intake:entry", found.public_id)
    except entering.Over:
        messages.info(request, _("It was handed in, or is gone already."))
    else:
        messages.success(request, _("Thrown away. Nothing of it was kept."))
    return redirect("intake:intakes", client.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def entry_step(request, intake, step):
    """A page of the form, saved as it is left."""
    entered = _entered(request, intake)
    if entered is None:
        return redirect("intake:submitted", intake)
    here = entered.step(step)
    if here is None:
        return redirect("intake:entry", intake)
    if request.method != "POST":
        log_opening(request.user, entered.intake.client, "intake")
        return show(request, entered, here)
    form = here.fill(entered.answers, entered.asking, request.POST, partial="back" in request.POST)
    return _save(request, entered, form) if form.is_valid() else page(request, entered, form)


def _save(request, entered: Entered, form: StepForm):
    try:
        saved = entered.save(form, request.POST.get("seen", ""))
    except filling.Meanwhile as clash:
        return beside(request, entered, form, clash.answers)
    except entering.Over:
        return redirect(entered.address(None))
    return redirect(onwards(request.POST, entered, form, saved))


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def entry(request, intake):
    """On to the first page that was not filled in; then the look over everything, from which it is handed in."""
    entered = _entered(request, intake)
    if entered is None:
        return redirect("intake:submitted", intake)
    if request.method == "POST":
        try:
            return _handed_in(request, submit(entered.intake, entered.now, seen=request.POST.get("seen", "")))
        except Incomplete:
            pass  # the page says what is missing
        except filling.Meanwhile:
            messages.warning(request, _("Something was saved since you looked. Look it over again, then hand it in."))
            return redirect("intake:entry", intake)
    elif not_yet := _first_unanswered(entered):
        return redirect(entered.address(not_yet))
    log_opening(request.user, entered.intake.client, "intake")
    return look(request, entered)


def _entered(request, public_id: uuid.UUID) -> Entered | None:
    """None where it was handed in already. Nobody but the client fills in what came by a link."""
    found = Intake.objects.select_related("client", "questions", "entered_by").filter(link=None)
    intake = get_object_or_404(found.exclude(how=How.SCREEN), public_id=public_id)
    return None if intake.submitted_at else Entered(intake, request.user, timezone.now())


def _first_unanswered(entered: Entered) -> Step | None:
    """What was answered and is not whole is named on the look over everything."""
    way = steps.path(entered.answers, entered.asking)
    return next((step for step in way if not step.is_answered(entered.answers)), None)


def _handed_in(request, intake: Intake):
    """What is on the sheet besides is written down next; by phone nothing can be signed."""
    if intake.how == How.PAPER:
        messages.success(request, _("The intake is in. Now the consents, if they are on the sheet."))
        return redirect("intake:paper_consent", intake.client.public_id)
    messages.success(request, _("The intake is in. By phone nothing is signed: the front desk sees what is due."))
    return redirect("intake:submitted", intake.public_id)
