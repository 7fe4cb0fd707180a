"""/fresh-look/figures/: how soon somebody decides, what still waits, whom nobody heard from, how much is measured."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.enums import Figure
from cases.figures import AGES, of_age, of_pace, pace
from cases.models import Referral
from cases.queries.board import Chosen, counts
from cases.queries.figures import reached_since, to_decide_since
from practice.access import owner_only

PER_PAGE = 50
CHOICES = (4, 13, 52)
USUAL = 13


@require_safe
@owner_only
def figures(request):
    """Everything here is counted anew, and each number leads to its list."""
    weeks, first, today = _period(request)
    found, waiting = reached_since(first, request.practice.time_zone), to_decide_since(today)
    context = {
        "weeks": weeks,
        "choices": CHOICES,
        "first": first,
        "today": today,
        "pace": pace(found),
        "of_pace": [(each, len(of_pace(each, found))) for each in (Figure.DECIDED, Figure.OPEN, Figure.LAPSED)],
        "ages": [(each, len(of_age(each, waiting, today))) for each in AGES],
        "waiting": len(waiting),
        "unanswered": Referral.objects.unanswered(today).count(),
        "under_way": Referral.objects.open().count(),
        "counts": counts(Chosen(today)),
    }
    return render(request, "cases/figures.html", context)


@require_safe
@owner_only
def figure(request, which):
    """The complaints that a figure counts."""
    if which not in Figure.values:
        raise Http404
    weeks, first, today = _period(request)
    one = Figure(which)
    if one in AGES:
        found = of_age(one, to_decide_since(today), today)
    else:
        found = of_pace(one, reached_since(first, request.practice.time_zone))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"figure": one, "page": page, "weeks": weeks, "first": first, "today": today, "by_age": one in AGES}
    return render(request, "cases/figure.html", context)


def _period(request) -> tuple[int, dt.date, dt.date]:
    asked, today = request.GET.get("weeks", ""), timezone.localdate()
    weeks = int(asked) if asked in map(str, CHOICES) else USUAL
    return weeks, today - dt.timedelta(weeks=weeks), today
