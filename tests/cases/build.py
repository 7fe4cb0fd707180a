"""Complaints with a past: visits, ratings and stored progress, as the product leaves them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.models import Decision
from sessions_log import judging
from sessions_log.models import Progress, VisitComplaint
from tests import factories


def recompute(complaint) -> Progress:
    with transaction.atomic():
        judging.recompute([complaint.pk])
    return Progress.objects.get(complaint=complaint)


def complaint(client, therapist, values, *, name="Headaches", gap=7, ends=1, **fields):
    """A complaint rated so at signed visits, `gap` days apart, the last one `ends` days ago. None: not rated."""
    made = factories.complaint(client, name, **fields)
    rate(made, therapist, values, gap=gap, ends=ends)
    return made


def rate(complaint, therapist, values, *, gap=7, ends=1):
    ago = [ends + gap * n for n in reversed(range(len(values)))]
    for days, value in zip(ago, values, strict=True):
        visit = factories.visit(complaint.client, therapist, days_ago=days)
        VisitComplaint.objects.create(visit=visit, complaint=complaint)
        if value is not None:
            factories.rating(visit, complaint, value)
        factories.sign(visit)
    return recompute(complaint)


def decision(complaint, by, *, kind="change", visit=None, on=None, at=None) -> Decision:
    """A decision about the case as it stands now."""
    facts = Progress.objects.get(complaint=complaint)
    return Decision.objects.create(
        complaint=complaint,
        kind=kind,
        why="because",
        decided_by=by,
        decided_at=at or timezone.now(),
        stage=facts.stage,
        verdict=facts.verdict,
        visits=facts.visits,
        look_again_visit=visit,
        look_again_on=on or timezone.localdate() + dt.timedelta(days=84),
    )
