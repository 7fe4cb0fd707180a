"""Keeps the stored progress of complaints true: whatever changes a verdict locks, writes and recomputes here.

with transaction.atomic():
    judging.lock([complaint.pk])
    ...  # write
    judging.recompute([complaint.pk])
"""

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from django.db import transaction

from intake.models import Complaint, ComplaintType
from sessions_log import facts, queries
from sessions_log.progress import MeasureProgress, Progress, Rating, as_decimal, judge, points, stage

DRAWN = 12  # ratings in a sparkline
BATCH = 2000  # complaints whose facts are in memory at once


def lock(complaints: Iterable[int]) -> list[Complaint]:
    """The complaints, locked until the transaction ends, in the order of their ids, so that nobody waits in a circle.

    Whoever changes what a verdict follows from holds this lock from before the write until the recomputing is done.
    """
    return list(
        Complaint.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=complaints).order_by("pk")
    )


def recompute(complaints: Iterable[int]) -> None:
    """Judge these complaints anew and store it: four queries a batch. The caller's transaction holds their lock."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("progress is stored in the transaction of what changed it")
    for batch in _batches(sorted(set(complaints))):
        if rows := [row(known) for known in facts.load(batch)]:
            queries.save_progress(json.dumps(rows))


def restage(*, type: ComplaintType | None = None, complaint: Complaint | None = None) -> int:
    """Let stored stages follow changed thresholds, of all complaints or some, without reading a rating."""
    return queries.restage(type_id=type.pk if type else None, complaint_id=complaint.pk if complaint else None)


def row(known: facts.Facts) -> dict:
    """The row of progress that follows from what is known of a complaint, with the names of queries.PROGRESS."""
    found = judge(known.visits, main=known.main, tracked=known.tracked, since=known.since, intake=known.intake)
    reached = stage(found, known.aim, review_after=known.review_after, refer_after=known.refer_after)
    worked_on = [visit.start for visit in known.visits if visit.worked_on]
    return {
        "complaint_id": known.complaint,
        "visits": found.visits,
        "skipped": found.skipped,
        "verdict": found.verdict,
        "without": found.without,
        "leading": found.leading or "",
        "slow": found.slow,
        "level": found.level,
        "improvement_held": found.improvement_held,
        "worse_twice": found.worse_twice,
        "single_baseline": found.single_baseline,
        "late_baseline": found.late_baseline,
        "unmeasured": found.unmeasured,
        "weeks": _number(found.weeks),
        "median_gap_days": _number(found.median_gap_days),
        "widely_spaced": found.widely_spaced,
        "measures": {measure: _measure(each) for measure, each in found.measures.items()},
        "series": _series(known, found),
        "course": [
            [
                each.local_date.isoformat(),
                each.verdict,
                each.without,
                each.slow,
                each.worse_twice,
                each.improvement_held,
            ]
            for each in found.history
        ],
        "stage": reached or "",
        "review_after": known.review_after,
        "refer_after": known.refer_after,
        "last_visit_at": max(worked_on).isoformat() if worked_on else None,
        "last_rated_on": found.history[-1].local_date.isoformat() if found.history else None,
    }


def _series(known: facts.Facts, found: Progress) -> list[list[str]]:
    measure = found.leading or known.main
    ratings = {visit.sequence: visit.ratings.get(measure) for visit in known.visits}
    drawn: list[list[str]] = []
    for visit in reversed(found.history):
        rating = ratings[visit.sequence]
        value = _points(measure, rating) if rating and not rating.outdated else None
        if value is not None:
            drawn.append([visit.local_date.isoformat(), value])
            if len(drawn) == DRAWN:
                break
    return drawn[::-1]


# Nearly all ratings are a few small whole numbers.
@lru_cache(maxsize=4096)
def _points(measure: str, rating: Rating) -> str | None:
    return _number(points(measure, rating))


def _measure(found: MeasureProgress) -> dict:
    return {
        "verdict": found.verdict,
        "baseline": _number(found.baseline),
        "current": _number(found.current),
        "change": _number(found.change),
        "need": _number(found.need),
        "baseline_from": [_number(each) for each in found.baseline_from],
        "current_from": [_number(each) for each in found.current_from],
    }


def _number(value: Fraction | None) -> str | None:
    """Up to 4 decimals, as many as there are."""
    stored = as_decimal(value)
    return None if stored is None else f"{stored.normalize():f}"


def _batches(complaints: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(complaints), BATCH):
        yield complaints[start : start + BATCH]
