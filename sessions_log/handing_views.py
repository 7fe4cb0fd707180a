"""Turns the screen to the client, and back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practice.access import therapist_only
from practice.versions import Stale
from sessions_log.access import get_own_visit
from sessions_log.content import Answer
from sessions_log.handing import KEY, ClientsForm, to_ask
from sessions_log.record import record_answer


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def hand_over(request, visit):
    """One question of the visit; its answer is kept and the next one asked. The first answer to a question stands."""
    visit = get_own_visit(request.user, visit)
    if "back" in request.POST:
        request.session.pop(KEY, None)
        return redirect("sessions_log:visit", visit.public_id)
    asked = to_ask(visit)
    complaint, stored = asked[0] if asked else (None, Answer())
    form = ClientsForm(complaint=complaint) if complaint else None
    if request.method == "POST":
        if complaint and request.POST.get("complaint") == str(complaint.public_id):
            form = ClientsForm(request.POST, complaint=complaint)
            if not form.is_valid():
                return _page(request, visit, asked, form)
            answer, now = form.answer(stored), timezone.now()
            try:
                record_answer(visit, complaint, answer, by=request.user, now=now, seen=visit.version)
            except Stale:  # saved elsewhere in this very moment
                messages.warning(request, _("That was not kept. Please tap once more."))
        return redirect("sessions_log:hand_over", visit.public_id)
    return _page(request, visit, asked, form)


def _page(request, visit, asked, form):
    context = {"visit": visit, "form": form, "complaint": asked[0][0] if asked else None, "is_last": len(asked) == 1}
    return render(request, "sessions_log/hand_over.html", context)
