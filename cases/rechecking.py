"""Holds the board against what it follows from: an entry has a reason, none is missing, none should not be there."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.enums import Sort, Tab
from cases.models import BoardCheck, Decision
from cases.queries import board as queries
from cases.rows import Row, rows
from intake.enums import Aim
from intake.models import Complaint, Episode
from practice.current import local_date, on_our_clock
from sessions_log import rechecking
from sessions_log.models import Progress
from sessions_log.verdicts import Stage, Verdict

AT_ONCE = 500
NIGHT = 3  # o'clock
ONE_NIGHT, ONE_DAY = dt.timedelta(hours=6), dt.timedelta(hours=23, minutes=30)

# What stands on a row and says why it is under this tab.
REASONS = {
    Tab.WAITING: lambda row: row.decided,
    Tab.UNMEASURED: lambda row: row.unmeasured or row.sentence,
    Tab.STOPPED: lambda row: row.silent,
    Tab.QUIET: lambda row: row.silent,
}


@dataclass(frozen=True, slots=True)
class Found:
    """How many complaints and entries there are, and how many of them were not as they should be."""

    complaints: int
    differing: int
    entries: int
    faults: int


def is_due(now: dt.datetime) -> bool:
    """Once a night; where nothing ran at night, once a day."""
    last = BoardCheck.objects.filter(pk=1).first()
    with on_our_clock():
        at_night = timezone.localtime(now).hour == NIGHT
    return last is None or now - last.at >= (ONE_NIGHT if at_night else ONE_DAY)


def recheck(now: dt.datetime, *, fix: bool = False) -> Found:
    """Judge every complaint anew (`fix` mends what differs), then look at the board, which says what was found."""
    complaints, differing = rechecking.recheck(fix=fix)
    with on_our_clock():
        entries, faults = _board(local_date(now))
        if faults:  # what was saved between two looks is no fault
            again = _board(local_date(now))
            entries, faults = again[0], faults & again[1]
    found = Found(complaints, differing, entries, len(faults))
    kept = {"at": now, "entries": entries, "faults": found.faults, "differing": differing, "mended": fix}
    BoardCheck.objects.update_or_create(pk=1, defaults=kept)
    return found


def _board(today: dt.date) -> tuple[int, set[tuple[Tab, uuid.UUID]]]:
    """How many entries there are, and those that are wrong or missing: by list and complaint."""
    needs = _needs()
    entries, faults, listed = 0, set(), set()
    for tab in Tab:
        for case in _cases(tab, today):
            entries += 1
            if case.public_id not in needs or not _reason(tab, case, today):
                faults.add((tab, case.public_id))
            if tab in (Tab.DECIDE, Tab.WAITING):
                listed.add(case.public_id)
    wanted = {complaint for complaint, asks in needs.items() if asks}
    return entries, faults | {(Tab.DECIDE, complaint) for complaint in wanted ^ listed}


def _needs() -> dict[uuid.UUID, bool]:
    """The open complaints of clients who are here, and whether each needs a decision, or rests after one.

    Where massage goes on beside others' care, it always does: until its day, or since then. Not what was opened so.
    """
    open_ = Complaint.objects.filter(closed_on=None, client__archived_at=None)
    of_it = {"complaint": OuterRef("pk")}
    agreed = Q(aim=Aim.MAINTAIN) & (
        Exists(Decision.objects.filter(**of_it)) | Exists(Episode.objects.filter(**of_it, number__gt=1))
    )
    found = open_.annotate(agreed=agreed).values_list("pk", "public_id", "agreed")
    progress = {each.pk: each for each in Progress.objects.only("stage", "verdict")}
    return {public_id: agreed or _asks(progress.get(pk)) for pk, public_id, agreed in found}


def _asks(facts: Progress | None) -> bool:
    if facts is None:
        return False
    worse = facts.verdict in (Verdict.WORSE, Verdict.MIXED) and bool(facts.stage)
    return worse or facts.stage in (Stage.REVIEW, Stage.REFER)


def _cases(tab: Tab, today: dt.date):
    offset = 0
    while True:
        _counts, found = queries.look(queries.Chosen(today), tab, Sort.URGENCY, limit=AT_ONCE, offset=offset)
        yield from found
        if len(found) < AT_ONCE:
            return
        offset += AT_ONCE


def _reason(tab: Tab, case: queries.Case, today: dt.date) -> str:
    """Nothing where the page would break off at this row."""
    try:
        (row,) = rows([case], today)
    except (KeyError, TypeError, ValueError):
        return ""
    return REASONS.get(tab, _sentence)(row)


def _sentence(row: Row) -> str:
    return row.sentence
