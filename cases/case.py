"""/complaints/<uuid>/case/: one complaint, where it stands and why, and what was decided."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cases.access import get_case, may_refer
from cases.flags import last_asked
from cases.happened import homework_marks, marks_of_others
from cases.models import Conversation, ReachedOut
from cases.reading import cases_of
from cases.team import ahead_of, also_treat, one_line, referrals_of, steps_of
from cases.tried import tried, with_changes
from cases.untried import ruled_out, untried
from clients.access import log_opening
from intake.models import Complaint
from intake.queries import strip_of, vocabulary
from practice.access import clinical_only
from sessions_log.pictures import Mark
from sessions_log.sentences import advice
from sessions_log.verdicts import Stage


@require_safe
@clinical_only
def case(request, public_id):
    """The sentence, the numbers behind it, the pictures, the decisions so far and what was tried."""
    complaint = get_case(public_id)
    log_opening(request.user, complaint.client, "case")
    words = vocabulary()
    names = {pk: term.name for pk, term in words.techniques.items()}
    (found,) = cases_of(Complaint.objects.filter(pk=complaint.pk), names)
    found.referrals = referrals_of([complaint.pk])[complaint.pk]
    steps, ahead = steps_of(found.referrals), ahead_of(complaint.client, timezone.now())
    talks = Conversation.objects.filter(complaint=complaint).select_related("held_by").order_by("-held_on", "-pk")
    had, strip = tried(complaint, words), strip_of(complaint.client)
    found.news += [Mark(each.held_on, "decision", gettext("Talked openly")) for each in talks]
    found.news += [*marks_of_others(steps), *homework_marks(had.visits)]
    ideas = None
    if complaint.is_open and found.facts.stage == Stage.REVIEW:
        ideas = untried(complaint, words, ruled_out(complaint.client, words, strip), had, request.user)
    context = {
        "case": found,
        "complaint": complaint,
        "client": complaint.client,
        "news": strip.news,
        "strip": strip,
        "ahead": ahead,
        "may_refer": may_refer(request.user, complaint),
        "last_asked": last_asked(complaint),
        "tried": had,
        "tried_at": with_changes(had, found),
        "untried": ideas,
        "also": also_treat(complaint.client, found.referrals),
        "line": one_line(found, steps, talks, ahead),
        "talks": talks,
        "earlier": ReachedOut.objects.of_client(complaint.client),
        "today": found.today,
        "advice": advice(),
    }
    return render(request, "cases/case.html", context)
