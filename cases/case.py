"""/complaints/<uuid>/case/: one complaint, where it stands and why, and what was decided."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import get_case
from cases.models import Conversation
from cases.others import brought_in
from cases.reading import cases_of
from cases.tried import tried
from clients.access import log_opening
from intake.models import Complaint
from intake.news import news_of
from intake.queries import vocabulary
from practice.access import clinical_only
from sessions_log.sentences import advice


@require_safe
@clinical_only
def case(request, public_id):
    """The sentence, the numbers behind it, the pictures, the decisions so far and what was tried."""
    complaint = get_case(public_id)
    log_opening(request.user, complaint.client, "case")
    words = vocabulary()
    names = {pk: term.name for pk, term in words.techniques.items()}
    (found,) = cases_of(Complaint.objects.filter(pk=complaint.pk), names)
    today = timezone.localdate()
    referrals, line = brought_in(complaint, today)
    talks = Conversation.objects.filter(complaint=complaint).select_related("held_by").order_by("-held_on", "-pk")
    context = {
        "case": found,
        "complaint": complaint,
        "client": complaint.client,
        "news": news_of(complaint.client),
        "tried": tried(complaint, words),
        "referrals": referrals,
        "line": line,
        "talks": talks,
        "today": today,
        "advice": advice(),
    }
    return render(request, "cases/case.html", context)
