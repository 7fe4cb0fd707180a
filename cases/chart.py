"""/clients/<uuid>/chart/: a client's complaints with their pictures, and every visit, newest first."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.reading import cases_of
from cases.team import ahead_of, referrals_of
from cases.visits import visits_of
from clients.access import get_client, log_opening
from intake.models import Complaint
from intake.queries import strip_of, vocabulary
from intake.told_us import told_us
from practice.access import clinical_only
from sessions_log.between import between_visits
from sessions_log.sentences import advice

PER_PAGE = 12
LAST_PAGE = 1000


@require_safe
@clinical_only
def chart(request, public_id):
    """Everything clinical about a client on one page; who opened it is remembered."""
    client = get_client(request.user, public_id)
    log_opening(request.user, client, "chart")
    number = _page_number(request)
    words = vocabulary()
    names = {pk: term.name for pk, term in words.techniques.items()}
    cases = cases_of(Complaint.objects.filter(client=client).order_by("opened_at", "pk"), names)
    referrals = referrals_of([case.complaint.pk for case in cases])
    for case in cases:
        case.referrals = referrals[case.complaint.pk]
    visits, has_older = visits_of(client, words, page=number, per_page=PER_PAGE)
    is_open = any(case.complaint.is_open for case in cases)
    context = {
        "client": client,
        "between": between_visits(client, timezone.now()) if is_open and not client.archived_at else None,
        "strip": strip_of(client),
        "told": told_us(client),
        "open_cases": [case for case in cases if case.complaint.is_open],
        "closed_cases": [case for case in cases if not case.complaint.is_open],
        "ahead": ahead_of(client, timezone.now()),
        "visits": visits,
        "number": number,
        "older": number + 1 if has_older else None,
        "newer": number - 1 if number > 1 else None,
        "today": timezone.localdate(),
        "advice": advice(),
    }
    return render(request, "cases/chart.html", context)


def _page_number(request) -> int:
    asked = request.GET.get("page", "1")
    if not asked.isdecimal() or not 1 <= int(asked[:9]) <= LAST_PAGE:
        raise BadRequest("page")
    return int(asked)
