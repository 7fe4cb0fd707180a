"""What changes a complaint. Every function owns its transaction, locks the complaint, writes and judges it anew.

"Today" is the local date of `now` in the active time zone, which is the practice's in every request.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.models import Client
from intake.enums import ClosedReason, EpisodeStart
from intake.models import Complaint, Episode, Intake, IntakeRating
from practice.current import local_date
from practice.models import User
from practice.versions import take_next
from sessions_log import judging
from sessions_log.enums import Source


@dataclass(frozen=True, slots=True)
class GivenRating:
    """A rating as it is given: a value, or one value for each activity, and the top of its scale."""

    measure: str
    scale_max: Decimal
    value: Decimal | None = None
    parts: list[Decimal] = field(default_factory=list)
    source: str = Source.ASKED


@transaction.atomic
def open_complaint(
    client: Client,
    *,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    fields: dict[str, Any],
    ratings: Iterable[GivenRating] = (),
    of: Intake | None = None,
) -> Complaint:
    """A new complaint with its first episode, from today; one told in the intake `of`, from the day that it came in.

    The same `request_id` again gives the one it made.
    """
    client = Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    if made := Complaint.objects.filter(client=client, request_id=request_id).first():
        return made
    if client.archived_at:
        raise ValidationError(_("This client is archived. Bring the client back before opening a complaint."))
    complaint = Complaint.objects.create(client=client, opened_by=by, request_id=request_id, **fields)
    _begin_episode(complaint, local_date(_given_at(of, now)), EpisodeStart.OPENED)
    _add_ratings(complaint, by, now, ratings, of)
    judging.recompute([complaint.pk])
    return complaint


@transaction.atomic
def edit_complaint(complaint: Complaint, *, now: dt.datetime, seen: int, changes: dict[str, Any]) -> Complaint:
    """Change any of a complaint's own fields; raises Stale if it was saved since `seen`.

    Another aim begins an episode. Other activities start the measure of function anew.
    """
    complaint = _locked(complaint, seen)
    changed = [name for name, value in changes.items() if value != getattr(complaint, name)]
    for name in changed:
        setattr(complaint, name, changes[name])
    if "activities" in changed:
        complaint.activities_edition += 1
        changed.append("activities_edition")
    if "aim" in changed:
        _begin_episode(complaint, local_date(now), EpisodeStart.AIM_CHANGED)
    return _save(complaint, *changed)


def change_aim(complaint: Complaint, aim: str, *, now: dt.datetime, seen: int) -> Complaint:
    """Agree on another aim: a new episode, judged on its own."""
    return edit_complaint(complaint, now=now, seen=seen, changes={"aim": aim})


def change_thresholds(
    complaint: Complaint, review_after: int | None, refer_after: int | None, *, now: dt.datetime, seen: int
) -> Complaint:
    """Give the complaint its own pair of thresholds, or with None and None its type's or the practice's again."""
    changes = {"review_after": review_after, "refer_after": refer_after}
    return edit_complaint(complaint, now=now, seen=seen, changes=changes)


@transaction.atomic
def close_complaint(
    complaint: Complaint, *, by: User, now: dt.datetime, seen: int, on: dt.date, reason: str, note: str = ""
) -> Complaint:
    """End the work on a complaint: it leaves the board and is not asked about any more."""
    (complaint,) = judging.lock([complaint.pk])
    if (complaint.closed_on, complaint.closed_reason, complaint.closed_note) == (on, reason, note):
        return complaint  # a double click
    take_next(complaint, seen)
    began = _latest(complaint, EpisodeStart.OPENED, EpisodeStart.REOPENED).starts_on
    if not complaint.is_open:
        raise ValidationError(_("This complaint is closed already."))
    if on > local_date(now):
        raise ValidationError({"on": _("This date is in the future.")})
    if on < began:
        raise ValidationError({"on": _("This complaint was opened on %(date)s.") % {"date": date_format(began)}})
    if reason == ClosedReason.OTHER and not note.strip():
        raise ValidationError({"note": _("Say why in a few words.")})
    complaint.closed_on, complaint.closed_reason, complaint.closed_note = on, reason, note.strip()
    complaint.closed_by = by
    return _save(complaint, *CLOSING)


@transaction.atomic
def reopen_complaint(complaint: Complaint, *, now: dt.datetime, seen: int) -> Complaint:
    """It is back: open again, with a new episode from today."""
    complaint = _locked(complaint, seen)
    if complaint.is_open:
        raise ValidationError(_("This complaint is open."))
    _begin_episode(complaint, local_date(now), EpisodeStart.REOPENED)
    return _open_again(complaint)


@transaction.atomic
def undo_closing(complaint: Complaint, *, seen: int) -> Complaint:
    """It was closed by mistake: open again in its old episode, as if it had never been closed."""
    complaint = _locked(complaint, seen)
    if complaint.is_open:
        raise ValidationError(_("This complaint is open."))
    return _open_again(complaint)


@transaction.atomic
def add_intake_ratings(
    complaint: Complaint,
    *,
    by: User | None,
    now: dt.datetime,
    ratings: Iterable[GivenRating],
    of: Intake | None = None,
) -> None:
    """Ratings given outside a visit, at an intake: a baseline for treatment to come.

    Those of the intake `of` were given when it came in. The first episode begins no later, so that they belong to it.
    """
    (complaint,) = judging.lock([complaint.pk])
    _add_ratings(complaint, by, now, ratings, of)
    if of:
        told_on = local_date(_given_at(of, now))
        first = Episode.objects.filter(complaint=complaint, number=1)
        first.filter(starts_on__gt=told_on).update(starts_on=told_on)
        first.filter(begun_on__gt=told_on).update(begun_on=told_on)
    judging.recompute([complaint.pk])


CLOSING = ("closed_on", "closed_reason", "closed_note", "closed_by")


def _locked(complaint: Complaint, seen: int) -> Complaint:
    (complaint,) = judging.lock([complaint.pk])
    take_next(complaint, seen)
    return complaint


def _save(complaint: Complaint, *fields: str) -> Complaint:
    complaint.save(update_fields=[*fields, "version"])
    judging.recompute([complaint.pk])
    return complaint


def _open_again(complaint: Complaint) -> Complaint:
    complaint.closed_on, complaint.closed_reason, complaint.closed_note = None, "", ""
    complaint.closed_by = None
    return _save(complaint, *CLOSING)


def _latest(complaint: Complaint, *reasons: str) -> Episode:
    return complaint.episodes.filter(reason__in=reasons).latest("number")


def _begin_episode(complaint: Complaint, on: dt.date, reason: str) -> None:
    last = complaint.episodes.aggregate(last=Max("number"))["last"] or 0
    Episode.objects.create(complaint=complaint, number=last + 1, starts_on=on, begun_on=on, reason=reason)


def _given_at(of: Intake | None, now: dt.datetime) -> dt.datetime:
    return of.submitted_at if of and of.submitted_at else now


def _add_ratings(
    complaint: Complaint, by: User | None, now: dt.datetime, ratings: Iterable[GivenRating], of: Intake | None = None
) -> None:
    IntakeRating.objects.bulk_create(
        IntakeRating(
            complaint=complaint,
            measure=each.measure,
            value=each.value,
            parts=each.parts,
            scale_max=each.scale_max,
            activities_edition=complaint.activities_edition,
            rated_at=_given_at(of, now),
            intake=of,
            created_by=by,
        )
        for each in ratings
    )
