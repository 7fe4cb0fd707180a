"""Writes decisions: who decided what about a complaint, why, and until when the case may rest.

Decisions are only ever added. Closing and co-managing change the complaint itself, in the same transaction.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bookings.enums import FollowUpStatus
from bookings.models import FollowUp
from bookings.requests import request_follow_up, withdraw_follow_up
from cases.changes import Change, keep_changes
from cases.enums import DecisionKind
from cases.flags import keep_answers
from cases.models import Decision
from intake.enums import Aim, ClosedReason
from intake.models import Complaint, RedFlag
from practice.current import local_date
from practice.models import User
from sessions_log import complaints, judging
from sessions_log.models import Progress

LONGEST_REST = dt.timedelta(days=84)  # where only a visit was named: nothing rests for ever


class Moved(Exception):
    """The case changed since it was shown: somebody decided, or a rating came in. Nothing was written."""


@dataclass(frozen=True, slots=True)
class LongerTime:
    """What the desk is asked for. It sees this and no reason."""

    with_: User | None
    minutes: int
    due_from: dt.date
    due_by: dt.date
    desk_note: str


def facts_seen(complaint: Complaint) -> str:
    """What a decision is about, as a short token: it differs as soon as the case stands otherwise."""
    progress = Progress.objects.filter(complaint=complaint).first() or Progress()
    last = Decision.objects.filter(complaint=complaint).aggregate(last=Max("id"))["last"] or 0
    return f"{complaint.version}.{progress.visits}.{progress.verdict}.{progress.stage or 'none'}.{last}"


@transaction.atomic
def decide(
    complaint: Complaint,
    *,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    seen: str,
    kind: str,
    why: str,
    look_again_visit: int | None = None,
    look_again_on: dt.date | None = None,
    massage_for: str = "",
    answer_by: dt.date | None = None,
    changes: Collection[Change] = (),
    closed_reason: str = ClosedReason.NO_LONGER,
    longer_time: LongerTime | None = None,
    asked: Collection[RedFlag] = (),
    said_yes: Collection[RedFlag] = (),
) -> Decision:
    """Add a decision. The same `request_id` again gives the one it made; raises Moved if the case changed."""
    (complaint,) = judging.lock([complaint.pk])
    if made := Decision.objects.filter(request_id=request_id).first():
        return made
    if not complaint.is_open:
        raise ValidationError(_("This complaint was closed meanwhile."))
    if complaint.client.archived_at:
        raise ValidationError(_("This client is archived. Bring the client back before deciding anything."))
    if facts_seen(complaint) != seen:
        raise Moved
    progress = Progress.objects.filter(complaint=complaint).first() or Progress()
    if kind == DecisionKind.MAINTAIN:  # its visits are counted anew: the date alone says when to look again
        look_again_visit = None
    made = Decision.objects.create(
        request_id=request_id,
        complaint=complaint,
        kind=kind,
        why=why,
        decided_by=by,
        decided_at=now,
        episode=complaint.episodes.aggregate(last=Max("number"))["last"] or 1,
        stage=progress.stage,
        verdict=progress.verdict,
        visits=progress.visits,
        look_again_visit=look_again_visit,
        look_again_on=None if kind == DecisionKind.CLOSE else look_again_on or local_date(now) + LONGEST_REST,
        massage_for=massage_for,
        answer_by=answer_by,
        follow_up=_ask_desk(complaint, longer_time, by, now, request_id) if longer_time else None,
    )
    keep_answers(made, asked, said_yes)
    keep_changes(made, changes)
    _carry_out(complaint, kind, by=by, now=now, reason=closed_reason, note=why)
    return made


def _ask_desk(complaint: Complaint, asked: LongerTime, by: User, now: dt.datetime, request_id: uuid.UUID) -> FollowUp:
    """Pushed down to the desk's list: how long and by when, nothing of why. It takes the place of what an earlier
    decision about the case asked and nobody has booked yet: one client is not called twice for one thing."""
    earlier = Decision.objects.filter(complaint=complaint, follow_up__status=FollowUpStatus.OPEN)
    for open_ in earlier.values_list("follow_up__request_id", flat=True):
        withdraw_follow_up(request_id=open_, by=by, now=now)
    return request_follow_up(
        client=complaint.client,
        therapist=asked.with_,
        due_from=asked.due_from,
        due_by=asked.due_by,
        minutes=asked.minutes,
        desk_note=asked.desk_note,
        by=by,
        request_id=request_id,
    )


def _carry_out(complaint: Complaint, kind: str, *, by: User, now: dt.datetime, reason: str, note: str) -> None:
    """What a decision changes about the complaint itself."""
    if kind == DecisionKind.CLOSE:
        complaints.close_complaint(
            complaint, by=by, now=now, seen=complaint.version, on=local_date(now), reason=reason, note=note[:240]
        )
    elif kind == DecisionKind.MAINTAIN and complaint.aim != Aim.MAINTAIN:
        complaints.change_aim(complaint, Aim.MAINTAIN, now=now, seen=complaint.version)
