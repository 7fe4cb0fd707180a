"""/visits/<uuid>/next/: what the desk is asked to book after a visit, to be changed by one tap."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings.enums import FollowUpStatus
from bookings.forms import FollowUpForm
from bookings.requests import Changed, NoLongerOpen, change_follow_up, request_follow_up, shown, withdraw_follow_up
from intake.models import Complaint
from practice.access import therapist_only
from sessions_log import returning
from sessions_log.access import get_own_visit
from sessions_log.desk_words import says_too_much, telling_word


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def next_step(request, visit):
    """The request as the signing made it, or a new one. What the desk has booked or closed is the desk's."""
    visit, now = get_own_visit(request.user, visit), timezone.now()
    asked = returning.asked(visit)
    if not visit.signed_at or visit.voided_at or (asked and asked.status != FollowUpStatus.OPEN):
        messages.info(request, _("There is nothing to change here by now."))
        return redirect("sessions_log:visit", visit.public_id)
    first = returning.suggested(visit, asked, timezone.localdate(now))
    form = FollowUpForm(request.POST or None, initial=first, today=timezone.localdate(now))
    try:
        if asked and "none" in request.POST:
            withdraw_follow_up(request_id=visit.public_id, by=request.user, now=now)
            return redirect("sessions_log:visit", visit.public_id)
        if form.is_bound and form.is_valid() and _says_nothing_clinical(form, visit):
            facts = {name: form.cleaned_data[name] for name in FollowUpForm.Meta.fields}
            if asked:
                change_follow_up(asked, facts, seen=request.POST.get("seen", ""))
            else:
                request_follow_up(client=visit.client, by=request.user, request_id=visit.public_id, **facts)
            messages.success(request, _("The desk sees it like that."))
            return redirect("sessions_log:visit", visit.public_id)
    except (Changed, NoLongerOpen):
        messages.warning(request, _("Somebody has changed or booked this meanwhile. Look at it again first."))
        return redirect("sessions_log:visit", visit.public_id)
    context = {"visit": visit, "client": visit.client, "form": form, "asked": asked}
    return render(request, "sessions_log/next.html", context | {"seen": shown(asked) if asked else ""})


def _says_nothing_clinical(form: FollowUpForm, visit) -> bool:
    word = telling_word(
        form.cleaned_data["desk_note"], Complaint.objects.filter(client=visit.client).select_related("type")
    )
    if word:
        form.add_error("desk_note", says_too_much(word))
    return not word
