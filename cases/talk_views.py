"""/complaints/<uuid>/talk/: the open conversation, with the guide beside it; and the guide's own page."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import talks
from cases.access import get_case
from cases.models import Conversation
from cases.reading import cases_of
from cases.talk_forms import GuideForm, TalkForm
from clients.access import log_opening
from intake.models import Complaint
from practice.access import clinical_only, owner_only
from practice.posted import posted
from practice.versions import Stale
from sessions_log.sentences import advice


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def talk(request, public_id):
    """The guide, what was said before, and a form for what was said this time."""
    complaint, now = get_case(public_id), timezone.now()
    today = timezone.localdate(now)
    form = TalkForm(posted(request), initial={"held_on": today, "request_id": uuid.uuid4()}, today=today)
    if request.method != "POST":
        log_opening(request.user, complaint.client, "conversation")
    elif form.is_valid():
        try:
            talks.record_talk(complaint, by=request.user, now=now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Written down. Now decide what comes next, or bring somebody in."))
            return redirect("cases:case", complaint.public_id)
    (case,) = cases_of(Complaint.objects.filter(pk=complaint.pk))
    earlier = Conversation.objects.filter(complaint=complaint).select_related("held_by").order_by("-held_on", "-pk")
    context = {"complaint": complaint, "client": complaint.client, "case": case, "form": form, "advice": advice()}
    context |= {"guide": talks.guide()[0], "talks": earlier}
    return render(request, "cases/talk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def guide(request):
    """The guide in the practice's own words. Whoever saves second sees what was saved meanwhile."""
    body, version = talks.guide()
    form, saved = GuideForm(posted(request), initial={"body": body, "version": version}), ""
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            talks.save_guide(typed["body"], by=request.user, seen=typed["version"])
        except Stale as stale:
            saved = stale.current.body
            form = GuideForm(initial={"body": typed["body"], "version": stale.current.version})
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:guide")
    return render(request, "cases/guide.html", {"form": form, "saved": saved}, status=409 if saved else 200)
