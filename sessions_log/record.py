"""Writes the record: a visit is logged, its draft saved, signed, added to, voided. Each owns transaction and locks.

Locks are taken in one order: the client, the complaints by id, the visit, its appointment and follow-up. Whatever
the rule reads is written and judged anew in one transaction.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bookings.models import Appointment
from bookings.requests import withdraw_follow_up
from clients.models import Client
from intake.models import Complaint
from practice.current import local_date
from practice.models import User
from practice.versions import Stale, take_next
from sessions_log import judging, parts, queries, returning
from sessions_log.content import Answer, Content
from sessions_log.desk_words import says_too_much, telling_word
from sessions_log.missing import Lack, not_recorded
from sessions_log.models import Addendum, Rating, Visit, VisitComplaint
from sessions_log.scales import scale_of
from sessions_log.sensitive import not_agreed, to_be_agreed

SIGNING = ("signed_at", "signed_by", "signed_without", "signed_despite", "follow_up")
CLOCKS_DIFFER = dt.timedelta(minutes=10)


class NotRecorded(Exception):
    """Asked once before signing: `missing` names what a good record would have."""

    def __init__(self, visit: Visit, missing: list[Lack]):
        super().__init__("; ".join(map(str, missing)))
        self.visit, self.missing = visit, missing


def check_start(client: Client, starts_at: dt.datetime, now: dt.datetime) -> None:
    """Refuse a visit in the future, or before the client was born."""
    if starts_at > now + CLOCKS_DIFFER:
        raise ValidationError({"starts_at": _("This is in the future. A visit is written once it has begun.")})
    if starts_at.year < 1900 or (client.birth_date and local_date(starts_at) < client.birth_date):
        raise ValidationError({"starts_at": _("The client was not born yet. Is the year right?")})


@transaction.atomic
def log_visit(
    client: Client,
    *,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    starts_at: dt.datetime,
    minutes: int = 60,
    appointment: Appointment | None = None,
) -> Visit:
    """A draft that says of every open complaint that it was worked on. The same `request_id` gives the same one."""
    client = Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    if made := Visit.objects.filter(request_id=request_id).first():
        if made.client_id != client.pk or made.therapist_id != by.pk:
            raise PermissionDenied
        return made
    if not by.is_therapist:
        raise PermissionDenied
    if client.archived_at:
        raise ValidationError(_("This client is archived. Bring the client back before logging a visit."))
    check_start(client, starts_at, now)
    if appointment and Visit.objects.filter(appointment=appointment, voided_at=None).exists():
        appointment = None
    visit = Visit.objects.create(
        client=client,
        therapist=by,
        created_by=by,
        request_id=request_id,
        starts_at=starts_at,
        minutes=minutes,
        appointment=appointment,
    )
    complaints = judging.lock(Complaint.objects.open().filter(client=client).values_list("pk", flat=True))
    VisitComplaint.objects.bulk_create(VisitComplaint(visit=visit, complaint=complaint) for complaint in complaints)
    _judge(complaints)
    returning.mark_begun(visit, by=by, now=now)
    return visit


@transaction.atomic
def save_draft(visit: Visit, *, by: User, now: dt.datetime, seen: int, content: Content) -> Visit:
    """Keep what the page holds. Raises Stale, with nothing written, if the draft was saved or signed since `seen`."""
    complaints = _lock_complaints(visit, content.answers)
    visit = _own_draft(visit, by, seen)
    moved = content.fields.get("starts_at", visit.starts_at) != visit.starts_at
    check_start(visit.client, content.fields.get("starts_at", visit.starts_at), now)
    for name, value in (content.fields | {"from_last": content.from_last}).items():
        setattr(visit, name, value)
    visit.save(update_fields=[*content.fields, "from_last", "version", "updated_at"])
    parts.save(visit, content, {each.pk: each.activities_edition for each in complaints}, now)
    said = VisitComplaint.objects.filter(visit=visit).values_list("complaint_id", flat=True)
    _judge(said if moved else content.answers)
    return visit


@transaction.atomic
def record_answer(
    visit: Visit, complaint: Complaint, answer: Answer, *, by: User, now: dt.datetime, seen: int
) -> Visit:
    """Keep what is said of one complaint (rated, taken back, declined, worked on or not) and judge it at once."""
    (complaint,) = judging.lock([complaint.pk])
    if complaint.client_id != visit.client_id:
        raise PermissionDenied
    visit = _own_draft(visit, by, seen)
    visit.save(update_fields=["version", "updated_at"])
    parts.save_answer(visit, complaint.pk, answer, complaint.activities_edition, now)
    _judge([complaint])
    return visit


@transaction.atomic
def discard_draft(visit: Visit, *, by: User, now: dt.datetime, seen: int, reason: str) -> Visit:
    """It was no visit: the draft counts nowhere from here on, and stays to be read."""
    complaints = _lock_complaints(visit)
    visit = _own_draft(visit, by, seen)
    visit.voided_at, visit.voided_by, visit.void_reason = now, by, reason.strip()
    visit.save(update_fields=["voided_at", "voided_by", "void_reason", "version", "updated_at"])
    _judge(complaints)
    return visit


@transaction.atomic
def bring_back_draft(visit: Visit, *, by: User, now: dt.datetime, seen: int) -> Visit:
    """A draft that was discarded by mistake is a draft again."""
    complaints = _lock_complaints(visit)
    visit = _own(visit, by)
    if visit.is_final or visit.is_draft:
        return visit
    take_next(visit, seen)
    if visit.appointment_id and _others_with(visit).exists():
        visit.appointment = None
    visit.voided_at, visit.voided_by, visit.void_reason = None, None, ""
    visit.save(update_fields=["voided_at", "voided_by", "void_reason", "appointment", "version", "updated_at"])
    _judge(complaints)
    return visit


@transaction.atomic
def sign_visit(visit: Visit, *, by: User, now: dt.datetime, seen: int, despite: str = "") -> Visit:
    """Make it final, for everybody and for good; ask the desk to book the next one; mark the appointment done.

    Signing again changes nothing. Where something is missing, NotRecorded is raised unless a reason is given in
    `despite`; both are kept. ValidationError where the note for the desk names what the client comes with, or what
    is sensitive was not agreed to.
    """
    _hold_client(visit)
    complaints = _lock_complaints(visit)
    visit = _own(visit, by)
    if visit.signed_at:
        return visit
    if not visit.is_draft:
        raise Stale(visit)
    if word := telling_word(visit.desk_note, Complaint.objects.filter(client=visit.client).select_related("type")):
        raise ValidationError({"desk_note": says_too_much(word)})
    if names := not_agreed(visit):
        raise ValidationError(to_be_agreed(names))
    missing = not_recorded(visit)
    if missing and not despite.strip():
        raise NotRecorded(visit, missing)
    if missing:
        visit.signed_without, visit.signed_despite = "; ".join(map(str, missing)), despite.strip()
    take_next(visit, seen)
    visit.signed_at, visit.signed_by = now, by
    returning.mark_done(visit, by=by, now=now)  # before it counts as what comes next
    visit.follow_up = returning.request(visit, by=by, now=now)
    visit.save(update_fields=[*SIGNING, "version", "updated_at"])
    returning.tell_last_seen([visit.client_id])
    judging.recompute(each.pk for each in complaints)
    return visit


@transaction.atomic
def void_visit(visit: Visit, *, by: User, now: dt.datetime, reason: str) -> Visit:
    """A signed or imported visit was a mistake: it counts nowhere from here on, and stays to be read."""
    _hold_client(visit)
    complaints = _lock_complaints(visit)
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not (by.is_owner or visit.therapist_id == by.pk):
        raise PermissionDenied
    if visit.voided_at:
        return visit
    if not visit.is_final:
        raise ValidationError(_("Only a signed visit is voided. A draft is discarded."))
    queries.void_visit(visit.pk, by.pk, reason)
    withdraw_follow_up(request_id=visit.public_id, by=by, now=now)
    returning.tell_last_seen([visit.client_id])
    _judge(complaints)
    visit.refresh_from_db()
    return visit


@transaction.atomic
def add_addendum(
    visit: Visit,
    *,
    by: User,
    request_id: uuid.UUID,
    reason: str,
    text: str = "",
    rating: Rating | None = None,
    forgotten: tuple[Complaint, str] | None = None,
    value: Decimal | None = None,
) -> Addendum:
    """Add to a final visit; perhaps correct one of its ratings, or add one that was `forgotten`: of a complaint that
    the visit speaks of, by a measure. All values stay to be read, and the last one counts.
    """
    about = rating.complaint_id if rating else forgotten and forgotten[0].pk
    complaint = judging.lock([about])[0] if about else None
    visit = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.pk)
    if made := Addendum.objects.filter(request_id=request_id).first():
        return made
    if not by.is_clinical:
        raise PermissionDenied
    if not visit.is_final or visit.voided_at:
        raise ValidationError(_("Only a signed visit that counts is added to."))
    top = rating.scale_max if rating else Decimal(scale_of(forgotten[1]).top) if forgotten else None
    if top is not None and (value is None or not 0 <= value <= top or (rating and rating.visit_id != visit.pk)):
        raise ValidationError({"value": _("This is not on the scale of the rating.")})
    made = Addendum(
        visit=visit, author=by, request_id=request_id, reason=reason, text=text, rating=rating, value=value
    )
    if forgotten and complaint:
        _check_forgotten(visit, complaint, forgotten[1])
        made.complaint, made.measure, made.scale_max = complaint, forgotten[1], top
        made.activities_edition = complaint.activities_edition
    made.save()
    if complaint:
        judging.recompute([complaint.pk])
    return made


def _check_forgotten(visit: Visit, complaint: Complaint, measure: str) -> None:
    """What was rated is put right, not added; what the visit says nothing of has no rating there."""
    if visit.ratings.filter(complaint=complaint, measure=measure, timing="before").exists():
        raise ValidationError(_("This was rated at the visit: put the rating right."))
    if measure not in complaint.tracked or not visit.complaints.filter(complaint=complaint).exists():
        raise ValidationError(_("This visit says nothing of that."))


def _judge(complaints: Iterable[Complaint | int]) -> None:
    """After a visit came, went or moved: first episodes follow it, and the complaints are judged anew."""
    ids = [each if isinstance(each, int) else each.pk for each in complaints]
    queries.follow_first_episodes(ids)
    judging.recompute(ids)


def _hold_client(visit: Visit) -> None:
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.client_id)


def _lock_complaints(visit: Visit, others=()) -> list[Complaint]:
    said = VisitComplaint.objects.filter(visit=visit).values_list("complaint_id", flat=True)
    complaints = judging.lock({*said, *others})
    if any(each.client_id != visit.client_id for each in complaints):
        raise PermissionDenied
    return complaints


def _own(visit: Visit, by: User) -> Visit:
    visit = Visit.objects.select_for_update(of=("self",)).select_related("client").get(pk=visit.pk)
    if visit.therapist_id != by.pk or not by.is_therapist:
        raise PermissionDenied
    return visit


def _own_draft(visit: Visit, by: User, seen: int) -> Visit:
    visit = _own(visit, by)
    if not visit.is_draft:
        raise Stale(visit)
    take_next(visit, seen)
    return visit


def _others_with(visit: Visit):
    return Visit.objects.filter(appointment=visit.appointment_id, voided_at=None).exclude(pk=visit.pk)
